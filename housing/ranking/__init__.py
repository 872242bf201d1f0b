"""Which flats suit a household, in what order, and why. Pure.

Hard limits (`limits`) are kept apart from graded wishes (`points`): no number of points makes up for a broken limit.
What counts against the limit of money is what the household itself pays: the estimate's figure, or the whole cost
without one. A fact that nobody knows breaks a limit that hangs on it, and brings half the points where it is graded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.text import Sentence
from housing.ranking.areas import Area
from housing.ranking.facts import Estimate, FlatFacts, Wishes, paid_by_household
from housing.ranking.limits import Broken, Change, Limit, broken_limits, why_not
from housing.ranking.mending import mending
from housing.ranking.moves import Move, moves
from housing.ranking.places import Columns, Cost, Places, places
from housing.ranking.points import Part, Points, parts_of, points_of
from housing.ranking.standing import Standing, standing_of
from housing.ranking.verdict import MOST_BROKEN, Verdict, verdict_on
from housing.ranking.weights import Weights

__all__ = [
    "AS_SHIPPED", "Area", "Broken", "Change", "Columns", "Cost", "Estimate", "FlatFacts", "Limit", "Move", "Part",
    "Places", "RankedFlat", "Verdict", "Weights", "Wishes", "judge", "mending", "moves", "places", "rank", "why_not",
]  # fmt: skip

AS_SHIPPED = Weights()


@dataclass(frozen=True, slots=True)
class RankedFlat:
    """A flat with its verdict. It is put in words when somebody looks: of ten thousand, nobody reads most."""

    flat: FlatFacts
    wishes: Wishes
    estimate: Estimate | None
    standing: Standing | None
    broken: tuple[Broken, ...]
    points: Points
    most: Points

    @property
    def listing_id(self) -> int:
        return self.flat.listing_id

    @property
    def verdict(self) -> Verdict:
        return verdict_on(len(self.broken))

    @property
    def is_to_ask(self) -> bool:
        """Whether it may fit after all: nothing that is known keeps it from that."""
        return bool(self.broken) and all(broken.change.is_to_ask for broken in self.broken)

    @property
    def score(self) -> int:
        return sum(self.points)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the score is made of."""
        return parts_of(self.flat, self.wishes, self.estimate, self.standing, self.points, self.most)

    @property
    def obstacles(self) -> tuple[Sentence, ...]:
        """Each names the smallest change that would take it away, or what to ask."""
        return tuple(broken.sentence for broken in self.broken)

    @property
    def place(self) -> tuple[int, int, Decimal, int]:
        """By this flats are ordered: of equals the one that leaves less to pay, then the smaller number."""
        broken = min(len(self.broken), MOST_BROKEN)
        return broken, -self.score, paid_by_household(self.flat, self.estimate), self.listing_id


def rank(
    flats: Iterable[FlatFacts], wishes: Wishes, estimates: Mapping[int, Estimate], weights: Weights = AS_SHIPPED
) -> list[RankedFlat]:
    """All flats, those that fit first, then by score. `estimates` go by listing id and may lack some."""
    ranked = (judge(flat, wishes, estimates.get(flat.listing_id), weights) for flat in flats)
    return sorted(ranked, key=lambda flat: flat.place)


def judge(flat: FlatFacts, wishes: Wishes, estimate: Estimate | None, weights: Weights = AS_SHIPPED) -> RankedFlat:
    """One flat for one household."""
    most = weights.points_for(wishes)
    standing = standing_of(flat, wishes)
    broken = broken_limits(flat, wishes, estimate, standing)
    points = points_of(flat, wishes, estimate, standing, most)
    return RankedFlat(flat, wishes, estimate, standing, broken, points, most)
