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
from housing.ranking.limits import is_too_dear, why_not
from housing.ranking.points import distance_bounds, points_for_distance, points_for_money, points_for_room
from housing.ranking.weights import Weights

Answer = TypeVar("Answer")
Place = tuple[int, int, Decimal, int]  # its verdict's, minus the score, what is left to pay, its number
Columns = tuple[Any, ...]  # of a flat: its number, distance in km, size in m², three of the cost, then everything else


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
    """Where each flat stands, in the order of the rows. `cost_of` is told the columns of the cost, `home_of` the ones
    after them; a home's number, cost, size and distance do not matter.
    """
    of_money, of_room, of_distance = weights.points
    bounds, unplaced = distance_bounds(of_distance), points_for_distance(None, of_distance)
    at_any_price = replace(wishes, most_rent=None)

    def cost(*columns: Any) -> tuple[bool, int, Decimal]:
        pays = cost_of(*columns).pays
        return is_too_dear(pays, wishes), points_for_money(pays, of_money), pays

    rooms = Known(lambda size_m2: points_for_room(size_m2, wishes.people, of_room))
    homes = Known(lambda *columns: len(why_not(home_of(*columns), at_any_price, None)))
    costs, found = Known(cost), []
    for row in rows:
        listing_id, km = row[:2]
        too_dear, for_money, pays = costs[row[3:6]]
        broken = homes[row[6:]] + too_dear
        score = for_money + rooms[row[2:3]] + (unplaced if km is None else len(bounds) - bisect_left(bounds, km))
        found.append((broken if broken < 2 else 2, -score, pays, listing_id))
    return found
