"""The demonstration's money: one award, one run of payments that the bank has carried out."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from core.config import DEMONSTRATION_DEBTOR
from core.dates import DAY, first_of_month
from core.demo import office_hours
from housing.models import Lease
from subsidies.services.awards import approve_award, prepare_award
from subsidies.services.debtors import Debtor
from subsidies.services.outcomes import mark_paid
from subsidies.services.payments import approve_batch, due_instalments, earliest_execution, prepare_batch
from subsidies.services.schemes import DEMONSTRATION, store_shipped


def create_award(session: Session, lease: Lease, officer: User, approver: User, at: datetime) -> None:
    """An award decided as soon as the lease was accepted, and its first month paid."""
    version = store_shipped(session, DEMONSTRATION, at=at, demonstration=True)
    assert lease.accepted_on is not None
    decided_on = lease.accepted_on
    award = prepare_award(session, lease, version, on=decided_on, actor=officer, at=office_hours(decided_on))
    approve_award(session, award, actor=approver, at=office_hours(decided_on + DAY))
    _pay_first_month(session, first_of_month(decided_on), officer, approver)


def _pay_first_month(session: Session, month: date, officer: User, approver: User) -> None:
    due_on = earliest_execution(due_instalments(session, month, officer), month)
    on = due_on - 3 * DAY
    batch = prepare_batch(session, month, execution_on=due_on, on=on, actor=officer, at=office_hours(on))
    approve_batch(
        session, batch, debtor=Debtor(*DEMONSTRATION_DEBTOR), actor=approver, at=office_hours(due_on - 2 * DAY)
    )
    for payment in batch.payments:
        mark_paid(session, payment, on=due_on, actor=officer)
