"""The points of every flat for each of many households: what several have in common is judged once. Pure.

What `places` is for one household, with arrays: what differs from pair to pair is put together by sums of columns.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from core.money import to_cents
from housing.ranking.columns import Array, Repeated
from housing.ranking.facts import FlatFacts, Wishes
from housing.ranking.graded import halves_for_quiet, points_for_wishes
from housing.ranking.limits import why_not
from housing.ranking.places import (
    COST,
    HOME,
    PLACE,
    Columns,
    Cost,
    columns_of,
    judge_places,
    points_for_distances,
    points_for_rooms,
)  # fmt: skip
from housing.ranking.points import points_for_money
from housing.ranking.weights import Weights

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
        columns = columns_of(rows)
        self._costs, self._homes = Repeated(*columns[COST]), Repeated(*columns[HOME])
        self._km, self._sizes, self._where = columns[1], columns[2], columns[PLACE]
        self._known = _Known(self._answer)

    def points(self, wishes: Wishes, group: Hashable) -> Array:
        """Of every flat for a household, in the order of the rows; BREAKS_A_LIMIT where it does."""
        of_money, of_room, of_distance, of_wishes = self._weights.points_for(wishes)
        broken, halves = self._home(wishes)
        if wishes.most_rent is not None:
            broken = broken + (self._known["pays", group] > to_cents(wishes.most_rent))
        further, more = judge_places(self._where, wishes)
        broken, halves = broken + further, halves + more
        by_halves = [points_for_wishes(number, wishes, of_wishes) for number in range(2 * wishes.graded + 1)]
        points = (
            self._known["money", group, of_money]
            + self._known["room", wishes.people, of_room]
            + self._known["distance", of_distance]
            + np.array(by_halves)[halves]
        )
        return np.where(broken > 0, BREAKS_A_LIMIT, points).astype(np.int16)

    def _answer(self, asked: str, *of: Any) -> Array:
        """What many households have in common, by flat."""
        match asked, of:
            case "pays", (group,):
                return self._costs.spread(to_cents(self._pays(group, said)) for said in self._costs.said)
            case "money", (group, out_of):
                return self._costs.spread(
                    points_for_money(self._pays(group, said), out_of) for said in self._costs.said
                )
            case "room", (people, out_of):
                return points_for_rooms(self._sizes, people, out_of)
            case "distance", (out_of,):
                return points_for_distances(self._km, out_of)
            case "broken", (wishes,):
                return self._homes.spread(len(why_not(self._home_of(*said), wishes, None)) for said in self._homes.said)
        (wishes,) = of
        return self._homes.spread(halves_for_quiet(self._home_of(*said).quiet, wishes) for said in self._homes.said)

    def _pays(self, group: Hashable, said: Columns) -> Decimal:
        return self._cost_of(group, *said).pays

    def _home(self, wishes: Wishes) -> tuple[Array, Array]:
        """How many limits are broken by what a home is, and the halves for quiet: whoever lives there, and where."""
        anyone = replace(wishes, people=1, most_rent=None, only=(), rather=(), rather_not=(), never=())
        return self._known["broken", anyone], self._known["quiet", anyone]


class _Known(dict[tuple[Any, ...], Array]):
    """What was answered before, by what was asked."""

    def __init__(self, answer: Callable[..., Array]) -> None:
        self.answer = answer

    def __missing__(self, asked: tuple[Any, ...]) -> Array:
        self[asked] = answer = self.answer(*asked)
        return answer
