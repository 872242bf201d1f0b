"""Viewings: booked, changed, cancelled; households invited to them, and what came of it. Nobody is at two at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import ATHENS
from core.db import lock_row, lock_rows
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Listing, Viewing, ViewingGuest
from housing.services.viewing_clashes import names_of, refuse_clash, refuse_elsewhere
from housing.states import (
    EXPECTED,
    GuestAction,
    GuestStatus,
    ViewingAction,
    ViewingStatus,
    next_status,
    refuse_unshown,
)
from housing.viewing_facts import CancelReason, Interest, Opener
from people.events import HouseholdExited
from people.models import Household
from people.services.stages import refuse_exited

SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=4)
FIRST_HOUR, LAST_HOUR = time(7), time(22)  # nobody is shown a flat at night: three for fifteen is a slip
EARLY = timedelta(minutes=30)  # before it begins; from then on it can be written down what came of it

NOBODY = Sentence(N_("Choose at least one household"))
IN_THE_PAST = Sentence(N_("A viewing cannot begin in the past"))
AT_NIGHT = Sentence(N_("A viewing begins between 07:00 and 22:00"))
NOWHERE = Sentence(N_("Of this flat no street is known: write where to meet"))
HAS_BEGUN = Sentence(N_("This viewing has begun or is over: call your centre."))


@dataclass(frozen=True, slots=True)
class ViewingDetails:
    """When, who of the office is there, who opens, and where one meets."""

    starts_at: datetime
    lasts: timedelta
    officer: User
    opener: Opener = Opener.LANDLORD
    opener_words: str = ""
    meeting_words: str = ""

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + self.lasts


@dataclass(frozen=True, slots=True)
class GuestDetails:
    """A household that is invited, and the interpreter it needs."""

    household: Household
    interpreter_language: str | None = None  # ISO 639 code
    interpreter: str | None = None


def book_viewing(
    session: Session, listing: Listing, details: ViewingDetails, guests: Sequence[GuestDetails], *, actor: User,
    at: datetime,
) -> Viewing:  # fmt: skip
    """A time at which households are shown the flat. Raises Refused where somebody is elsewhere then."""
    if not guests:
        raise Refused(NOBODY, field="household_id")
    _check_time(details, at)
    lock_rows(session, Listing, Listing.id.in_({listing.id, listing.same_as_id or listing.id}))
    listing = listing.same_as or listing
    refuse_unshown(listing.status)
    _refuse_nowhere(listing, details)
    _hold(session, details.officer, [guest.household for guest in guests])
    refuse_clash(session, listing, details.officer, details.starts_at, details.ends_at, actor=actor)
    viewing = Viewing(listing=listing, status=ViewingStatus.PLANNED, booked_by_id=actor.id, created_at=at, guests=[])
    _write(viewing, details)
    session.add(viewing)
    for guest in guests:
        _invite(session, viewing, guest, actor, at)
    record(session, "book-viewing", viewing, actor=actor)
    return viewing


def invite_guest(
    session: Session, viewing: Viewing, details: GuestDetails, *, actor: User, at: datetime
) -> ViewingGuest:
    """One more household comes along, or one that was not expected any more."""
    lock_row(session, viewing)
    viewing.status = next_status(viewing.status, ViewingAction.INVITE)
    refuse_unshown(viewing.listing.status)
    _refuse_begun(viewing, at)
    _hold(session, None, [details.household])
    guest = _invite(session, viewing, details, actor, at)
    record(session, "invite-to-viewing", guest, actor=actor)
    return guest


def change_viewing(session: Session, viewing: Viewing, details: ViewingDetails, *, actor: User, at: datetime) -> bool:
    """To another time, another officer, another meeting point; answers whether the time is another.

    Then everybody is asked anew whether they come. Raises Refused where somebody is elsewhere.
    """
    lock_row(session, viewing.listing)
    lock_row(session, viewing)
    viewing.status = next_status(viewing.status, ViewingAction.CHANGE)
    guests = [guest for guest in viewing.guests if guest.status in (*EXPECTED, GuestStatus.DECLINED)]
    is_moved = (viewing.starts_at, viewing.ends_at) != (details.starts_at, details.ends_at)
    if is_moved:
        _check_time(details, at)
    _refuse_nowhere(viewing.listing, details)
    _hold(session, details.officer, [guest.household for guest in guests])
    officer, starts_at, ends_at = details.officer, details.starts_at, details.ends_at
    refuse_clash(session, viewing.listing, officer, starts_at, ends_at, actor=actor, own=viewing)
    _write(viewing, details)
    if is_moved:
        for guest in guests:
            refuse_elsewhere(session, viewing, guest.household, actor=actor)
            _ask(guest, at)
    record(session, "change-viewing", viewing, actor=actor)
    return is_moved


def cancel_viewing(session: Session, viewing: Viewing, reason: CancelReason, *, actor: User, at: datetime) -> None:
    """Nobody goes there."""
    lock_row(session, viewing)
    viewing.status = next_status(viewing.status, ViewingAction.CANCEL)
    viewing.cancelled_for = reason
    for guest in viewing.guests:
        if guest.status is not GuestStatus.RELEASED:
            guest.status = next_status(guest.status, GuestAction.RELEASE)
    record(session, "cancel-viewing", viewing, actor=actor)


def release_guest(session: Session, guest: ViewingGuest, *, actor: User) -> None:
    """The household is not expected any more; the others are."""
    _step(session, guest, GuestAction.RELEASE)
    record(session, "release-guest", guest, actor=actor)


def confirm_guest(session: Session, guest: ViewingGuest, *, actor: User | Household, at: datetime) -> None:
    """The household comes, as it says itself or by telephone. It may have said otherwise before."""
    _refuse_late_answer(guest, actor, at)
    lock_row(session, guest.viewing)
    _refuse_cancelled(guest.viewing)
    _hold(session, None, [guest.household])
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


def change_guest(session: Session, guest: ViewingGuest, details: "GuestNote", *, actor: User) -> None:
    """Who interprets, and what the staff say of it."""
    guest.interpreter_language, guest.interpreter = details.interpreter_language, details.interpreter
    guest.note = details.note
    record(session, "change-guest", guest, actor=actor)


@dataclass(frozen=True, slots=True)
class GuestNote:
    """What can be changed of a household at a viewing at any time."""

    interpreter_language: str | None
    interpreter: str | None
    note: str | None


def needs_interpreter(household: Household, on: date) -> str | None:
    """The language that an interpreter is needed for, by what is written down of the oldest who needs one."""
    needed = (member.person.interpreter_language for member in household.present_on(on))
    return next(filter(None, needed), None)


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


def _hold(session: Session, officer: User | None, households: Iterable[Household]) -> None:
    """Of two who book at once for the same people the second sees what the first booked. The flat is held before, then
    the viewing; then the officer, then the households by their keys.
    """
    if officer is not None:
        lock_row(session, officer, may_be_named=True)
    for household in sorted(set(households), key=lambda household: household.id):
        lock_row(session, household, may_be_named=True)


def _check_time(details: ViewingDetails, at: datetime) -> None:
    if details.starts_at <= at:
        raise Refused(IN_THE_PAST, field="on")
    if not FIRST_HOUR <= details.starts_at.astimezone(ATHENS).time() <= LAST_HOUR:
        raise Refused(AT_NIGHT, field="clock")
    if not SHORTEST <= details.lasts <= LONGEST:
        raise Refused(Sentence(N_("A viewing takes between ten minutes and four hours")), field="minutes")


def _refuse_nowhere(listing: Listing, details: ViewingDetails) -> None:
    if not (listing.dwelling.has_street or details.meeting_words):
        raise Refused(NOWHERE, field="meeting_words")


def _write(viewing: Viewing, details: ViewingDetails) -> None:
    viewing.starts_at, viewing.ends_at, viewing.officer = details.starts_at, details.ends_at, details.officer
    viewing.opener, viewing.opener_words = details.opener, details.opener_words
    viewing.meeting_words = details.meeting_words


def _invite(session: Session, viewing: Viewing, details: GuestDetails, actor: User, at: datetime) -> ViewingGuest:
    refuse_exited(details.household)
    refuse_elsewhere(session, viewing, details.household, actor=actor)
    guest = next((one for one in viewing.guests if one.household_id == details.household.id), None)
    if guest is None:
        guest = ViewingGuest(household=details.household, status=GuestStatus.INVITED)
        viewing.guests.append(guest)
    elif guest.status in EXPECTED:
        raise Refused(Sentence(N_("%(household)s is invited already."), names_of(details.household)), "household_id")
    _ask(guest, at)
    guest.interpreter_language, guest.interpreter = details.interpreter_language, details.interpreter
    session.flush()
    return guest


def _ask(guest: ViewingGuest, at: datetime) -> None:
    guest.status = next_status(guest.status or GuestStatus.INVITED, GuestAction.ASK)
    guest.invited_at, guest.answered_at, guest.answer_words = at, None, ""


def _step(session: Session, guest: ViewingGuest, action: GuestAction) -> None:
    """Both rows are read anew and held, the viewing first, as by whoever changes or cancels it."""
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


def _refuse_begun(viewing: Viewing, at: datetime) -> None:
    if viewing.starts_at <= at:
        raise Refused(Sentence(N_("This viewing has begun or is over: book a new one.")))


def _refuse_cancelled(viewing: Viewing) -> None:
    if viewing.status is ViewingStatus.CANCELLED:
        next_status(viewing.status, ViewingAction.HOLD)  # which says so


def _refuse_late_answer(guest: ViewingGuest, actor: User | Household, at: datetime) -> None:
    """Whoever is on the telephone may still write down what a household says on the way."""
    is_over = guest.viewing.status is not ViewingStatus.CANCELLED and guest.viewing.starts_at <= at
    if is_over and isinstance(actor, Household):
        raise Refused(HAS_BEGUN)
