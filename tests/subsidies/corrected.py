"""Another list says another amount of an award that was taken over."""

from dataclasses import replace
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from subsidies.models import SubsidyAward
from subsidies.rules.taken_over import TakenOverMonth
from subsidies.services.taken_over import take_over_award
from tests.subsidies.given import MONTHS, given
from tests.support.leases import LATER


def corrected(session: Session, award: SubsidyAward, actor: User, *months: TakenOverMonth) -> SubsidyAward:
    """Another list says another amount for January."""
    months = months or (*MONTHS[:3], replace(MONTHS[3], amount=Decimal("140.00")))
    return take_over_award(
        session, award.lease, award.scheme_version, given(*months), source="register", actor=actor, at=LATER
    )
