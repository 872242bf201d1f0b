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
from housing.services.allocation.allocations import plan_offers
from housing.services.allocation.pair_rulings import rule_pair

_RULED = (
    (Ruling.PIN, "Η αδελφή της μένει στον ίδιο δρόμο και θα προσέχει τα παιδιά."),
    (Ruling.BAR, "Ο ιδιοκτήτης είναι ο σημερινός της εργοδότης: προτιμά να μην εξαρτάται και για το σπίτι από αυτόν."),
)


def create_rulings(
    session: Session, centre: Centre, estimates: SubsidyEstimates, officer: User, on: date, at: datetime
) -> None:
    """The first family that the plan finds a flat for is pinned to one that does not fit it and that another would get,
    so that a pin's cost is seen; the next is kept from its flat.
    """
    plan = plan_offers(session, centre, estimates, on=on)
    first, second, *others = plan.placed
    world = plan.allocation.world
    pinned_to = next(
        (row for row in others if row.flat and world.fit_of(first.waiter.household.id, row.flat.listing_id) is None),
        first,
    )
    pairs = (first, pinned_to), (second, second)
    for (family, place), (ruling, reason) in zip(pairs, _RULED, strict=True):
        if place.flat is not None:
            listing = session.get_one(Listing, place.flat.listing_id)
            rule_pair(session, family.waiter.household, listing, ruling, reason=reason, actor=officer, at=at)
