"""What is to be said of an award of a file beside its lease and its scheme."""

from collections.abc import Iterator, Sequence

from core.dates import first_of_month
from core.importing.findings import Fault
from core.money import ZERO, total
from core.text import N_, Sentence
from housing.models import Lease
from subsidies.importing.award import AwardRow
from subsidies.models import SchemeVersion
from subsidies.rules.given import GivenAward
from subsidies.services.by_scheme import ByScheme, reckon_by_scheme
from subsidies.services.taken_over import given_case

BEFORE_LEASE = N_("%(month)s lies before the lease that runs, which begins on %(day)s.")
AFTER_LEASE = N_("%(month)s lies after the lease, which binds until %(day)s.")
PAID_FOR_ANOTHER = N_("%(month)s lies before the lease that runs, which begins on %(day)s. Was it paid for this flat?")
PAY_DAY_TAKEN = Sentence(N_("No day of payment is said: the pay day of the scheme is taken."))
BY_SCHEME = N_("By the scheme it would be %(amount)s for %(month)s.")
ONE_OFF_BY_SCHEME = N_("By the scheme the one-off would be %(amount)s.")
FEWER = N_("The scheme would also pay %(amount)s for months that are not given.")


def faults_of_months(rows: Sequence[AwardRow], lease: Lease) -> Iterator[Fault]:
    """What is still to be paid lies under the lease; what was paid lies not after it."""
    for row in rows:
        if row.given.amount == ZERO:
            continue
        values = {"month": row.month_words}
        if row.given.month >= lease.statutory_ends_on:
            sentence = Sentence(AFTER_LEASE, {**values, "day": lease.statutory_last_day})
            yield Fault(row.row, row.field("month"), "after-lease", sentence)
        elif _is_before(row, lease) and not row.is_paid:
            sentence = Sentence(BEFORE_LEASE, {**values, "day": lease.starts_on})
            yield Fault(row.row, row.field("month"), "before-lease", sentence)


def doubts_of_award(
    rows: Sequence[AwardRow], lease: Lease, version: SchemeVersion, given: GivenAward
) -> Iterator[Fault]:
    """What somebody should look at, and what is told only."""
    told: set[int] = set()
    for row in rows:
        if row.given.amount > ZERO and row.is_paid and _is_before(row, lease):
            sentence = Sentence(PAID_FOR_ANOTHER, {"month": row.month_words, "day": lease.starts_on})
            yield Fault(row.row, row.field("month"), "paid-before-lease", sentence)
        if row.is_paid and row.given.paid_on is None and row.row not in told:
            told.add(row.row)
            yield Fault(row.row, "paid_until" if row.is_of_many else "paid_on", "pay-day-taken", PAY_DAY_TAKEN)
    yield from _beside_scheme(rows, reckon_by_scheme(version, given_case(lease, version, given)))


def _beside_scheme(rows: Sequence[AwardRow], by_scheme: ByScheme) -> Iterator[Fault]:
    """Where the scheme would bring something else. What was paid stays so; what is to be paid asks."""
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
    fewer = total(amount for _kind, _month, amount in by_scheme.besides(row.slot for row in rows))
    if fewer:
        yield Fault(rows[-1].row, "", "fewer-than-scheme", Sentence(FEWER, {"amount": fewer}))


def _is_before(row: AwardRow, lease: Lease) -> bool:
    return row.given.month < first_of_month(lease.starts_on)
