"""What was paid already: frozen rows, differences to what is due now, arrears, and keeping back what was too much."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from core.dates import add_months
from core.money import ZERO, from_cents, total
from core.text import N_, Sentence
from subsidies.rules.calendar import pay_day
from subsidies.rules.case import Case, Kind, Paid, Recovery
from subsidies.rules.quote import Difference, Instalment, InstalmentStatus, in_order
from subsidies.rules.scheme import Terms

Slot = tuple[Kind, date | None]


@dataclass(frozen=True, slots=True)
class Settlement:
    """All rows of a schedule, paid and due. `outstanding` is what was paid too much and is not being kept back."""

    instalments: tuple[Instalment, ...]
    differences: tuple[Difference, ...]
    outstanding: Decimal


def settle(terms: Terms, case: Case, due: Iterable[Instalment]) -> Settlement:
    """What is due now, set against what was paid.

    Too little paid on the whole becomes one row of arrears. Too much is kept back only as far as the case says so.
    """
    due_by_slot = {_slot(row): row for row in due}
    paid_slots = {_slot(row) for row in case.paid}
    unpaid = [row for slot, row in due_by_slot.items() if slot not in paid_slots]
    differences = _differences(case.paid, {slot: row.amount for slot, row in due_by_slot.items()})
    balance = total(difference.difference for difference in differences)
    if balance > 0:
        unpaid.append(_arrears(terms, case.paid, unpaid, balance))
    elif case.recovery:
        unpaid = _keep_back(unpaid, case.recovery, -balance)
    frozen = [_paid_row(terms, row, due_by_slot.get(_slot(row))) for row in case.paid]
    recovered = total(row.recovered for row in unpaid)
    return Settlement(in_order([*frozen, *unpaid]), differences, max(-balance - recovered, ZERO))


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
    because = due.because if due else ()
    return Instalment(
        kind=paid.kind,
        month=paid.month,
        due_on=pay_day(terms.pay_day, paid.month),
        amount=paid.amount,
        period=due.period if due else None,
        status=InstalmentStatus.PAID,
        because=(*because, Sentence(N_("%(amount)s is paid already and stays as it is"), {"amount": paid.amount})),
        parts=due.parts if due else (),
    )


def _arrears(terms: Terms, paid: Iterable[Paid], unpaid: Iterable[Instalment], amount: Decimal) -> Instalment:
    """In the first month after the last paid one that still has a monthly instalment, else in the month after it."""
    last_paid = max(row.month for row in paid)
    later = [row.month for row in unpaid if row.kind is Kind.MONTHLY and row.month > last_paid]
    month = min(later, default=add_months(last_paid, 1))
    return Instalment(kind=Kind.ARREARS, month=month, due_on=pay_day(terms.pay_day, month), amount=amount)


def _keep_back(unpaid: Iterable[Instalment], recovery: Recovery, too_much: Decimal) -> list[Instalment]:
    """The unpaid rows. From a month on each monthly one gives up to a share of itself, rounded down to the cent."""
    rows = []
    for row in in_order(unpaid):
        if row.kind is Kind.MONTHLY and row.month >= recovery.from_month:
            most = from_cents(int(Fraction(row.amount) * Fraction(recovery.share) * 100))
            kept = min(most, too_much)
            too_much -= kept
            row = replace(row, recovered=kept)
        rows.append(row)
    return rows
