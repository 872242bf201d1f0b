"""A subsidy scheme as data: terms, dated tables of amounts, requirements. `scheme_file` reads it from TOML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from core.money import ZERO, to_cents
from subsidies.rules.day_numbers import Steps


class SchemeStatus(StrEnum):
    DRAFT = "draft"  # no awards yet
    ACTIVE = "active"
    HISTORICAL = "historical"  # quoted, no new awards
    REFERENCE = "reference"  # another body's benefit: quoted, never awarded


class Start(StrEnum):
    LEASE_START = "lease-start"
    MONTH_AFTER_DECISION = "month-after-decision"


class Proration(StrEnum):
    ACTUAL = "actual"
    THIRTY = "thirty"
    WHOLE = "whole"


class SizeChange(StrEnum):
    NEXT_MONTH = "next-month"
    SAME_DAY = "same-day"


class Cap(StrEnum):
    RENT_SHARE = "rent-share"
    NONE = "none"


class LeaseCover(StrEnum):
    EACH_DAY = "each-day"
    WHOLE_AWARD = "whole-award"


class PayDayRule(StrEnum):
    LAST_WORKING_DAY = "last-working-day"
    FIRST_WORKING_DAY = "first-working-day"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class PayDay:
    """When a month is paid; `day` is the day of the month, for `PayDayRule.DAY` only."""

    rule: PayDayRule = PayDayRule.LAST_WORKING_DAY
    day: int = 31


@dataclass(frozen=True, slots=True)
class Terms:
    """`months` is the length of an award in calendar months; shares are from 0 to 1."""

    months: int
    starts: Start = Start.LEASE_START
    proration: Proration = Proration.ACTUAL
    size_change: SizeChange = SizeChange.NEXT_MONTH
    cap: Cap = Cap.RENT_SHARE
    lease_cover: LeaseCover = LeaseCover.EACH_DAY
    pay_day: PayDay = PayDay()
    minimum_rent: Decimal = ZERO
    recovery_share: Decimal = Decimal("0.50")


@dataclass(frozen=True, slots=True)
class Band:
    """The amount for a household of this size and every larger one up to the next band."""

    size: int
    amount: Decimal


@dataclass(frozen=True)
class Bands:
    """Amounts by household size, sizes rising from 1."""

    bands: tuple[Band, ...]

    def cents(self, size: int, *_: object) -> int:
        """The amount of the highest band that is not above the size; nothing with nobody present."""
        by_size = self._by_size
        return by_size[size] if size < len(by_size) else by_size[-1]

    @cached_property
    def _by_size(self) -> tuple[int, ...]:
        """Cents for 0, 1, 2 and so on people, up to where the last band begins."""
        cents = [0]
        for band in self.bands:
            cents += [cents[-1]] * (band.size - len(cents))
            cents.append(to_cents(band.amount))
        return tuple(cents)


@dataclass(frozen=True)
class PerMember:
    """An amount built up member by member. Income limits are built up the same way."""

    base: Decimal
    each_further: Decimal
    first_minor_of_single_parent: Decimal
    unprotected_child: Decimal
    most: Decimal

    def cents(self, size: int, unprotected_minors: int, has_first_minor: bool) -> int:
        """`base` for one, and for each other what that one adds, no more than `most`; nothing with nobody present."""
        if not size:
            return 0
        return min(self._sum(size, unprotected_minors, has_first_minor), self._in_cents[-1])

    def is_limited(self, size: int, unprotected_minors: int, has_first_minor: bool) -> bool:
        """Whether `most` is less than what all of them bring."""
        return self._sum(size, unprotected_minors, has_first_minor) > self._in_cents[-1]

    def _sum(self, size: int, unprotected_minors: int, has_first_minor: bool) -> int:
        base, each_further, first_minor, unprotected, _ = self._in_cents
        further = size - 1 - unprotected_minors - has_first_minor
        return base + each_further * further + first_minor * has_first_minor + unprotected * unprotected_minors

    @cached_property
    def _in_cents(self) -> tuple[int, ...]:
        amounts = (self.base, self.each_further, self.first_minor_of_single_parent, self.unprotected_child, self.most)
        return tuple(map(to_cents, amounts))


@dataclass(frozen=True, slots=True)
class IncomeGap:
    """What a share of the income leaves open of the rent, or of the payment standard when that is lower."""

    standard: Bands
    income_share: Decimal
    least: Decimal = ZERO


Rule = Bands | PerMember | IncomeGap


@dataclass(frozen=True, slots=True)
class Table:
    """A rule in force from a day on, until a later table of the same scheme takes its place."""

    from_on: date
    rule: Rule
    source: str = ""


@dataclass(frozen=True, slots=True)
class CoveredStatus:
    """A residence status that the scheme covers; `from_on` counts against the day of the decision."""

    status: str
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a case must show. `None` and `False` ask for nothing."""

    lease_declared: bool = False
    lease_accepted: bool = False
    rent_paid_by_bank_from: date | None = None
    statuses: tuple[CoveredStatus, ...] | None = None
    recognised_from: date | None = None
    enrolled_within_months: int | None = None


@dataclass(frozen=True)
class Scheme:
    """One version of a scheme. Tables are in the order of their days; `name` is by language (`el`, `en`)."""

    key: str
    status: SchemeStatus
    name: Mapping[str, str]
    source: str
    terms: Terms
    opens_on: date | None = None
    closes_on: date | None = None
    monthly: tuple[Table, ...] = ()
    one_off: tuple[Table, ...] = ()
    income_limit: PerMember | None = None
    requires: Requirements = field(default_factory=Requirements)

    @property
    def needs_income(self) -> bool:
        """Whether a case cannot be reckoned without the household's income."""
        return any(isinstance(table.rule, IncomeGap) for table in self.monthly)

    @cached_property
    def is_capped(self) -> bool:
        """Whether nobody gets more than the share of the rent."""
        return self.terms.cap is Cap.RENT_SHARE

    @cached_property
    def is_same_day(self) -> bool:
        """Whether who joins or leaves counts from that day on, not from the next month."""
        return self.terms.size_change is SizeChange.SAME_DAY

    @cached_property
    def is_by_age(self) -> bool:
        """Whether amounts depend on who is a minor, beside how many there are."""
        return any(isinstance(table.rule, PerMember) for table in self.monthly)

    @cached_property
    def monthly_steps(self) -> Steps[Table | None]:
        """The monthly table in force over the days."""
        return Steps(None, ((table.from_on, table) for table in self.monthly))

    @cached_property
    def one_off_steps(self) -> Steps[Table | None]:
        """The table of the one-off in force over the days."""
        return Steps(None, ((table.from_on, table) for table in self.one_off))


def table_in_force(tables: tuple[Table, ...], day: date) -> Table | None:
    """The table with the latest `from_on` not after the day."""
    return max((table for table in tables if table.from_on <= day), key=lambda table: table.from_on, default=None)
