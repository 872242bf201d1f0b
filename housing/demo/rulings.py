"""The demonstration's decisions about the best set of offers: a family and a flat that belong together, and two that do
not.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from core.structure import Centre
from housing.allocation.rulings import Ruling
from housing.models import Listing
from housing.ports import SubsidyEstimates
from housing.services.allocations import plan_offers
from housing.services.pair_rulings import rule_pair

_RULED = (
    (Ruling.PIN, "Η αδελφή της μένει στον ίδιο δρόμο και θα προσέχει τα παιδιά."),
    (Ruling.BAR, "Ο ιδιοκτήτης είναι ο σημερινός της εργοδότης: προτιμά να μην εξαρτάται και για το σπίτι από αυτόν."),
)


def create_rulings(
    session: Session, centre: Centre, estimates: SubsidyEstimates, officer: User, on: date, at: datetime
) -> None:
    """Of the first families that the plan finds a flat for one is pinned to it, and one is kept from it."""
    placed = plan_offers(session, centre, estimates, on=on).placed
    for row, (ruling, reason) in zip(placed, _RULED, strict=False):
        if row.flat is not None:
            listing = session.get_one(Listing, row.flat.listing_id)
            rule_pair(session, row.waiter.household, listing, ruling, reason=reason, actor=officer, at=at)
