"""On the way back no run pays once more what was paid elsewhere, and what waits is forgotten."""

from decimal import Decimal

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from core import migrate
from core.auth.models import User
from housing.models import Lease
from subsidies.models import SchemeVersion
from subsidies.services.awards import approve_award
from subsidies.services.taken_over import take_over_award
from tests.subsidies.given import MONTHS, given
from tests.support.rows import NOW

BEFORE = "0064"


def test_awards_that_were_taken_over_are_ordinary_ones_on_the_way_back(
    session: Session, lease: Lease, version: SchemeVersion, officer: User, approver: User, database_url: str
):
    for months in (MONTHS[:3], MONTHS):
        award = take_over_award(session, lease, version, given(*months), source="register", actor=None, at=NOW)
    approve_award(session, award, actor=approver, at=NOW)
    take_over_award(session, lease, version, given(*MONTHS[:3]), source="register", actor=officer, at=NOW)
    session.commit()
    migrate.downgrade(database_url, BEFORE)
    engine = create_engine(database_url)
    with engine.connect() as connection:
        [(status, prepared_by)] = connection.execute(text("SELECT status, prepared_by_id FROM subsidy_award")).all()
        amounts = connection.execute(text("SELECT amount FROM instalment ORDER BY month")).scalars().all()
    assert (status, prepared_by is None) == ("approved", False)
    assert [Decimal(amount) / 100 for amount in amounts] == [Decimal("150.00"), Decimal("150.00")]
    migrate.upgrade(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT origin FROM subsidy_award")).scalars().all() == ["computed"]
    engine.dispose()
