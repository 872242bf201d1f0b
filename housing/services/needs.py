"""What a household looks for: one row for each, written anew whenever its life changes."""

from decimal import Decimal

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from housing.models import Needs
from people.models import Household


def find_needs(session: Session, household_id: int) -> Needs | None:
    """What the household looks for; None until somebody has asked."""
    return session.get(Needs, household_id)


def set_needs(
    session: Session,
    household: Household,
    *,
    bedrooms: int,
    step_free: bool,
    most_rent: Decimal | None,
    actor: User,
) -> Needs:
    """Write down the limits of the search. `most_rent` is the most it can pay itself for a month; None: no limit."""
    needs = find_needs(session, household.id)
    if needs is None:
        needs = Needs(household_id=household.id)
        session.add(needs)
    needs.bedrooms = bedrooms
    needs.step_free = step_free
    needs.most_rent = most_rent
    record(session, "set-needs", household, actor=actor)
    return needs
