"""The points of every flat for each of many households: what several have in common is judged once. Pure.

What `places` is for one household, with arrays: what differs from pair to pair is put together by sums of columns.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.money import to_cents
from housing.ranking.facts import FlatFacts, Wishes
from housing.ranking.graded import halves_for_place, halves_for_quiet, points_for_wishes
from housing.ranking.limits import broken_by, why_not
from housing.ranking.places import COST, HOME, PLACE, Columns, Cost, Known
from housing.ranking.points import points_for_distance, points_for_money, points_for_room
from housing.ranking.standing import STANDINGS, standings
from housing.ranking.weights import Weights

ByFlat = NDArray[np.int64]

BREAKS_A_LIMIT = -1  # in place of points


class PointsTable:
    """Of the rows of all flats. `cost_of` is told to which group a household belongs, of which all pay the same for a
    flat, and the columns of the cost; `home_of` those of the home.
    """

    def __init__(
        self,
        rows: Sequence[Columns],
        weights: Weights,
        *,
        cost_of: Callable[..., Cost],
        home_of: Callable[..., FlatFacts],
    ) -> None:
        self._weights, self._cost_of, self._home_of = weights, cost_of, home_of
        self._costs, self._sizes, self._homes, self._places = (
            _Distinct(map(itemgetter(which), rows)) for which in (COST, 2, HOME, PLACE)
        )
        self._km = _Distinct(map(itemgetter(1), rows))
        self._known: Known[ByFlat] = Known(self._answer)

    def points(self, wishes: Wishes, group: Hashable) -> NDArray[np.int16]:
        """Of every flat for a household, in the order of the rows; BREAKS_A_LIMIT where it does."""
        of_money, of_room, of_distance, of_wishes = self._weights.points_for(wishes)
        broken, halves = self._home(wishes)
        if wishes.most_rent is not None:
            broken = broken + (self._known["pays", group] > to_cents(wishes.most_rent))
        if wishes.asks_where:
            further, more = self._standing(wishes)
            broken, halves = broken + further, halves + more
        by_halves = [points_for_wishes(number, wishes, of_wishes) for number in range(2 * wishes.graded + 1)]
        points = (
            self._known["money", group, of_money]
            + self._known["room", wishes.people, of_room]
            + self._known["distance", of_distance]
            + np.array(by_halves)[halves]
        )
        return np.where(broken > 0, BREAKS_A_LIMIT, points).astype(np.int16)

    def _answer(self, asked: str, *of: Any) -> ByFlat:
        """What many households have in common, by flat."""
        match asked, of:
            case "pays", (group,):
                return self._costs.each(lambda columns: to_cents(self._cost_of(group, *columns).pays))
            case "money", (group, out_of):
                return self._costs.each(lambda columns: points_for_money(self._cost_of(group, *columns).pays, out_of))
            case "room", (people, out_of):
                return self._sizes.each(lambda size_m2: points_for_room(size_m2, people, out_of))
            case "distance", (out_of,):
                return self._km.each(lambda km: points_for_distance(km, out_of))
            case "broken", (wishes,):
                return self._homes.each(lambda columns: len(why_not(self._home_of(*columns), wishes, None)))
        (wishes,) = of
        return self._homes.each(lambda columns: halves_for_quiet(self._home_of(*columns).quiet, wishes))

    def _home(self, wishes: Wishes) -> tuple[ByFlat, ByFlat]:
        """How many limits are broken by what a home is, and the halves for quiet: whoever lives there, and where."""
        anyone = replace(wishes, people=1, most_rent=None, only=(), rather=(), rather_not=(), never=())
        return self._known["broken", anyone], self._known["quiet", anyone]

    def _standing(self, wishes: Wishes) -> tuple[ByFlat, ByFlat]:
        """The same by where it stands: areas are a household's own."""
        stands = standings(wishes)
        of = {one: (len(broken_by(one, wishes)), halves_for_place(one, wishes)) for one in (None, *STANDINGS)}
        both = np.array([of[stands(*where)] for where in self._places.values], dtype=np.int64).reshape(-1, 2)
        return both[self._places.of_flat, 0], both[self._places.of_flat, 1]


class _Distinct:
    """The distinct values of a column, and which of them each flat has."""

    def __init__(self, column: Iterable[Hashable]) -> None:
        numbers: dict[Hashable, int] = {}
        self.of_flat = np.array([numbers.setdefault(value, len(numbers)) for value in column], dtype=np.int64)
        self.values: list[Any] = list(numbers)

    def each(self, answer: Callable[[Any], int]) -> ByFlat:
        """By flat what is answered for each value once."""
        return np.array([answer(value) for value in self.values], dtype=np.int64)[self.of_flat]
