"""What lies around a centre, of its own adverts: how far they are is written with them, and indexed.

What lies between two circles around any other point is read with all that stands beside it in the bands: the more, the
farther they reach. Here a page reads its own rows and no others, the thousandth as the first.
"""

from sqlalchemy import Double, Integer, Select, bindparam
from sqlalchemy.orm import Session

from core.structure import Centre
from housing.models import ListingSpot
from housing.search.circle import EVERY, Circle, Near, number
from housing.search.criteria import SearchCriteria
from housing.search.spans import Columns
from maps.distance import Point


def circle_of(session: Session, criteria: SearchCriteria) -> Circle:
    """The circle of a search, read from the index that serves it best."""
    return (CentreCircle if _is_around_centre(session, criteria) else Circle)(session, criteria)


def _is_around_centre(session: Session, criteria: SearchCriteria) -> bool:
    if criteria.frame is not None or criteria.centre_ids is None or len(criteria.centre_ids) != 1:
        return False
    [centre_id] = criteria.centre_ids
    centre = session.get(Centre, centre_id)
    return centre is not None and criteria.near == Point(centre.latitude, centre.longitude)


class CentreCircle(Circle):
    """The circle around a centre, with what is its own and fits the filters."""

    def near_between(
        self, inner: float, outer: float, most: int = EVERY, *, by_rent: bool = False
    ) -> tuple[list[Near], float]:
        if by_rent:
            return super().near_between(inner, outer, most, by_rent=True)
        ring = {"inner": inner, "outer": min(outer, self._radius_km), "most": most}
        found = [Near(km, key) for key, km in self._read(_around_centre, _in_order, ring)]
        return found, outer if len(found) < most else found[-1].km

    def count(self, most: int | None = None) -> int:
        circle = {"inner": 0, "outer": self._radius_km, "most": EVERY if most is None else most}
        [[counted]] = self._read(_around_centre, number, circle)
        return int(counted)


def _around_centre(places: Select[*Columns], dialect: str) -> Select[*Columns]:
    inner, outer = bindparam("inner", type_=Double), bindparam("outer", type_=Double)
    return places.where(ListingSpot.centre_km.between(inner, outer))


def _in_order(places: Select[*Columns]) -> Select[*Columns]:
    key, km = ListingSpot.listing_id, ListingSpot.centre_km
    return places.with_only_columns(key, km).order_by(km, key).limit(bindparam("most", type_=Integer))
