"""Where the rent leaves but few adverts, each of them is looked at: quicker than to look everywhere for them."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.models import ListingSpot
from housing.search.circle import PLACES, Spot, measured
from housing.search.criteria import SearchCriteria, conditions

_FEW = 3_000


def leaves_few(session: Session, criteria: SearchCriteria) -> bool:
    """Whether hardly any advert anywhere is as cheap; asked of the index of rents, which ends at one too many."""
    if criteria.most_rent is None:
        return False
    cheap = ListingSpot.is_open.in_(criteria.openness), ListingSpot.monthly_rent <= criteria.most_rent
    some = select(ListingSpot.listing_id).where(*cheap).limit(_FEW + 1).subquery()
    return session.scalars(select(func.count()).select_from(some)).one() <= _FEW


def few(session: Session, criteria: SearchCriteria) -> Iterator[Spot]:
    """All that fit the filters and lie in the circle, in no order."""
    placed = ListingSpot.latitude.is_not(None)
    return measured(criteria, session.execute(PLACES.where(placed, *conditions(criteria))))
