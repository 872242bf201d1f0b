"""Whether a rent is what homes like this one cost here: the middle half of theirs, and what is far from it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import quantiles

from maps.small_cells import FEWEST

FAR_OFF = Decimal("1.5")  # times the middle half's width, as boxplots draw it
LEAST_FAR = Decimal("0.2")  # of the nearer end: where all cost alike, a little more is nothing to ask about


class Verdict(StrEnum):
    """How a rent stands to those of like homes."""

    LOW = "low"
    USUAL = "usual"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Rents:
    """What like homes cost a month: the middle half of them lies from `low` to `high`."""

    low: Decimal
    high: Decimal
    homes: int
    radius_km: int

    def verdict(self, monthly_rent: Decimal) -> Verdict:
        """Low or high is far outside: a slip, a figure of a year or of a week, or a catch."""
        width = FAR_OFF * (self.high - self.low)
        if monthly_rent < self.low - max(width, LEAST_FAR * self.low):
            return Verdict.LOW
        if monthly_rent > self.high + max(width, LEAST_FAR * self.high):
            return Verdict.HIGH
        return Verdict.USUAL


def summarise(rents: Sequence[Decimal], radius_km: int) -> Rents | None:
    """The middle half of the rents; None when there are too few."""
    if len(rents) < FEWEST:
        return None
    low, _middle, high = quantiles(sorted(rents), n=4, method="inclusive")
    return Rents(Decimal(round(low)), Decimal(round(high)), len(rents), radius_km)
