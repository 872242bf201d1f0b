"""What holds for every case under every scheme: each a function of a drawn example (`tests.subsidies.drawn`)."""

import json
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, cycle
from tempfile import NamedTemporaryFile

from click.testing import CliRunner

from core.money import ZERO, from_cents
from subsidies.commands import quote_command
from subsidies.rules.answer import answer
from subsidies.rules.case import Case, Hold, Kind, Paid, Period, Recovery, award_period
from subsidies.rules.day_numbers import month_of
from subsidies.rules.months import due_months
from subsidies.rules.portfolio import portfolio_of
from subsidies.rules.quote import Instalment, InstalmentStatus, Totals
from subsidies.rules.schedule import quote
from subsidies.rules.scheme import Band, Bands, Proration, Scheme, SizeChange, Start, Table
from subsidies.rules.simulate import Due, simulate
from tests.subsidies.day_by_day import cents, weight
from tests.subsidies.drawn import Drawn

ONE_DAY = timedelta(days=1)
SOME_BANDS = Bands((Band(1, Decimal("162.01")), Band(3, Decimal("99.99"))))


def a_reading_day_by_day_comes_to_the_same_cents(drawn: Drawn) -> None:
    """The months and the one-off, by each day alone, from the raw files."""
    one_off = next((row.amount for row in drawn.due if row.kind is Kind.ONE_OFF), Decimal("0.00"))
    assert {f"{row.month:%Y-%m}": row.amount for row in drawn.months} == drawn.by_day.by_month
    assert one_off == drawn.by_day.one_off


def every_payable_day_is_in_exactly_one_instalment(drawn: Drawn) -> None:
    """Unless its month comes to 0.00, which `a_reading_day_by_day…` holds; it has no instalment then."""
    months = drawn.by_day.days_by_month
    assert len({row.month for row in drawn.months}) == len(drawn.months)
    for row in drawn.months:
        days = months[f"{row.month:%Y-%m}"]
        assert (row.first_day, row.end_day) == (days[0], days[-1] + ONE_DAY)
        assert sum(part.days for part in row.parts) == _counted(drawn.scheme.terms.proration, days)


def nothing_is_paid_outside_award_or_lease_or_inside_a_hold(drawn: Drawn) -> None:
    lease = drawn.case.lease
    holds = drawn.case.suspensions + drawn.case.freezes
    for row in drawn.months:
        first_day, last_day = row.first_day, row.end_day - ONE_DAY
        assert max(drawn.award.starts_on, lease.starts_on) <= first_day <= last_day < drawn.award.ends_on
        assert lease.ends_on is None or last_day < lease.ends_on
        assert not any(hold.starts_on <= day < hold.ends_on for hold in holds for day in (first_day, last_day))


def one_more_suspension_never_raises_a_month_of_counted_days(drawn: Drawn) -> None:
    """With `actual` and `thirty`: where a month counts whole, it may go by a later and dearer day."""
    scheme = _with_terms(drawn.scheme, proration=_by_days(drawn))
    before = _months(scheme, drawn.case)
    after = _months(scheme, replace(drawn.case, suspensions=(*drawn.case.suspensions, drawn.hold)))
    assert all(amount <= before.get(month, 0) for month, amount in after.items())


def a_split_of_the_award_moves_each_month_by_a_cent_at_most(drawn: Drawn) -> None:
    """With `actual` and `thirty`, by size from day to day, and one table in force."""
    tables = chain(drawn.scheme.monthly, drawn.other.monthly)
    rule = next((table.rule for table in tables if isinstance(table.rule, Bands)), SOME_BANDS)
    scheme = replace(drawn.scheme, monthly=(Table(date.min, rule),))
    scheme = _with_terms(scheme, proration=_by_days(drawn), size_change=SizeChange.SAME_DAY)
    cut = drawn.award.starts_on + drawn.award.days * drawn.split // 1000 * ONE_DAY
    late = replace(drawn.case, decided_on=cut, ends_on=drawn.award.ends_on)
    whole, early = _months(scheme, drawn.case), _months(scheme, replace(drawn.case, ends_on=cut))
    rest = _months(_with_terms(scheme, starts=Start.LEASE_START), late)
    for month in whole.keys() | early.keys() | rest.keys():
        assert abs(early.get(month, 0) + rest.get(month, 0) - whole.get(month, 0)) <= 1


def a_month_that_counts_whole_is_the_entitlement_of_its_first_payable_day(drawn: Drawn) -> None:
    """With `whole`, and nothing else is due."""
    months = _months(_with_terms(drawn.scheme, proration=Proration.WHOLE), drawn.case)
    firsts = {days[0]: cents(drawn.by_day.entitlement(days[0])) for days in drawn.by_day.days_by_month.values()}
    expected = {month_of(day.toordinal()): int(amount * 100) for day, amount in firsts.items() if amount}
    assert months == expected


def no_month_is_above_every_amount_or_under_a_cap_every_rent(drawn: Drawn) -> None:
    tables, case = drawn.by_day.scheme["monthly"], drawn.raw_case
    amounts = chain.from_iterable([band["amount"] for band in table.get("bands", [])] for table in tables)
    most = [table["most"] for table in tables if "most" in table]
    highest = max(map(Decimal, chain(amounts, most)))
    if drawn.scheme.is_capped:
        rents = [case["lease"]["monthly_rent"], *(change["monthly_rent"] for change in case["rent_changes"])]
        highest = min(highest, max(map(Decimal, rents)))
    assert all(row.amount <= highest for row in drawn.months)


def totals_are_the_sums_of_the_rows(drawn: Drawn) -> None:
    quoted = quote(drawn.scheme, drawn.case)
    one_off, monthly, arrears = (sum(row.amount for row in quoted.instalments if row.kind is kind) for kind in Kind)
    assert quoted.totals == Totals(one_off, monthly, arrears, recovered=ZERO, payable=one_off + monthly + arrears)
    assert all(row.amount == row.payable > 0 for row in quoted.instalments)


def what_was_paid_as_due_makes_no_difference(drawn: Drawn) -> None:
    """Whatever part of it, and all of it."""
    before = quote(drawn.scheme, drawn.case)
    for wanted in (drawn.payments.wanted, -1):
        paid = _chosen(before.instalments, wanted)
        after = quote(drawn.scheme, replace(drawn.case, paid=tuple(_as_paid(row, row.cents) for row in paid)))
        assert (after.differences, after.outstanding, after.totals) == ((), 0, before.totals)
        assert [row for row in after.instalments if row.status is InstalmentStatus.DUE] == [
            row for row in before.instalments if row not in paid
        ]


def what_was_paid_and_what_follows_come_to_what_is_due(drawn: Drawn) -> None:
    """Paid + new arrears - recovered - outstanding = what is due for what was paid, whatever it was."""
    before = quote(drawn.scheme, drawn.case)
    chosen = _chosen(before.instalments, drawn.payments.wanted)
    amounts = chain(drawn.payments.cents, cycle([16_200]))
    paid = tuple(map(_as_paid, chosen, amounts)) + _stray(drawn.payments.wanted, drawn.payments.cents)
    case = replace(drawn.case, paid=paid, recovery=Recovery(date(2024, 1, 1), drawn.payments.share))
    after = quote(drawn.scheme, case)
    new = [row for row in after.instalments if row.status is InstalmentStatus.DUE]
    arrears = sum(row.amount for row in new if row.kind is Kind.ARREARS)
    recovered = sum(row.recovered for row in new)
    due_for_paid = sum(row.amount for row in chosen)
    assert sum(row.amount for row in paid) + arrears - recovered - after.outstanding == due_for_paid
    assert after.totals.payable == before.totals.payable + (after.outstanding if after.is_eligible else 0)
    assert all(0 <= row.recovered <= row.amount * drawn.payments.share for row in new)
    assert after.outstanding >= 0


def lines_answer_as_each_case_does_alone(drawn: Drawn) -> None:
    lines = "\n".join(json.dumps(case) for case in (drawn.raw_case, drawn.raw_neighbour))
    with NamedTemporaryFile("w", suffix=".toml") as file:
        file.write(drawn.text)
        file.flush()
        printed = CliRunner().invoke(quote_command, ["--lines", "-", "--scheme-file", file.name], input=lines)
    alone = [answer(quote(drawn.scheme, case)) for case in (drawn.case, drawn.neighbour)]
    assert [json.loads(line) for line in printed.stdout.splitlines()] == alone


def simulated_equals_exact(drawn: Drawn) -> None:
    """Month by month and the one-off, under other tables and another cap, with freezes."""
    cases = [drawn.case, drawn.neighbour, replace(drawn.case, suspensions=(drawn.hold,))]
    starts_on = drawn.award.starts_on + drawn.split // 2 * ONE_DAY
    freezes = (drawn.hold, Hold(starts_on, starts_on + (1 + drawn.split % 70) * ONE_DAY))
    portfolio = portfolio_of(drawn.scheme.terms, cases)
    simulated = simulate(portfolio, drawn.other, [Period(freeze.starts_on, freeze.ends_on) for freeze in freezes])
    exact = [_due(drawn.other, replace(case, freezes=case.freezes + freezes)) for case in cases]
    assert _by_case(simulated.one_off) == {number: due[0] for number, due in enumerate(exact) if due[0]}
    assert _by_case(simulated.monthly) == {number: due[1] for number, due in enumerate(exact) if due[1]}


PROPERTIES: tuple[Callable[[Drawn], None], ...] = (
    a_reading_day_by_day_comes_to_the_same_cents,
    every_payable_day_is_in_exactly_one_instalment,
    nothing_is_paid_outside_award_or_lease_or_inside_a_hold,
    one_more_suspension_never_raises_a_month_of_counted_days,
    a_split_of_the_award_moves_each_month_by_a_cent_at_most,
    a_month_that_counts_whole_is_the_entitlement_of_its_first_payable_day,
    no_month_is_above_every_amount_or_under_a_cap_every_rent,
    totals_are_the_sums_of_the_rows,
    what_was_paid_as_due_makes_no_difference,
    what_was_paid_and_what_follows_come_to_what_is_due,
    lines_answer_as_each_case_does_alone,
    simulated_equals_exact,
)


def _with_terms(scheme: Scheme, **terms: object) -> Scheme:
    return replace(scheme, terms=replace(scheme.terms, **terms))


def _by_days(drawn: Drawn) -> Proration:
    """The scheme's own proration, or in place of `whole` one that counts days."""
    own = drawn.scheme.terms.proration
    return (Proration.ACTUAL, Proration.THIRTY)[drawn.split % 2] if own is Proration.WHOLE else own


def _counted(proration: Proration, days: list[date]) -> int:
    """What a month's payable days count for."""
    if proration is Proration.WHOLE:
        return 1
    length = monthrange(days[0].year, days[0].month)[1]
    return len(days) if proration is Proration.ACTUAL else sum(weight(day, length) for day in days)


def _due(scheme: Scheme, case: Case) -> tuple[dict[int, int], dict[int, int]]:
    """Cents by month number: the one-off, and the months."""
    one_off, months = due_months(scheme, case, award_period(scheme.terms, case))
    return {due.month: due.cents for due in (one_off,) if due}, {due.month: due.cents for due in months}


def _months(scheme: Scheme, case: Case) -> dict[int, int]:
    return _due(scheme, case)[1]


def _chosen(rows: Iterable[Instalment], wanted: int) -> list[Instalment]:
    return [row for place, row in enumerate(rows) if wanted >> place & 1]


def _as_paid(row: Instalment, cents: int) -> Paid:
    return Paid(row.month, row.kind, from_cents(cents))


def _stray(wanted: int, amounts: list[int]) -> tuple[Paid, ...]:
    """Payments for months before and after every award, now and then."""
    months = (date(2022, 12, 1), Kind.ARREARS), (date(2028, 1, 1), Kind.MONTHLY)
    strays = [Paid(month, kind, from_cents(cents)) for (month, kind), cents in zip(months, amounts, strict=False)]
    return tuple(strays) if wanted % 4 == 1 else ()


def _by_case(found: Iterable[Due]) -> dict[int, dict[int, int]]:
    """Case to month to cents, of what is not 0."""
    by_case: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for due in found:
        for case, month, amount in zip(due.case.tolist(), due.month.tolist(), due.cents.tolist(), strict=True):
            assert month not in by_case[case]
            if amount:
                by_case[case][month] = amount
    return {case: months for case, months in by_case.items() if months}
