"""What may be chance where figures are of a few. Pure.

A share's interval is Wilson's, without continuity correction; that of the difference between two groups is Newcombe's,
made of both groups' own (R. G. Newcombe, "Interval estimation for the difference between independent proportions",
Statistics in Medicine 17, 1998, method 10). Both hold for small groups and for shares of none and of all, and cover the
true figure in about 95 of 100 cases.

Waits are compared by the log-rank test (N. Mantel, "Evaluation of survival data", Cancer Chemotherapy Reports 50,
1966): day by day, how many of a group came through, beside how many would have if it went as with all who still waited.
"""

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from housing.figures.waits import End, Wait

Z = 1.959964  # of the normal distribution, for 95 %


class Interval(NamedTuple):
    """From one share to another, or from one difference to another; 1 is everybody."""

    low: float
    high: float


def share_interval(having: int, size: int) -> Interval:
    """Between which shares the true one lies, when so many of a group have something. Raises ValueError for nobody."""
    if not 0 <= having <= size or size == 0:
        raise ValueError(f"{having} of {size} is no share")
    share, square = having / size, Z * Z / size
    middle = share + square / 2
    half = Z * sqrt(share * (1 - share) / size + square / (4 * size))
    low, high = (middle - half) / (1 + square), (middle + half) / (1 + square)
    return Interval(0.0 if having == 0 else low, 1.0 if having == size else high)


def difference_interval(having: int, size: int, having_else: int, size_else: int) -> Interval:
    """By how much the share of the first group is larger than that of the second."""
    share, other = having / size, having_else / size_else
    own, its = share_interval(having, size), share_interval(having_else, size_else)
    return Interval(
        share - other - sqrt((share - own.low) ** 2 + (its.high - other) ** 2),
        share - other + sqrt((own.high - share) ** 2 + (other - its.low) ** 2),
    )


def beyond_chance(having: int, size: int, having_else: int, size_else: int) -> int:
    """1 where the share of the first group is larger than chance explains, -1 where it is smaller, else 0."""
    if not size or not size_else:
        return 0
    low, high = difference_interval(having, size, having_else, size_else)
    return (low > 0) - (high < 0)


def slower_beyond_chance(own: Sequence[Wait], others: Sequence[Wait]) -> int:
    """1 where those of the first group come through later than chance explains, -1 where earlier, else 0."""
    everybody = [*own, *others]
    left, ended = len(own), Counter(wait.days for wait in own)
    all_left, all_ended = len(everybody), Counter(wait.days for wait in everybody)
    came, all_came = (Counter(wait.days for wait in some if wait.end is End.REACHED) for some in (own, everybody))
    surplus = variance = 0.0
    for day in sorted(all_ended):
        if all_left > 1:
            share = left / all_left
            surplus += came[day] - all_came[day] * share
            variance += all_came[day] * share * (1 - share) * (all_left - all_came[day]) / (all_left - 1)
        left, all_left = left - ended[day], all_left - all_ended[day]
    if surplus * surplus <= Z * Z * variance:
        return 0
    return -1 if surplus > 0 else 1
