"""What was written down wrong of the amounts of a lease."""

from decimal import Decimal

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.events import publish
from housing.events import RentCorrected
from housing.models import Lease
from housing.services.leases.leases import refuse_no_rent


def correct_amounts(
    session: Session, lease: Lease, *, monthly_rent: Decimal, deposit: Decimal | None, actor: User
) -> None:
    """As the paper has had them all along: another rent holds from the lease's first day on."""
    refuse_no_rent(monthly_rent)
    is_other_rent = monthly_rent != lease.monthly_rent
    lease.monthly_rent, lease.deposit = monthly_rent, deposit
    if is_other_rent:
        publish(session, RentCorrected(lease.id, lease.starts_on))
    record(session, "correct-lease", lease, actor=actor)
