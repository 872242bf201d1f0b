"""The nearest first: the search grows from ring to ring around its point until nothing nearer can come."""

from itertools import count
from math import hypot, sqrt

from sqlalchemy.orm import Session

from housing.search.centre import circle_of
from housing.search.circle import A_METRE, Near
from housing.search.criteria import SearchCriteria
from housing.search.few import leaves_few

_FIRST_KM = 0.1  # how far the first circle reaches; rings of a later page are as large
_MOST_GROWTH = 5.0
_SPARE = 4  # so many more are read, since the database sorts them by a plane
_PATIENCE = 2  # rings, before it is asked whether the rent leaves but few
_QUICK = 700  # so many are read before one has asked


def nearest(session: Session, criteria: SearchCriteria, most: int, after: Near | None = None) -> list[Near]:
    """The first in the circle, or the first of those that come after one."""
    circle, found = circle_of(session, criteria), list[Near]()
    begin = seen = after.km if after else 0.0
    end, reach, limit, by_rent = criteria.radius_km + A_METRE, _FIRST_KM, most + _SPARE, False
    for number in count():
        outer = min(hypot(begin, reach), end)
        is_slow = number >= _PATIENCE and len(found) < most / 2
        if is_slow and criteria.most_rent is not None and not by_rent and seen > 0:  # else all stand at the point
            would_read = circle.is_crowded(seen, _QUICK * seen**2 / (outer**2 - seen**2))
            by_rent = would_read and leaves_few(session, criteria)
        if by_rent:
            outer = end
        ring, seen = circle.near_between(seen, outer, limit, by_rent=by_rent)
        found = sorted({*found, *(near for near in ring if after is None or near > after)})
        if seen >= end or (len(found) >= most and found[most - 1].km <= seen):
            break
        if seen < outer:  # more stand at one place
            limit *= 2
        reach *= _growth(len(found), most)
    return found[:most]


def _growth(found: int, most: int) -> float:
    """How much farther the next circle reaches than this one, so that it holds enough where they lie as thick; the
    fewer this one held, the less it says, and the more is added.
    """
    if not found:
        return _MOST_GROWTH
    return min(sqrt((1 + 1 / sqrt(found)) * max(most / found, 1)), _MOST_GROWTH)
