"""What is to be said of an award of a file beside its lease, its scheme and the awards that are there."""

from collections.abc import Iterator, Sequence
from datetime import date

from core.importing.findings import Fault
from core.money import ZERO, total
from core.text import N_, Sentence
from housing.models import Lease
from subsidies.importing.award import AwardRow
from subsidies.models import Instalment, SchemeVersion
from subsidies.rules.case import Kind
from subsidies.rules.taken_over import TakenOverAward
from subsidies.services.by_scheme import ByScheme, reckon_by_scheme
from subsidies.services.lease_months import is_before, why_outside
from subsidies.services.same_months import (
    SameMonths,
    for_both_homes,
    paid_already,
    paid_elsewhere,
    paid_left_out,
)
from subsidies.services.taken_over import StandingAwards, is_as_given, taken_over_case

PAID_FOR_ANOTHER = N_("%(month)s lies before the lease, which begins on %(day)s. Was it paid for this flat?")
AFTER_MOVING = N_("From %(day)s another lease of this household runs. Is %(month)s paid for this flat all the same?")
PAY_DAY_TAKEN = Sentence(N_("No day of payment is said: the pay day of the scheme is taken."))
BY_SCHEME = N_("By the scheme it would be %(amount)s for %(month)s.")
ONE_OFF_BY_SCHEME = N_("By the scheme the one-off would be %(amount)s.")
FEWER = N_("The scheme would also pay %(amount)s for months that are not given.")
NO_ONE_OFF = N_("The scheme would also pay a one-off of %(amount)s, which is not given.")
WAITING_GIVES_WAY = N_(
    "Award %(number)s of this household waits for approval and gives way to this one. Is that right?"
)
REPLACES = N_("Award %(number)s is in force and gives way to this one once it is approved. Is that right?")


def faults_of_months(rows: Sequence[AwardRow], lease: Lease) -> Iterator[Fault]:
    """Months that cannot be paid under the lease."""
    for row in rows:
        if row.given.amount > ZERO and (why := why_outside(lease, row.given.month, is_paid=row.is_paid)):
            yield Fault(row.row, row.field("month"), *why)


def doubts_of_months(rows: Sequence[AwardRow], lease: Lease, left_on: date | None) -> Iterator[Fault]:
    """Months of other homes than this, which the household leaves on a day; and what is taken for what is not said."""
    told: set[int] = set()
    for row in rows:
        values = {"month": row.month_words}
        if row.given.amount > ZERO and row.is_paid and is_before(lease, row.given.month):
            sentence = Sentence(PAID_FOR_ANOTHER, {**values, "day": lease.starts_on})
            yield Fault(row.row, row.field("month"), "paid-before-lease", sentence)
        if row.given.amount > ZERO and left_on is not None and row.given.month >= left_on:
            sentence = Sentence(AFTER_MOVING, {**values, "day": left_on})
            yield Fault(row.row, row.field("month"), "after-moving", sentence)
        if row.is_paid and row.given.paid_on is None and row.row not in told:
            told.add(row.row)
            yield Fault(row.row, "paid_until" if row.is_of_many else "paid_on", "pay-day-taken", PAY_DAY_TAKEN)


def doubts_beside_awards(
    rows: Sequence[AwardRow],
    there: StandingAwards,
    for_other_homes: SameMonths[Instalment],
    version: SchemeVersion,
    given: TakenOverAward,
) -> Iterator[Fault]:
    """What is there gives way; what it has as paid stays so unless somebody says otherwise; no month comes twice."""
    if there.waiting is not None:
        sentence = Sentence(WAITING_GIVES_WAY, {"number": there.waiting.id})
        yield Fault(rows[0].row, "", "waiting-gives-way", sentence)
    if there.approved is not None and not is_as_given(there.approved, version, given):
        yield Fault(rows[0].row, "", "replaces", Sentence(REPLACES, {"number": there.approved.id}))
    known = paid_elsewhere(there.both)
    paying = [row for row in rows if row.given.amount > ZERO]
    for left_out in known.besides(SameMonths(paying)):
        yield Fault(rows[0].row, "", "paid-left-out", paid_left_out(left_out))
    for row in paying:
        if not row.is_paid and (paid := known.find(row)):
            yield Fault(row.row, row.field("paid_on"), "paid-already", paid_already(paid))
        if other := for_other_homes.find(row):
            yield Fault(row.row, row.field("amount"), "for-both-homes", for_both_homes(other))


def doubts_beside_scheme(
    rows: Sequence[AwardRow], lease: Lease, version: SchemeVersion, given: TakenOverAward
) -> Iterator[Fault]:
    """Where the scheme would bring something else. What was paid stays so; what is to be paid asks."""
    by_scheme = reckon_by_scheme(version, taken_over_case(lease, version, given))
    if by_scheme.why_none is not None:
        yield Fault(rows[0].row, "scheme", "not-by-scheme", by_scheme.why_none)
        return
    for row in rows:
        amount = by_scheme.of(row.given.kind, row.given.month)
        if amount is not None and amount != row.given.amount:
            msgid = ONE_OFF_BY_SCHEME if row.is_one_off else BY_SCHEME
            values = {"amount": amount} if row.is_one_off else {"amount": amount, "month": row.month_words}
            code = "paid-by-scheme" if row.is_paid else "by-scheme"
            yield Fault(row.row, row.field("amount"), code, Sentence(msgid, values))
    yield from _not_given(rows, by_scheme)


def _not_given(rows: Sequence[AwardRow], by_scheme: ByScheme) -> Iterator[Fault]:
    """The one-off by its name, apart from the months."""
    besides = list(by_scheme.besides(row.slot for row in rows))
    once = total(amount for kind, _month, amount in besides if kind is Kind.ONE_OFF)
    monthly = total(amount for kind, _month, amount in besides if kind is Kind.MONTHLY)
    for amount, code, msgid in ((monthly, "fewer-than-scheme", FEWER), (once, "no-one-off", NO_ONE_OFF)):
        if amount:
            yield Fault(rows[-1].row, "", code, Sentence(msgid, {"amount": amount}))
