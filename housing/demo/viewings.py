"""The demonstration's viewings: some that are over, those of today, one to come, one cancelled."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import DAY, instant_at
from core.demo import office_hours
from housing.models import Listing, Viewing
from housing.services.viewings.viewing_guests import confirm_guest, decline_guest, record_came, record_no_show
from housing.services.viewings.viewings import (
    GuestDetails,
    ViewingDetails,
    book_viewing,
    cancel_viewing,
    needs_interpreter,
)
from housing.states import can_be_shown
from housing.viewing_facts import CancelReason, Interest, Opener
from people.models import Household

_LENGTH = timedelta(minutes=30)
_INTERPRETER = "Μαρία Νασίμ"
_MEETING = "Στην είσοδο της πολυκατοικίας, δίπλα στο φαρμακείο."


def create_viewings(
    session: Session, families: Sequence[Household], flats: Sequence[Listing], officer: User, on: date
) -> None:
    """The first family sees the flat that it is offered, and others; the next two come along, or do not."""
    first, second, third = families[:3]
    here = [flat for flat in flats if can_be_shown(flat.status) and flat.centre_id == first.centre_id]
    asked_at = office_hours(on - 5 * DAY)

    def book(flat: Listing, day: date, clock: time, *guests: Household) -> Viewing:
        details = ViewingDetails(instant_at(day, clock), _LENGTH, officer, Opener.LANDLORD, "", _MEETING)
        who = [GuestDetails(one, language := needs_interpreter(one, on), language and _INTERPRETER) for one in guests]
        return book_viewing(session, flat, details, who, actor=officer, at=asked_at)

    to_come = book(here[0], on + DAY, time(12, 30), first)
    confirm_guest(session, to_come.guests[0], actor=first, at=asked_at)
    over = book(here[1], on - 2 * DAY, time(11), first, second)
    record_came(session, over.guests[0], Interest.UNSURE, actor=officer, at=over.ends_at)
    record_no_show(session, over.guests[1], actor=officer, at=over.ends_at)
    today = book(here[1], on, time(10), second, third)
    confirm_guest(session, today.guests[0], actor=second, at=asked_at)
    decline_guest(session, today.guests[1], "Έχω μάθημα εκείνη την ώρα.", actor=third, at=asked_at)
    book(here[2 % len(here)], on, time(10, 45), third)
    off = book(here[1], on + 2 * DAY, time(12), second)
    cancel_viewing(session, off, CancelReason.LANDLORD, actor=officer, at=_later(asked_at))
    book(here[2 % len(here)], on + 3 * DAY, time(11), second)  # which the first family has in mind too


def _later(at: datetime) -> datetime:
    return at + timedelta(hours=1)
