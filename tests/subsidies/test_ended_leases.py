"""What is for days after a lease was cut short is awarded, approved and paid by nobody."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Refused
from housing.lease_ends import EndedBy, EndReason
from housing.models import Lease
from housing.services.leases.lease_ends import LeaseEnd, end_lease
from subsidies.models import PaymentBatch, SchemeVersion, SubsidyAward
from subsidies.services.assessments import assess_lease, leases_without_award
from subsidies.services.awards import approve_award
from subsidies.services.payments import approve_batch, count_due, due_instalments
from subsidies.services.statements import statement_of
from tests.support.leases import DEBTOR, LATER
from tests.support.rows import NOW, TODAY

JANUARY = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def _handlers(app: object) -> None:
    """The application names who acts on what happens."""


def end_with(session: Session, lease: Lease, last_day: date, actor: User) -> None:
    end_lease(session, lease, LeaseEnd(last_day, EndedBy.BOTH, EndReason.OTHER_HOME), actor=actor, at=NOW)


@pytest.mark.parametrize(
    ("last_day", "months"),
    [
        pytest.param(date(2026, 12, 30), ["2026-11", "2026-11"], id="within-december"),
        pytest.param(date(2026, 12, 31), ["2026-11", "2026-11", "2026-12"], id="with-december"),
        pytest.param(date(2027, 1, 1), ["2026-11", "2026-11", "2026-12"], id="first-of-january"),
    ],
)
def test_runs_pay_the_months_whose_days_all_lie_under_the_lease(
    session: Session, award: SubsidyAward, officer: User, last_day: date, months: list[str]
):
    end_with(session, award.lease, last_day, officer)
    due = due_instalments(session, JANUARY, officer)
    assert [f"{instalment.month:%Y-%m}" for instalment in due] == months
    assert count_due(session, JANUARY, officer).instalments == len(months)
    assert not any(instalment.outlasts_lease for instalment in due)
    assert all(one.outlasts_lease for one in award.instalments if one not in due)
    lines = statement_of(session, award.lease.household_id, on=TODAY).lines
    assert [f"{line.month:%Y-%m}" for line in lines] == months


def test_an_award_that_outlasts_its_lease_is_not_approved(
    session: Session, prepared: SubsidyAward, officer: User, approver: User
):
    end_with(session, prepared.lease, date(2026, 12, 31), officer)
    with pytest.raises(Refused, match="The lease ends with 2026-12-31, before this award does"):
        approve_award(session, prepared, actor=approver, at=LATER)


def test_a_run_that_pays_for_later_days_is_not_approved(
    session: Session, prepared_batch: PaymentBatch, lease: Lease, officer: User, approver: User
):
    end_with(session, lease, date(2026, 11, 20), officer)
    with pytest.raises(Refused, match="ends before the last of the days that this run pays"):
        approve_batch(session, prepared_batch, debtor=DEBTOR, actor=approver, at=LATER)


def test_a_new_award_ends_with_the_lease(session: Session, lease: Lease, version: SchemeVersion, officer: User):
    end_with(session, lease, date(2026, 12, 15), officer)
    quote = assess_lease(lease, version, TODAY).quote
    assert max(row.end_day for row in quote.instalments if row.end_day) == lease.ends_on
    assert leases_without_award(session, officer, TODAY) == [lease]
    assert leases_without_award(session, officer, lease.ends_on) == []
