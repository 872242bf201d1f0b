"""What the demonstration passes through, left standing half-way: so that its pages and forms are walked too."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.config import DEMONSTRATION_DEBTOR
from core.dates import add_months, first_of_month
from core.demo import staff
from housing.demo import create_lease
from housing.models import Lease, Listing
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.listings.listing_life import move_listing
from housing.states import ListingAction
from people.models import HandOver, Household, LogEntry
from people.services.members import Membership, add_member
from people.services.persons import PersonDetails
from subsidies.models import PaymentBatch
from subsidies.services.awards import prepare_award
from subsidies.services.debtors import Debtor
from subsidies.services.payments import approve_batch, due_instalments, earliest_execution, prepare_batch
from subsidies.services.schemes import DEMONSTRATION, store_shipped
from tests.support.rows import add_account


def leave_half_way(session: Session, on: date, at: datetime) -> None:
    """A lease without an award and one whose award waits, a changed household, a home that may be advertised again,
    a run that waits and two at the bank, cases that came to an officer.
    """
    officer, _, approver, _ = (staff(session, role, at) for role in StaffRole)
    starts_on = add_months(first_of_month(on), -1)
    for household, listing, number in ((2, 6, "90000002"), (6, 7, "90000003")):
        family, flat = session.get_one(Household, household), session.get_one(Listing, listing)
        add_account(session, family)
        lease = create_lease(session, family, flat, starts_on, officer, at, number)
    _prepare_award(session, lease, on, at)
    newborn = PersonDetails(name="Даринка Коваленко", born_on=on)
    add_member(session, session.get_one(Household, 4), newborn, Membership(joined_on=on), actor=officer, at=at)
    gone = session.get_one(Listing, 20)
    move_listing(session, gone, ListingAction.WITHDRAW, reason=WithdrawalReason.DOUBTFUL, on=on, actor=officer)
    handed = HandOver(from_user=approver, to_user=officer, by_user=approver, note="Τηλεφωνήστε πρώτα.", handed_at=at)
    handed.household_ids, handed.entry_ids = (
        [1, 2],
        list(session.scalars(select(LogEntry.id).where(LogEntry.due_on.is_not(None)))),
    )
    session.add(handed)
    *at_the_bank, _waiting = (_prepare_run(session, add_months(first_of_month(on), more), on, at) for more in range(3))
    for run in at_the_bank:
        approve_batch(session, run, debtor=Debtor(*DEMONSTRATION_DEBTOR), actor=approver, at=at)


def _prepare_award(session: Session, lease: Lease, on: date, at: datetime) -> None:
    version = store_shipped(session, DEMONSTRATION, at=at, demonstration=True)
    prepare_award(session, lease, version, on=on, actor=staff(session, StaffRole.FINANCE_OFFICER, at), at=at)


def _prepare_run(session: Session, month: date, on: date, at: datetime) -> PaymentBatch:
    officer = staff(session, StaffRole.FINANCE_OFFICER, at)
    execution_on = earliest_execution(due_instalments(session, month, officer), on)
    return prepare_batch(session, month, execution_on=execution_on, on=on, actor=officer, at=at)
