"""Two quotes of one case beside each other, month by month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.money import ZERO
from subsidies.rules.quote import Quote


@dataclass(frozen=True, slots=True)
class MonthOfTwo:
    """What one month pays by the one quote and by the other; `month` is its first day."""

    month: date
    one: Decimal
    other: Decimal

    @property
    def difference(self) -> Decimal:
        """Above zero where the other pays more."""
        return self.other - self.one


def compare(one: Quote, other: Quote) -> list[MonthOfTwo]:
    """Every month in which either pays, in their order."""
    first, second = _payable_by_month(one), _payable_by_month(other)
    return [MonthOfTwo(month, first[month], second[month]) for month in sorted(first.keys() | second.keys())]


def _payable_by_month(quote: Quote) -> defaultdict[date, Decimal]:
    months: defaultdict[date, Decimal] = defaultdict(lambda: ZERO)
    for row in quote.instalments:
        months[row.month] += row.payable
    return months
