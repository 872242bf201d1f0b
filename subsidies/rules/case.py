"""A case: everything about one household and one lease that a quote rests on. `case_file` reads it from JSON."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.dates import add_months, first_of_month
from subsidies.rules.scheme import Start, Terms


class Kind(StrEnum):
    """What an instalment is for, in the order in which a month lists them."""

    ONE_OFF = "one-off"
    MONTHLY = "monthly"
    ARREARS = "arrears"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `starts_on` up to the day before `ends_on`."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the household. Without `joined_on` there from the start, without `left_on` to the end."""

    born: date
    id: str | None = None
    joined_on: date | None = None
    left_on: date | None = None
    unprotected: bool = False

    def is_present(self, day: date) -> bool:
        return (self.joined_on is None or self.joined_on <= day) and (self.left_on is None or day < self.left_on)

    def is_minor(self, on: date) -> bool:
        """Under 18 on the day. Compared as numbers, so who was born on 29 February turns 18 on 1 March."""
        return (self.born.year + 18, self.born.month, self.born.day) > (on.year, on.month, on.day)


@dataclass(frozen=True, slots=True)
class Household:
    """`annual_income` in euros, None when it is not known."""

    members: tuple[Member, ...]
    single_parent: bool = False
    annual_income: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """`monthly_rent` is the whole rent without common charges, `share` this household's part of it (0 < share <= 1)."""

    starts_on: date
    monthly_rent: Decimal
    ends_on: date | None = None
    share: Decimal = Decimal(1)
    declared: bool | None = None
    accepted: bool | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the requirements of a scheme ask about; None where the case does not say."""

    status: str | None = None
    recognised_on: date | None = None
    enrolled_on: date | None = None
    rent_paid_by_bank: bool | None = None


@dataclass(frozen=True, slots=True)
class RentChange:
    """The whole rent from a day on."""

    from_on: date
    monthly_rent: Decimal


@dataclass(frozen=True, slots=True)
class Hold:
    """Days for which an award pays nothing: a suspension, or a freeze of the whole scheme."""

    starts_on: date
    ends_on: date
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """Money that left for a month (its first day)."""

    month: date
    kind: Kind
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Recovery:
    """Keeping back what was paid too much, at most `share` of each monthly instalment. Months are their first days."""

    from_month: date
    share: Decimal


@dataclass(frozen=True, slots=True)
class Case:
    """The facts that a quote is reckoned from. `ends_on` is the first day of an award cut short."""

    scheme: str
    decided_on: date
    household: Household
    lease: Lease
    facts: Facts = field(default_factory=Facts)
    ends_on: date | None = None
    rent_changes: tuple[RentChange, ...] = ()
    suspensions: tuple[Hold, ...] = ()
    freezes: tuple[Hold, ...] = ()
    paid: tuple[Paid, ...] = ()
    recovery: Recovery | None = None


def award_starts_on(terms: Terms, case: Case) -> date:
    """The first day of the award."""
    if terms.starts is Start.MONTH_AFTER_DECISION:
        return add_months(first_of_month(case.decided_on), 1)
    return max(case.lease.starts_on, case.decided_on)


def award_period(terms: Terms, case: Case) -> Period:
    """The days of the award: calendar months from its start, or up to the case's own end when that is earlier."""
    starts_on = award_starts_on(terms, case)
    full = add_months(starts_on, terms.months)
    return Period(starts_on, min(full, case.ends_on) if case.ends_on else full)
