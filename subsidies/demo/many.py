"""The money of the whole demonstration: awards in every state, one of them taken over, and the last months' runs."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from core.config import DEMONSTRATION_DEBTOR
from core.dates import DAY, add_months, day_of, first_of_month
from core.demo import office_hours
from housing.models import Lease
from subsidies.models import Payee, PaymentBatch, SchemeVersion, SubsidyAward
from subsidies.rules.taken_over import TakenOverMonth, award_of_months
from subsidies.services.assessments import assess_lease
from subsidies.services.awards import approve_award, prepare_award, return_award
from subsidies.services.debtors import Debtor
from subsidies.services.outcomes import mark_paid, mark_rejected
from subsidies.services.payments import (
    approve_batch,
    due_instalments,
    earliest_execution,
    prepare_batch,
    return_batch,
)
from subsidies.services.schemes import DEMONSTRATION, store_shipped
from subsidies.services.taken_over import take_over_award

FIRST_RUN = 7  # months ago
RETURNED_RUN, REJECTED_RUN = 4, 3
WAITING, RETURNED, LATE = 2, 2, 3  # of the last awards: for approval, sent back, approved only today
TAKEN_OVER = 0  # of the awards, by their number
TABLE = "Πίνακας επιδοτήσεων"
WHY_RETURNED = "Το μισθωτήριο δεν αναφέρει όλα τα μέλη του νοικοκυριού."
WHY_RUN_RETURNED = "Λείπει η βεβαίωση της τράπεζας για έναν λογαριασμό."
WHY_REJECTED = "Ο λογαριασμός έχει κλείσει."


def create_awards(
    session: Session, leases: list[Lease], officer: User, approver: User, at: datetime
) -> list[SubsidyAward]:
    """An award for every accepted lease; gives those that are still to be approved today."""
    version = store_shipped(session, DEMONSTRATION, at=at, demonstration=True)
    accepted = [lease for lease in leases if lease.accepted_on is not None]
    late: list[SubsidyAward] = []
    for number, lease in enumerate(accepted):
        decided_on = lease.accepted_on
        assert decided_on is not None
        payee = Payee.LANDLORD if number % 4 == 3 else Payee.HOUSEHOLD
        prepared_at = office_hours(decided_on)
        if number == TAKEN_OVER:
            award = _take_over(session, lease, version, officer, prepared_at)
        else:
            award = prepare_award(session, lease, version, on=decided_on, actor=officer, at=prepared_at, payee=payee)
        to_come = len(accepted) - number
        if to_come > WAITING + RETURNED + LATE:
            approve_award(session, award, actor=approver, at=office_hours(decided_on + DAY))
        elif to_come > WAITING + RETURNED:
            late.append(award)
        elif to_come > WAITING:
            return_award(session, award, reason=WHY_RETURNED, actor=approver, at=office_hours(decided_on + DAY))
    return late


def _take_over(session: Session, lease: Lease, version: SchemeVersion, officer: User, at: datetime) -> SubsidyAward:
    """As the office brought it from its table, at second try: its first month was paid from there."""
    assessment = assess_lease(lease, version, day_of(at))
    rows = assessment.quote.instalments
    first = rows[0].month
    months = [
        TakenOverMonth(row.kind, row.month, row.payable, row.due_on if row.month == first else None) for row in rows
    ]
    tries = (
        award_of_months(assessment.scheme.terms, lease.starts_on, said, decided_on=day_of(at))
        for said in (months[:-1], months)
    )
    _, award = [take_over_award(session, lease, version, given, source=TABLE, actor=officer, at=at) for given in tries]
    return award


def create_past_runs(session: Session, on: date, officer: User, approver: User) -> None:
    """A run each month until the one before last: one sent back and made anew, one with a transfer that came back."""
    for months_ago in range(FIRST_RUN, 1, -1):
        month = add_months(first_of_month(on), -months_ago)
        batch = _prepare(session, month, officer)
        if months_ago == RETURNED_RUN:
            return_batch(session, batch, reason=WHY_RUN_RETURNED, actor=approver, at=batch.prepared_at)
            batch = _prepare(session, month, officer)
        _approve(session, batch, approver, office_hours(batch.execution_on - 2 * DAY))
        first, *others = batch.payments
        for payment in others:
            mark_paid(session, payment, on=batch.execution_on, actor=officer)
        if months_ago == REJECTED_RUN:
            mark_rejected(session, first, on=batch.execution_on, reason=WHY_REJECTED, actor=officer)
        else:
            mark_paid(session, first, on=batch.execution_on, actor=officer)


def create_present_runs(
    session: Session, late: list[SubsidyAward], on: date, officer: User, approver: User, at: datetime
) -> None:
    """What was late is approved and partly paid; the present month waits for its approval."""
    for award in late:
        approve_award(session, award, actor=approver, at=at)
    last_month = add_months(first_of_month(on), -1)
    execution_on = earliest_execution(due_instalments(session, last_month, officer), on)
    batch = prepare_batch(session, last_month, execution_on=execution_on, on=on, actor=officer, at=at)
    _approve(session, batch, approver, at)
    paid, rejected, *_ = batch.payments
    mark_paid(session, paid, on=execution_on, actor=officer)
    mark_rejected(session, rejected, on=execution_on, reason=WHY_REJECTED, actor=officer)
    month = first_of_month(on)
    execution_on = earliest_execution(due_instalments(session, month, officer), on)
    prepare_batch(session, month, execution_on=execution_on, on=on, actor=officer, at=at)


def _prepare(session: Session, month: date, officer: User) -> PaymentBatch:
    execution_on = earliest_execution(due_instalments(session, month, officer), month)
    on = execution_on - 3 * DAY
    return prepare_batch(session, month, execution_on=execution_on, on=on, actor=officer, at=office_hours(on))


def _approve(session: Session, batch: PaymentBatch, approver: User, at: datetime) -> None:
    approve_batch(session, batch, debtor=Debtor(*DEMONSTRATION_DEBTOR), actor=approver, at=at)
