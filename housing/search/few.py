"""Where the rent leaves but few adverts, each of them is looked at: quicker than to look everywhere for them."""

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from housing.models import ListingSpot
from housing.search.circle import PLACES, Near, measured
from housing.search.criteria import SearchCriteria, conditions, openness

_FEW = 3_000


def leaves_few(session: Session, criteria: SearchCriteria) -> bool:
    """Whether hardly any advert anywhere is as cheap; asked of the index of rents, which ends at one too many."""
    if criteria.most_rent is None:
        return False
    cheap = ListingSpot.monthly_rent <= criteria.most_rent
    one_too_many = select(literal(1)).where(openness(is_any=criteria.status is not None), cheap).offset(_FEW).limit(1)
    return session.scalar(one_too_many) is None


def few(session: Session, criteria: SearchCriteria) -> list[Near]:
    """All that fit the filters and lie in the circle, in no order."""
    placed = ListingSpot.latitude.is_not(None)
    return list(measured(criteria, session.execute(PLACES.where(placed, *conditions(criteria)))))
