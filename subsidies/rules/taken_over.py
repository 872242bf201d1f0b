"""An award as another list gives it: its months with their amounts, and which of them are paid. Nothing is reckoned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.dates import add_months, first_of_month
from core.money import ZERO
from subsidies.rules.case import Kind
from subsidies.rules.scheme import Terms

Slot = tuple[Kind, date]  # what is paid for: `month` is its first day


@dataclass(frozen=True, slots=True)
class TakenOverMonth:
    """How much a month (its first day) brings, and on which day that was paid, if it was."""

    kind: Kind
    month: date
    amount: Decimal
    paid_on: date | None = None

    @property
    def slot(self) -> Slot:
        return self.kind, self.month


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOverAward:
    """The months in their order; `ends_on` is the first day without payment."""

    decided_on: date
    starts_on: date
    ends_on: date
    months: tuple[TakenOverMonth, ...]
    to_landlord: bool = False


def award_of_months(
    terms: Terms,
    lease_starts_on: date,
    months: Iterable[TakenOverMonth],
    *,
    decided_on: date | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    to_landlord: bool = False,
) -> TakenOverAward:
    """The award of these months, one at least that pays; what is not said follows from them.

    It begins with its first month, or with the lease or the decision within it; it was decided on its first day; it
    lasts as long as the scheme says, or until its last month is over where that is later. Raises ValueError without a
    month that pays.
    """
    paying = tuple(sorted((row for row in months if row.amount > ZERO), key=lambda row: (row.month, _ORDER[row.kind])))
    if not paying:
        raise ValueError("an award is taken over with a month that pays")
    first, last = paying[0].month, paying[-1].month
    begins_on = starts_on or _within(first, max(lease_starts_on, decided_on or lease_starts_on))
    by_scheme = add_months(begins_on, terms.months)
    return TakenOverAward(
        decided_on=decided_on or begins_on,
        starts_on=begins_on,
        ends_on=ends_on or (by_scheme if last < by_scheme else add_months(last, 1)),
        months=paying,
        to_landlord=to_landlord,
    )


def _within(month: date, day: date) -> date:
    return day if first_of_month(day) == month else month


_ORDER = {kind: number for number, kind in enumerate(Kind)}
