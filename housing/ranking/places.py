"""The order of a whole centre's flats without an object for each: what several have in common is judged once. Pure.

What a flat costs, how large it is and everything else of it come up again and again; how far it is does not, so that
the points for that are looked up between bounds. `housing.ranking.rank` says the same of each flat in full.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from housing.ranking.facts import Estimate, FlatFacts, Wishes
from housing.ranking.graded import halves_for_place, halves_for_quiet, points_for_wishes
from housing.ranking.limits import broken_by, is_too_dear, why_not
from housing.ranking.points import distance_bounds, points_for_distance, points_for_money, points_for_room
from housing.ranking.standing import STANDINGS, standings
from housing.ranking.weights import Weights
from maps.distance import Point

Answer = TypeVar("Answer")
Place = tuple[int, int, Decimal, int]  # its verdict's, minus the score, what is left to pay, its number
Columns = tuple[Any, ...]  # of a flat: its number, distance in km, size in m², COST, PLACE, then everything else
COST, PLACE, HOME = slice(3, 6), slice(6, 9), slice(9, None)


class Cost(NamedTuple):
    """What flats of one rent and charges cost, and what the subsidy would pay."""

    monthly_cost: Decimal
    estimate: Estimate | None

    @property
    def pays(self) -> Decimal:
        """The household itself."""
        return self.monthly_cost if self.estimate is None else self.estimate.household_pays


class Known(dict[Columns, Answer], Generic[Answer]):
    """What was answered before, by the columns that were asked about."""

    def __init__(self, answer: Callable[..., Answer]) -> None:
        self.answer = answer

    def __missing__(self, columns: Columns) -> Answer:
        self[columns] = answer = self.answer(*columns)
        return answer


def places(
    rows: Iterable[Columns],
    wishes: Wishes,
    weights: Weights,
    *,
    cost_of: Callable[..., Cost],
    home_of: Callable[..., FlatFacts],
) -> list[Place]:
    """Where each flat stands, in the order of the rows. `cost_of` is told the columns of the cost, `home_of` those of
    the home, of which number, cost, size, distance and place do not matter.
    """
    of_money, of_room, of_distance, of_wishes = weights.points_for(wishes)
    bounds, unplaced = distance_bounds(of_distance), points_for_distance(None, of_distance)
    anywhere = replace(wishes, most_rent=None, only=(), never=())

    def cost(*columns: Any) -> tuple[bool, int, Decimal]:
        pays = cost_of(*columns).pays
        return is_too_dear(pays, wishes), points_for_money(pays, of_money), pays

    def home(*columns: Any) -> tuple[int, int]:
        facts = home_of(*columns)
        return len(why_not(facts, anywhere, None)), halves_for_quiet(facts.quiet, wishes)

    rooms = Known(lambda size_m2: points_for_room(size_m2, wishes.people, of_room))
    asks_where, stands = wishes.asks_where, standings(wishes)
    by_halves = [points_for_wishes(halves, wishes, of_wishes) for halves in range(2 * wishes.graded + 1)]
    of_standing = {one: (len(broken_by(one, wishes)), halves_for_place(one, wishes)) for one in (None, *STANDINGS)}
    costs, homes, found = Known(cost), Known(home), []
    for row in rows:
        listing_id, km = row[:2]
        too_dear, for_money, pays = costs[row[COST]]
        broken, halves = homes[row[HOME]]
        broken += too_dear
        if asks_where:
            further, more = of_standing[stands(*row[PLACE])]
            broken, halves = broken + further, halves + more
        score = for_money + rooms[row[2:3]] + (unplaced if km is None else len(bounds) - bisect_left(bounds, km))
        found.append((broken if broken < 2 else 2, -(score + by_halves[halves]), pays, listing_id))
    return found


def point_of(latitude: float | None, longitude: float | None) -> Point | None:
    """None where nobody knows it."""
    return None if latitude is None or longitude is None else Point(latitude, longitude)
