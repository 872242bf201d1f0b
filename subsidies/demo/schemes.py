"""The demonstration's schemes: those of the service, a proposal that waits, and what became of earlier ones."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import add_months, first_of_month
from core.demo import office_hours
from subsidies.rules.scheme_file import shipped_text
from subsidies.services.scheme_proposals import propose_scheme, return_scheme, withdraw_scheme
from subsidies.services.schemes import DEMONSTRATION, store_all_shipped, store_shipped

# What the proposal that waits adds: amounts as invented as all others of the demonstration.
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
DRAFT = "helios-plus"
BEGUN = 9  # months ago: before the first award
SHORTER, EVEN_SHORTER = (("months = 12", f"months = {months}") for months in (9, 6))
WHY_RETURNED = "Λείπει η απόφαση του προγράμματος για τη διάρκεια."


def create_schemes(session: Session, officer: User, on: date, at: datetime) -> None:
    """Every scheme there is, and a proposal of finance for the demonstration's own, which waits for the approver."""
    begun_at = office_hours(add_months(first_of_month(on), -BEGUN))
    store_all_shipped(session, begun_at)
    store_shipped(session, DEMONSTRATION, at=begun_at, demonstration=True)
    raised = RAISED.format(from_on=add_months(first_of_month(on), 2))
    propose_scheme(session, shipped_text(DEMONSTRATION).replace(*MILDER) + raised, actor=officer, at=at)


def create_past_proposals(session: Session, officer: User, approver: User, on: date) -> None:
    """Two for the draft of HELIOS+: one sent back last month, one that its author took back."""
    first, second = (office_hours(add_months(first_of_month(on), -months_ago)) for months_ago in (2, 1))
    returned = propose_scheme(session, shipped_text(DRAFT).replace(*SHORTER), actor=officer, at=first)
    return_scheme(session, returned, reason=WHY_RETURNED, actor=approver, at=second)
    withdrawn = propose_scheme(session, shipped_text(DRAFT).replace(*EVEN_SHORTER), actor=officer, at=second)
    withdraw_scheme(session, withdrawn, actor=officer, at=second)
