"""What was paid already: frozen rows, differences to what is due now, arrears, and keeping back what was too much."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.dates import add_months
from core.money import ZERO, from_cents, to_cents, total
from subsidies.rules.calendar import pay_day
from subsidies.rules.case import Case, Kind, Paid, Recovery
from subsidies.rules.quote import Difference, Instalment, InstalmentStatus, in_order
from subsidies.rules.scheme import Terms

Slot = tuple[Kind, date | None]


@dataclass(frozen=True, slots=True)
class Settlement:
    """All rows of a schedule, paid and due. `outstanding` is what was paid too much and is not being kept back."""

    instalments: tuple[Instalment, ...]
    differences: tuple[Difference, ...] = ()
    outstanding: Decimal = ZERO


def settle(terms: Terms, case: Case, due: Iterable[Instalment]) -> Settlement:
    """What is due now, set against what was paid.

    Too little paid on the whole becomes one row of arrears. Too much is kept back only as far as the case says so.
    """
    if not case.paid:
        return Settlement(in_order(due))
    due_by_slot = {_slot(row): row for row in due}
    paid_slots = {_slot(row) for row in case.paid}
    unpaid = [row for slot, row in due_by_slot.items() if slot not in paid_slots]
    differences = _differences(case.paid, {slot: row.amount for slot, row in due_by_slot.items()})
    balance = to_cents(total(difference.difference for difference in differences))
    if balance > 0:
        unpaid.append(_arrears(terms, case.paid, unpaid, balance))
    elif case.recovery:
        unpaid = _keep_back(unpaid, case.recovery, -balance)
    frozen = [_paid_row(terms, row, due_by_slot.get(_slot(row))) for row in case.paid]
    recovered = sum(row.recovered_cents for row in unpaid)
    return Settlement(in_order([*frozen, *unpaid]), differences, from_cents(max(-balance - recovered, 0)))


def settle_refused(case: Case) -> Settlement:
    """Nothing is due, so everything that was paid is outstanding."""
    return Settlement((), _differences(case.paid, {}), total(row.amount for row in case.paid))


def _slot(row: Instalment | Paid) -> Slot:
    """What a payment is for. There is only one one-off, whatever its month."""
    return row.kind, None if row.kind is Kind.ONE_OFF else row.month


def _differences(paid: Iterable[Paid], due: dict[Slot, Decimal]) -> tuple[Difference, ...]:
    rows = (Difference(row.month, row.kind, row.amount, due.get(_slot(row), ZERO)) for row in paid)
    return in_order(row for row in rows if row.difference)


def _paid_row(terms: Terms, paid: Paid, due: Instalment | None) -> Instalment:
    """The row as it was paid; beside it, for a reader, how the amount would come about now."""
    frozen = Instalment(
        kind=paid.kind,
        month=paid.month,
        due_on=pay_day(terms.pay_day, paid.month),
        cents=to_cents(paid.amount),
        status=InstalmentStatus.PAID,
    )
    return frozen._replace(first_day=due.first_day, end_day=due.end_day, basis=due.basis) if due else frozen


def _arrears(terms: Terms, paid: Iterable[Paid], unpaid: Iterable[Instalment], cents: int) -> Instalment:
    """In the first month after the last paid one that still has a monthly instalment, else in the month after it."""
    last_paid = max(row.month for row in paid)
    later = [row.month for row in unpaid if row.kind is Kind.MONTHLY and row.month > last_paid]
    month = min(later, default=add_months(last_paid, 1))
    return Instalment(kind=Kind.ARREARS, month=month, due_on=pay_day(terms.pay_day, month), cents=cents)


def _keep_back(unpaid: Iterable[Instalment], recovery: Recovery, too_much: int) -> list[Instalment]:
    """The unpaid rows. From a month on each monthly one gives up to a share of itself, rounded down to the cent."""
    numerator, denominator = recovery.share.as_integer_ratio()
    rows = []
    for row in in_order(unpaid):
        if row.kind is Kind.MONTHLY and row.month >= recovery.from_month:
            kept = min(row.cents * numerator // denominator, too_much)
            too_much -= kept
            row = row._replace(recovered_cents=kept)
        rows.append(row)
    return rows
