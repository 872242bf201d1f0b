"""Schemes and cases drawn at random, for the properties of the engine."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from hypothesis import strategies as st

from subsidies.rules.case import Case, Hold, Kind, Period, award_period
from subsidies.rules.case_file import read_case
from subsidies.rules.quote import Instalment
from subsidies.rules.schedule import due_instalments
from subsidies.rules.scheme import Cap, Scheme
from subsidies.rules.scheme_file import read_scheme
from tests.subsidies.day_by_day import DayByDay

Raw = dict[str, Any]

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
# Half the time a day beside the turn of a month.
TURNS = [day for day in EVERY_DAY if day.day in (1, 2) or (day + timedelta(days=2)).day in (1, 2)]
DAYS = st.sampled_from(EVERY_DAY + TURNS * 8)
EARLY_DAYS = st.sampled_from([day for day in EVERY_DAY + TURNS * 8 if day < date(2025, 7, 1)])
# Children, grown-ups, and those who come of age while awards begin.
BIRTHS = [date(1950, 1, 1) + timedelta(days=199 * number) for number in range(133)]
COMING_OF_AGE = [day.replace(year=day.year - 18) for day in TURNS if (day.month, day.day) != (2, 29)]
BIRTHS_OF_MEMBERS = st.sampled_from(BIRTHS + COMING_OF_AGE)

BANDS = """
rule = "bands"
bands = [{ size = 1, amount = "162.00" }, { size = 2, amount = "309.01" }, { size = 4, amount = "504.50" }]
"""
HUGE_BANDS = """
rule = "bands"
bands = [{ size = 1, amount = "0.00" }, { size = 3, amount = "98765432109876543210.99" }]
"""
PER_MEMBER = """
rule = "per-member"
base = "70.00"
each_further = "35.50"
first_minor_of_single_parent = "70.25"
unprotected_child = "71.11"
most = "230.00"
"""
GAP = """
rule = "income-gap"
bands = [{ size = 1, amount = "310.00" }, { size = 2, amount = "455.55" }, { size = 5, amount = "700.10" }]
income_share = "0.3"
"""
GAP_WITH_LEAST = """
rule = "income-gap"
bands = [{ size = 1, amount = "400.00" }, { size = 3, amount = "612.34" }]
income_share = "0.2857"
least = "35.01"
"""
HEAD = """
key = "drawn"
status = "active"
name = {{ el = "…", en = "…" }}
source = "…"

[terms]
months = {months}
starts = "{starts}"
proration = "{proration}"
size_change = "{size_change}"
cap = "{cap}"
pay_day = "{pay_day}"
recovery_share = "1"
"""
TERMS = {
    "months": st.sampled_from([1, 6, 12, 18]),
    "starts": st.sampled_from(["lease-start", "month-after-decision"]),
    "proration": st.sampled_from(["actual", "thirty", "whole"]),
    "size_change": st.sampled_from(["next-month", "same-day"]),
    "cap": st.sampled_from(["rent-share", "none"]),
    "pay_day": st.sampled_from(["last-working-day", "first-working-day", "day:15", "day:31"]),
}
RULES = st.sampled_from([BANDS, BANDS, HUGE_BANDS, PER_MEMBER, PER_MEMBER, GAP, GAP_WITH_LEAST])
# Sometimes the first table comes only after the first awards.
EVER, LATER, IN_FEBRUARY, THRICE = ("2020-01-01",), ("2023-04-11",), ("2024-02-29", "2024-03-01"), ("2025-01-01",)
FROM_DAYS = st.sampled_from([EVER, EVER, EVER + LATER, EVER + IN_FEBRUARY, EVER + LATER + IN_FEBRUARY + THRICE, LATER])
FROM_DAYS_OF_ONE_OFFS = st.sampled_from([(), EVER, EVER, EVER + IN_FEBRUARY])

SHARES = st.sampled_from(["1", "1", "1", "1", "0.5", "0.75", "0.3333", "0.9", "0.071", "0.00000000000000000001"])
COIN = st.booleans()


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


# One in fifty is beyond what 64 bits hold.
CENTS = st.integers(0, 99_999).map(lambda cents: cents if cents < 98_000 else cents * 10**17)
MONEY = CENTS.map(euros)
INCOMES = CENTS.map(lambda cents: euros(cents * 10 if cents < 98_000 else cents))


@dataclass(frozen=True)
class Payments:
    """What was paid: which of the instalments due, bit by bit; how much for the first of them; what is kept back."""

    wanted: int
    cents: list[int]
    share: Decimal


@dataclass(frozen=True)
class Drawn:
    """A case under a scheme, as files say them and as they are read, and what the properties vary about them.

    `other` has other tables and perhaps another cap; `neighbour` is another case under either. `hold` is one more
    suspension or freeze; `split` says where to cut the award, in thousandths.
    """

    text: str
    raw_case: Raw
    other: Scheme
    raw_neighbour: Raw
    hold: Hold
    split: int
    payments: Payments

    @cached_property
    def scheme(self) -> Scheme:
        return read(self.text)

    @cached_property
    def case(self) -> Case:
        return read_case(self.raw_case, {"drawn": self.scheme})

    @cached_property
    def neighbour(self) -> Case:
        return read_case(self.raw_neighbour, {"drawn": self.scheme})

    @cached_property
    def award(self) -> Period:
        return award_period(self.scheme.terms, self.case)

    @cached_property
    def due(self) -> list[Instalment]:
        return due_instalments(self.scheme, self.case, self.award)

    @cached_property
    def months(self) -> list[Instalment]:
        return [row for row in self.due if row.kind is Kind.MONTHLY]

    @cached_property
    def by_day(self) -> DayByDay:
        return DayByDay(tomllib.loads(self.text), self.raw_case)


# A strategy is made once: making one anew for each example costs more than drawing from it.
LENGTHS = st.integers(1, 400)
DAYS_AFTERWARDS = st.integers(-100, 200)
HOLDS = st.tuples(DAYS, st.integers(1, 120).map(lambda days: timedelta(days=days)))
FEW_HOLDS = st.lists(HOLDS.map(lambda hold: {"from": str(hold[0]), "to": str(hold[0] + hold[1])}), max_size=2)
RENT_CHANGES = st.lists(st.tuples(st.integers(1, 700), MONEY), max_size=3, unique_by=lambda change: change[0])


@st.composite
def members(draw: st.DrawFn) -> Raw:
    """Half of them are there from the start to the end."""
    member = {"born": str(draw(BIRTHS_OF_MEMBERS)), "unprotected": draw(COIN)}
    if draw(COIN):
        return member
    joined_on = draw(DAYS)
    if draw(COIN):
        member["joined_on"] = str(joined_on)
    if draw(COIN):
        member["left_on"] = str(joined_on + timedelta(days=draw(LENGTHS)))
    return member


MEMBERS = st.lists(members(), min_size=1, max_size=6)


@st.composite
def cases(draw: st.DrawFn) -> Raw:
    lease_start = draw(EARLY_DAYS)
    lease = {"starts_on": str(lease_start), "monthly_rent": draw(MONEY), "share": draw(SHARES)}
    if draw(COIN):
        lease["ends_on"] = str(lease_start + timedelta(days=2 * draw(LENGTHS)))
    return {
        "scheme": "drawn",
        "decided_on": str(lease_start + timedelta(days=draw(DAYS_AFTERWARDS))),
        "household": {"single_parent": draw(COIN), "annual_income": draw(INCOMES), "members": draw(MEMBERS)},
        "lease": lease,
        "rent_changes": [
            {"from": str(lease_start + timedelta(days=days)), "monthly_rent": rent} for days, rent in draw(RENT_CHANGES)
        ],
        "suspensions": draw(FEW_HOLDS),
        "freezes": draw(FEW_HOLDS),
    }


CASES = cases()


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A few monthly tables by any of the rules, and tables of the one-off."""
    monthly = [f"[[monthly]]\nfrom = {day}{draw(RULES)}" for day in draw(FROM_DAYS)]
    one_off = [f"[[one_off]]\nfrom = {day}{BANDS}" for day in draw(FROM_DAYS_OF_ONE_OFFS)]
    return "".join(monthly + one_off)


TABLES = tables()
HOLDS_OF_AWARDS = st.tuples(st.integers(-50, 400), LENGTHS)  # days after the lease's start, and how many
VARIED = st.tuples(st.sampled_from(Cap), HOLDS_OF_AWARDS, st.integers(0, 999))
PAYMENTS = st.builds(
    Payments, st.integers(0, 2**20), st.lists(CENTS, max_size=3), st.sampled_from([Decimal(1), Decimal("0.333")])
)


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    """One example for all the properties: drawing costs about as much as all of them."""
    head = HEAD.format_map({key: draw(values) for key, values in TERMS.items()})
    text, other = head + draw(TABLES), read(head + draw(TABLES))
    raw_case, (cap, (later, length), split) = draw(CASES), draw(VARIED)
    starts_on = date.fromisoformat(raw_case["lease"]["starts_on"]) + timedelta(days=later)
    return Drawn(
        text=text,
        raw_case=raw_case,
        other=replace(other, terms=replace(other.terms, cap=cap)),
        raw_neighbour=draw(CASES),
        hold=Hold(starts_on, starts_on + timedelta(days=length)),
        split=split,
        payments=draw(PAYMENTS),
    )


def read(text: str) -> Scheme:
    return read_scheme(text, "drawn.toml")
