"""What is there twice: adverts of one flat, and records of one landlord."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from core.audit import record
from core.pairs.services import Found, bring_up_to_date
from housing.models import LandlordPair, ListingPair
from housing.services.landlords.same_landlords import suspected_landlords
from housing.services.listings.same_flats import suspected_flats


@dataclass(frozen=True, slots=True)
class Suspected:
    """What may be there twice, as it was when somebody looked."""

    landlords: list[Found]
    flats: list[Found]


def find_doubles(session: Session) -> Suspected:
    """Compare all adverts and all landlords with those that are like them; it takes seconds, and only reads."""
    return Suspected(suspected_landlords(session), suspected_flats(session))


def keep_doubles(session: Session, suspected: Suspected, *, at: datetime) -> None:
    """Bring the pairs that wait for somebody up to date. Who changed a row meanwhile has asked to look again."""
    bring_up_to_date(session, LandlordPair, suspected.landlords, at=at)
    bring_up_to_date(session, ListingPair, suspected.flats, at=at)
    record(session, "look-for-doubles", actor=None)


def look_for_doubles(session: Session, *, at: datetime) -> None:
    """Both at once, where nobody else writes."""
    keep_doubles(session, find_doubles(session), at=at)
