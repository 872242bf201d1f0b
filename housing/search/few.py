"""Where the rent leaves but few adverts, each of them is looked at: quicker than to look everywhere for them."""

from decimal import Decimal
from functools import cache
from time import monotonic

from sqlalchemy import Connection, Integer, Select, bindparam, select
from sqlalchemy.orm import Session

from housing.models import ListingSpot
from housing.search.criteria import SearchCriteria

FEW = 10_000
_KEPT_SECONDS = 60  # it only decides where to look: whatever was found would be found the other way too


def leaves_few(session: Session, criteria: SearchCriteria, most: int = FEW) -> bool:
    """Whether not many more adverts than so many are as cheap, wherever."""
    if criteria.most_rent is None:
        return False
    connection, stages = session.connection(), (True,) if criteria.status is None else (True, False)
    rents = (_rent_after(connection, is_open, most) for is_open in stages)
    return all(rent is None or criteria.most_rent < rent for rent in rents)


def _rent_after(connection: Connection, is_open: bool, most: int) -> Decimal | None:
    """What the cheapest asks after so many. All of them are passed for it, so that the connection keeps it a while."""
    kept = connection.info.setdefault(_rent_after, {})
    known, asked_at = kept.get((is_open, most), (None, None))
    if asked_at is None or monotonic() - asked_at > _KEPT_SECONDS:
        known = connection.scalar(_after_so_many(), {"is_open": is_open, "most": most})
        kept[is_open, most] = known, monotonic()
    return known


@cache
def _after_so_many() -> Select[Decimal]:
    rent = ListingSpot.monthly_rent
    cheapest = select(rent).where(ListingSpot.is_open == bindparam("is_open")).order_by(rent)
    return cheapest.offset(bindparam("most", type_=Integer)).limit(1)
