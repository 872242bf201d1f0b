"""The nearest first: the search grows from ring to ring around its point until nothing nearer can come."""

from itertools import count
from math import hypot, sqrt

from sqlalchemy.orm import Session

from housing.search.circle import A_METRE, Near, near_between
from housing.search.criteria import SearchCriteria
from housing.search.few import few, leaves_few

_FIRST_KM = 0.1  # how far the first circle reaches; rings of a later page are as large
_LEAST_GROWTH, _MOST_GROWTH = 1.5, 5.0
_AMPLE = 1.5  # as many times what is asked for the next circle is to hold, as thick as they lie in this one
_SPARE = 14  # so many more are read, since the database sorts them to some metres only
_PATIENCE = 2  # rings, before it is asked whether the rent leaves but few


def nearest(session: Session, criteria: SearchCriteria, most: int, after: Near | None = None) -> list[Near]:
    """The first in the circle, or the first of those that come after one."""
    found: list[Near] = []
    begin = seen = after.km if after else 0.0
    end, reach, limit = criteria.radius_km + A_METRE, _FIRST_KM, most + _SPARE
    for number in count():
        outer = min(hypot(begin, reach), end)
        if number == _PATIENCE and len(found) < most / 3 and leaves_few(session, criteria):
            ring, seen = few(session, criteria), end
        else:
            ring, seen = near_between(session, criteria, seen, outer, limit)
        found = sorted({*found, *(near for near in ring if after is None or near > after)})
        if seen >= end or (len(found) >= most and found[most - 1].km <= seen):
            break
        if seen < outer:  # more stand at one place
            limit *= 2
        reach *= _growth(len(found) / most)
    return found[:most]


def _growth(share: float) -> float:
    """How much farther the next circle reaches, of which this one held such a share of what is asked for."""
    return min(max(sqrt(_AMPLE / share), _LEAST_GROWTH), _MOST_GROWTH) if share else _MOST_GROWTH
