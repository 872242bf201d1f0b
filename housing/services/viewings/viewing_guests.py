"""Households at viewings: whether they come, what came of it, and who is expected no longer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.db import lock_row
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Listing, Viewing, ViewingGuest
from housing.services.viewings.viewing_clashes import lock_people, refuse_elsewhere
from housing.states import EXPECTED, GuestAction, ViewingAction, ViewingStatus, next_status
from housing.viewing_facts import Interest
from people.events import HouseholdExited
from people.models import Household

EARLY = timedelta(minutes=30)  # before it begins; from then on it can be written down what came of it
HAS_BEGUN = Sentence(N_("This viewing has begun or is over: call your centre."))


@dataclass(frozen=True, slots=True)
class GuestNote:
    """What can be changed of a household at a viewing at any time."""

    interpreter_language: str | None
    interpreter: str | None
    note: str | None


def release_guest(session: Session, guest: ViewingGuest, *, actor: User) -> None:
    """The household is not expected any more; the others are."""
    _step(session, guest, GuestAction.RELEASE)
    record(session, "release-guest", guest, actor=actor)


def confirm_guest(session: Session, guest: ViewingGuest, *, actor: User | Household, at: datetime) -> None:
    """The household comes, as it says itself or by telephone. It may have said otherwise before."""
    _refuse_late_answer(guest, actor, at)
    lock_row(session, guest.viewing)
    _refuse_cancelled(guest.viewing)
    lock_people(session, None, [guest.household])
    refuse_elsewhere(session, guest.viewing, guest.household, actor=actor)
    _step(session, guest, GuestAction.CONFIRM)
    guest.answered_at, guest.answer_words = at, ""
    record(session, "confirm-viewing", guest, actor=actor)


def decline_guest(
    session: Session, guest: ViewingGuest, words: str = "", *, actor: User | Household, at: datetime
) -> None:
    """The household cannot come, and perhaps says why."""
    _refuse_late_answer(guest, actor, at)
    _step(session, guest, GuestAction.DECLINE)
    guest.answered_at, guest.answer_words = at, words
    record(session, "decline-viewing", guest, actor=actor)


def record_came(
    session: Session, guest: ViewingGuest, interest: Interest | None = None, *, actor: User, at: datetime
) -> None:
    """The household has seen the flat, and perhaps says what it thinks of it."""
    _record(session, guest, GuestAction.COME, interest, actor, at)
    record(session, "record-came", guest, actor=actor)


def record_no_show(session: Session, guest: ViewingGuest, *, actor: User, at: datetime) -> None:
    """The household did not come, without a word."""
    _record(session, guest, GuestAction.MISS, None, actor, at)
    record(session, "record-no-show", guest, actor=actor)


def change_guest(session: Session, guest: ViewingGuest, details: GuestNote, *, actor: User) -> None:
    """Who interprets, and what the staff say of it."""
    guest.interpreter_language, guest.interpreter = details.interpreter_language, details.interpreter
    guest.note = details.note
    record(session, "change-guest", guest, actor=actor)


def release_exited(session: Session, event: HouseholdExited) -> None:
    """Who leaves the programme is expected nowhere any more: a part of leaving it."""
    _release(session, event.household_id, Viewing.status == ViewingStatus.PLANNED)


def release_from_home(session: Session, household: Household, listing: Listing) -> None:
    """Who does not want the home is not expected there any more: a part of saying so."""
    of_home = Viewing.listing.has(Listing.dwelling_id == listing.dwelling_id)
    _release(session, household.id, of_home & (Viewing.status == ViewingStatus.PLANNED))


def _release(session: Session, household_id: int, viewings: ColumnElement[bool]) -> None:
    its = ViewingGuest.household_id == household_id, ViewingGuest.status.in_(EXPECTED)
    for guest in session.scalars(
        select(ViewingGuest).where(*its, ViewingGuest.viewing.has(viewings)).order_by(ViewingGuest.id)
    ):
        guest.status = next_status(guest.status, GuestAction.RELEASE)


def _step(session: Session, guest: ViewingGuest, action: GuestAction) -> None:
    """Both rows are read anew and locked, the viewing first, as by whoever changes or cancels it."""
    lock_row(session, guest.viewing)
    lock_row(session, guest)
    _refuse_cancelled(guest.viewing)
    guest.status = next_status(guest.status, action)


def _record(
    session: Session, guest: ViewingGuest, action: GuestAction, interest: Interest | None, actor: User, at: datetime
) -> None:
    viewing = guest.viewing
    if at < viewing.starts_at - EARLY:
        begins = {"moment": viewing.starts_at}
        raise Refused(Sentence(N_("This viewing begins %(moment)s: what came of it is written down then."), begins))
    _step(session, guest, action)
    viewing.status = next_status(viewing.status, ViewingAction.HOLD)
    guest.interest, guest.recorded_by_id, guest.recorded_at = interest, actor.id, at
    session.flush()


def _refuse_cancelled(viewing: Viewing) -> None:
    if viewing.status is ViewingStatus.CANCELLED:
        next_status(viewing.status, ViewingAction.HOLD)  # which says so


def _refuse_late_answer(guest: ViewingGuest, actor: User | Household, at: datetime) -> None:
    """Whoever is on the telephone may still write down what a household says on the way."""
    is_over = guest.viewing.status is not ViewingStatus.CANCELLED and guest.viewing.starts_at <= at
    if is_over and isinstance(actor, Household):
        raise Refused(HAS_BEGUN)
