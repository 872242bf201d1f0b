"""Which flats suit a household, in what order, and why. Pure.

Hard limits (`limits`) are kept apart from graded wishes (`points`): no number of points makes up for a broken limit.
What counts against the limit of money is what the household itself pays: the estimate's figure, or the whole cost
without one. A fact that nobody knows breaks a limit that hangs on it, and brings half the points where it is graded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.text import Sentence
from housing.ranking.facts import Estimate, FlatFacts, Wishes, paid_by_household
from housing.ranking.limits import Broken, Change, Limit, why_not
from housing.ranking.points import Part, Points, parts_of, points_of
from housing.ranking.weights import Weights

__all__ = [
    "Broken", "Change", "Estimate", "FlatFacts", "Limit", "Part", "RankedFlat", "Verdict", "Weights", "Wishes", "rank",
    "why_not",
]  # fmt: skip


class Verdict(StrEnum):
    FITS = "fits"
    NEARLY = "nearly"  # one limit broken
    NO = "no"


AS_SHIPPED = Weights()
_PLACES = {verdict: place for place, verdict in enumerate(Verdict)}
_BY_BROKEN = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class RankedFlat:
    """A flat with its verdict. It is put in words when somebody looks: of ten thousand, nobody reads most."""

    flat: FlatFacts
    people: int
    estimate: Estimate | None
    broken: tuple[Broken, ...]
    points: Points
    most: Points

    @property
    def listing_id(self) -> int:
        return self.flat.listing_id

    @property
    def verdict(self) -> Verdict:
        return _BY_BROKEN[min(len(self.broken), 2)]

    @property
    def score(self) -> int:
        return sum(self.points)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the score is made of."""
        return parts_of(self.flat, self.people, self.estimate, self.points, self.most)

    @property
    def obstacles(self) -> tuple[Sentence, ...]:
        """Each names the smallest change that would take it away, or what to ask."""
        return tuple(broken.sentence for broken in self.broken)

    @property
    def place(self) -> tuple[int, int, Decimal, int]:
        """By this flats are ordered: of equals the one that leaves less to pay, then the smaller number."""
        return _PLACES[self.verdict], -self.score, paid_by_household(self.flat, self.estimate), self.listing_id


def rank(
    flats: Iterable[FlatFacts], wishes: Wishes, estimates: Mapping[int, Estimate], weights: Weights = AS_SHIPPED
) -> list[RankedFlat]:
    """All flats, those that fit first, then by score. `estimates` go by listing id and may lack some."""
    most = weights.points
    ranked = (_judge(flat, wishes, estimates.get(flat.listing_id), most) for flat in flats)
    return sorted(ranked, key=lambda flat: flat.place)


def _judge(flat: FlatFacts, wishes: Wishes, estimate: Estimate | None, most: Points) -> RankedFlat:
    points = points_of(flat, wishes.people, estimate, most)
    return RankedFlat(flat, wishes.people, estimate, why_not(flat, wishes, estimate), points, most)
