"""An award as a list gives it: its first month paid, two to come."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from subsidies.models import SubsidyAward
from subsidies.rules.case import Kind
from subsidies.rules.given import GivenAward, GivenMonth, given_award
from subsidies.rules.scheme import Terms
from subsidies.services.taken_over import take_over_award
from tests.support.leases import LATER, MONTH

ONE_OFF, MONTHLY = Kind.ONE_OFF, Kind.MONTHLY
PAID_ON = date(2026, 11, 16)
DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
MONTHS = (
    GivenMonth(ONE_OFF, MONTH, Decimal("440.00"), PAID_ON),
    GivenMonth(MONTHLY, MONTH, Decimal("100.00"), PAID_ON),
    GivenMonth(MONTHLY, DECEMBER, Decimal("150.00")),
    GivenMonth(MONTHLY, JANUARY, Decimal("150.00")),
)
ELSEWHERE, STILL_DUE = Decimal("540.00"), Decimal("300.00")


def given(*months: GivenMonth, **said: object) -> GivenAward:
    return given_award(Terms(months=12), date(2026, 11, 10), months or MONTHS, **said)


def corrected(session: Session, award: SubsidyAward, actor: User, *months: GivenMonth) -> SubsidyAward:
    """Another list says another amount for January."""
    months = months or (*MONTHS[:3], replace(MONTHS[3], amount=Decimal("140.00")))
    return take_over_award(
        session, award.lease, award.scheme_version, given(*months), source="register", actor=actor, at=LATER
    )
