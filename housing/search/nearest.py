"""The nearest first: the search grows from ring to ring around its point until nothing nearer can come."""

from collections.abc import Iterator
from math import sqrt
from typing import NamedTuple

from sqlalchemy.orm import Session

from housing.search.circle import Spot, reach_of, spots_between
from housing.search.criteria import SearchCriteria
from housing.search.few import few, leaves_few
from maps.distance import SPHERE_ERROR, geodesic_km

_FIRST_KM, _GROWTH = 0.1, 4.0  # how far the first circle reaches, and how much farther each next one
_PATIENCE = 2  # rings, before it is asked whether the rent leaves but few
_WRONG_BY = (1 + SPHERE_ERROR) / (1 - SPHERE_ERROR)  # of two that lie equally far


class Near(NamedTuple):
    """An advert and its distance, exact to the metre."""

    km: float
    listing_id: int


def nearest(session: Session, criteria: SearchCriteria, most: int, after: Near | None = None) -> list[Near]:
    """The first in the circle, or the first of those that come after one."""
    found: list[Spot] = []
    for number, (inner, outer) in enumerate(_rings(criteria, after)):
        if _is_settled(found, most, inner):
            break
        if number == _PATIENCE and leaves_few(session, criteria):
            found = [spot for spot in few(session, criteria) if _comes_after(criteria, spot, after)]
            break
        ring = spots_between(session, criteria, inner, outer)
        found += (spot for spot in ring if _comes_after(criteria, spot, after))
    return _first(criteria, found, most)


def _rings(criteria: SearchCriteria, after: Near | None) -> Iterator[tuple[float, float]]:
    """By the sphere, and each sixteen times as large as the one before; those of a later page are as large."""
    begin = after.km * (1 - SPHERE_ERROR) if after else 0.0
    end = reach_of(criteria)
    inner, reach = begin, _FIRST_KM
    while inner < end:
        outer = min(sqrt(begin**2 + reach**2), end)
        yield inner, outer
        inner, reach = outer, reach * _GROWTH


def _is_settled(found: list[Spot], most: int, seen_km: float) -> bool:
    """Whether enough are so near that none of those still unseen can be nearer."""
    return sum(spot.by_sphere * _WRONG_BY <= seen_km for spot in found) >= most


def _comes_after(criteria: SearchCriteria, spot: Spot, after: Near | None) -> bool:
    if after is None:
        return True
    if abs(spot.by_sphere - after.km) > SPHERE_ERROR * after.km:
        return spot.by_sphere > after.km
    return _exactly(criteria, spot) > after


def _first(criteria: SearchCriteria, found: list[Spot], most: int) -> list[Near]:
    """Exactly measured are only those that may be among them."""
    by_sphere = sorted(spot.by_sphere for spot in found)
    reach = by_sphere[most - 1] * _WRONG_BY if len(found) > most else float("inf")
    return sorted(_exactly(criteria, spot) for spot in found if spot.by_sphere <= reach)[:most]


def _exactly(criteria: SearchCriteria, spot: Spot) -> Near:
    return Near(geodesic_km(criteria.near, spot.point), spot.listing_id)
