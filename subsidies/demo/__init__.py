"""The demonstration's money: its schemes, one award, one run of payments that the bank has carried out."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from core.config import DEMONSTRATION_DEBTOR
from core.dates import DAY, add_months, first_of_month
from core.demo import office_hours
from housing.models import Lease
from subsidies.models import SchemeVersion
from subsidies.rules.scheme_file import shipped_text
from subsidies.services.awards import approve_award, prepare_award
from subsidies.services.debtors import Debtor
from subsidies.services.outcomes import mark_paid
from subsidies.services.payments import approve_batch, due_instalments, earliest_execution, prepare_batch
from subsidies.services.scheme_proposals import propose_scheme
from subsidies.services.schemes import DEMONSTRATION, store_all_shipped, store_shipped

# What the proposal adds: amounts as invented as all others of the demonstration.
RAISED = """
[[monthly]]
from = {from_on}
source = "Invented for the demonstration: what a dearer winter would ask for"
rule = "bands"
bands = [
  {{ size = 1, amount = "176.00" }},
  {{ size = 2, amount = "332.00" }},
  {{ size = 3, amount = "420.00" }},
  {{ size = 4, amount = "531.00" }},
  {{ size = 5, amount = "590.00" }},
  {{ size = 6, amount = "660.00" }},
]
"""
MILDER = ('recovery_share = "0.50"', 'recovery_share = "0.30"')


def create_schemes(session: Session, officer: User, on: date, at: datetime) -> SchemeVersion:
    """Every scheme there is, and a proposal of finance for the demonstration's own, which waits for the approver."""
    store_all_shipped(session, at)
    store_shipped(session, DEMONSTRATION, at=at, demonstration=True)
    raised = RAISED.format(from_on=add_months(first_of_month(on), 2))
    return propose_scheme(session, shipped_text(DEMONSTRATION).replace(*MILDER) + raised, actor=officer, at=at)


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
