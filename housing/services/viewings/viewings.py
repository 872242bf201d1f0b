"""Viewings: booked, changed, cancelled, and households invited to them. Nobody is at two at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import ATHENS, day_of
from core.db import lock_row, lock_rows
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Listing, Viewing, ViewingGuest
from housing.services.viewings.viewing_clashes import lock_people, names_of, refuse_clash, refuse_elsewhere
from housing.states import EXPECTED, GuestAction, GuestStatus, ViewingAction, ViewingStatus, next_status, refuse_unshown
from housing.viewing_facts import CancelReason, Opener
from people.models import Household
from people.services.stages import refuse_exited

SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=4)
FIRST_HOUR, LAST_HOUR = time(7), time(22)  # nobody is shown a flat at night: three for fifteen is a slip

NOBODY = Sentence(N_("Choose at least one household"))
IN_THE_PAST = Sentence(N_("A viewing cannot begin in the past"))
AT_NIGHT = Sentence(N_("A viewing begins between 07:00 and 22:00"))
NOWHERE = Sentence(N_("Of this flat no street is known: write where to meet"))


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
    lock_people(session, details.officer, [guest.household for guest in guests])
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
    lock_people(session, None, [details.household])
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
    lock_people(session, details.officer, [guest.household for guest in guests])
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


def needs_interpreter(household: Household, on: date) -> str | None:
    """The language that an interpreter is needed for, by what is written down of the oldest who needs one."""
    needed = (member.person.interpreter_language for member in household.present_on(on))
    return next(filter(None, needed), None)


def _check_time(details: ViewingDetails, at: datetime) -> None:
    if details.starts_at <= at:
        raise Refused(IN_THE_PAST, field="on" if day_of(details.starts_at) < day_of(at) else "clock")
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


def _refuse_begun(viewing: Viewing, at: datetime) -> None:
    if viewing.starts_at <= at:
        raise Refused(Sentence(N_("This viewing has begun or is over: book a new one.")))
