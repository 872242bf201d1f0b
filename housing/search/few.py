"""Where the rent leaves but few adverts, each of them is looked at: quicker than to look everywhere for them."""

from functools import cache

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import Session

from housing.models import ListingSpot
from housing.search.criteria import SearchCriteria, openness

FEW = 10_000


def leaves_few(session: Session, criteria: SearchCriteria, most: int = FEW) -> bool:
    """Whether no more adverts than so many are as cheap, wherever; asked of the index of rents, which ends there."""
    if criteria.most_rent is None:
        return False
    values = {"most_rent": criteria.most_rent, "most": most}
    return session.connection().scalar(_one_too_many(is_any=criteria.status is not None), values) is None


@cache
def _one_too_many(*, is_any: bool) -> Select[int]:
    cheap = openness(is_any=is_any), ListingSpot.monthly_rent <= bindparam("most_rent")
    return select(ListingSpot.listing_id).where(*cheap).offset(bindparam("most", type_=Integer)).limit(1)
