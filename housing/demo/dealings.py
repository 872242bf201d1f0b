"""What the demonstration's landlords were asked, and what was promised."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import DAY, day_of
from housing.models import FlatHold, Listing
from housing.services.flat_holds import HoldDetails, break_hold, extend_hold, promise_hold
from people.models import Household


def create_dealings(
    session: Session, families: Sequence[Household], flats: Sequence[Listing], officer: User, on: date, at: datetime
) -> None:
    """One flat is held for a family until tomorrow, one for the programme; one landlord did not keep the word."""
    for_family, for_all, broken = flats[5], flats[6], flats[11]
    _hold(session, for_family, families[1], on + DAY, officer, at)
    longer = _hold(session, for_all, None, on + 3 * DAY, officer, at)
    extend_hold(session, longer, last_day=on + timedelta(days=7), on=on, actor=officer)
    lost = _hold(session, broken, None, on + 5 * DAY, officer, at)
    break_hold(session, lost, words="Το έδωσε σε φοιτητή χωρίς να μας ρωτήσει.", on=on, actor=officer)


def _hold(
    session: Session, flat: Listing, household: Household | None, last_day: date, officer: User, at: datetime
) -> FlatHold:
    assert flat.landlord is not None  # every advert of the demonstration names one
    details = HoldDetails(day_of(at), flat.landlord.name, last_day, household)
    return promise_hold(session, flat, details, actor=officer, at=at, on=day_of(at))
