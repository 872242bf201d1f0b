"""One award stands for a lease; what is corrected takes its place, and nothing is edited."""

from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Refused
from subsidies.models import Account, AwardStatus, Payee, SubsidyAward
from subsidies.services.assessments import find_standing_award
from subsidies.services.awards import approve_award, return_award
from subsidies.services.ledger import balances, find_unbalanced
from subsidies.services.payments import (
    approve_batch,
    count_due,
    prepare_batch,
    return_batch,
)
from subsidies.services.statements import statement_of
from tests.subsidies.corrected import corrected
from tests.subsidies.given import DECEMBER, ELSEWHERE, JANUARY, MONTHS, STILL_DUE
from tests.support.leases import DEBTOR, EXECUTION, LATER
from tests.support.rows import NOW, TODAY


def test_the_same_once_more_changes_nothing(session: Session, taken_over: SubsidyAward, officer: User, approver: User):
    assert corrected(session, taken_over, officer, *MONTHS) is taken_over
    approve_award(session, taken_over, actor=approver, at=LATER)
    assert corrected(session, taken_over, officer, *MONTHS) is taken_over


def test_a_correction_replaces_at_once_what_nobody_has_approved(
    session: Session, taken_over: SubsidyAward, officer: User
):
    later = corrected(session, taken_over, officer)
    assert (taken_over.status, taken_over.decided_by) == (AwardStatus.SUPERSEDED, None)
    assert (later.status, later.supersedes) == (AwardStatus.PREPARED, None)
    assert find_standing_award(session, later.lease) is later
    assert balances(session)[Account.COMMITTED] == Decimal(0)


@pytest.mark.parametrize("is_in_force", [False, True])
def test_nobody_decides_about_what_another_award_has_replaced(
    request: pytest.FixtureRequest, session: Session, officer: User, approver: User, is_in_force: bool
):
    there = request.getfixturevalue("in_force" if is_in_force else "taken_over")
    replaced = corrected(session, there, officer) if is_in_force else there
    later = corrected(session, there, officer, *MONTHS[:3])
    assert replaced.status is AwardStatus.SUPERSEDED
    for decide in (partial(approve_award), partial(return_award, reason="no")):
        with pytest.raises(Refused, match="taken the place of this one"):
            decide(session, replaced, actor=approver, at=LATER)
    approve_award(session, later, actor=approver, at=LATER)
    assert (replaced.status, later.status) == (AwardStatus.SUPERSEDED, AwardStatus.APPROVED)


def test_what_is_in_force_stays_so_until_its_correction_is_approved(
    session: Session, in_force: SubsidyAward, officer: User, approver: User
):
    first = corrected(session, in_force, officer)
    assert (first.supersedes, in_force.status) == (in_force, AwardStatus.APPROVED)
    assert balances(session)[Account.COMMITTED] == STILL_DUE
    again = corrected(session, in_force, officer, *MONTHS[:3])
    assert (first.status, again.supersedes) == (AwardStatus.SUPERSEDED, in_force)
    approve_award(session, again, actor=approver, at=LATER)
    assert (in_force.status, again.status) == (AwardStatus.SUPERSEDED, AwardStatus.APPROVED)
    assert in_force.total == STILL_DUE + ELSEWHERE, "it stays as it was decided"
    assert balances(session)[Account.COMMITTED] == Decimal("150.00")
    assert find_unbalanced(session) == []
    assert count_due(session, JANUARY, officer).total == Decimal("150.00")
    assert len(statement_of(session, again.lease.household_id, on=TODAY).lines) == 3


def test_a_correction_of_a_correction_that_says_what_is_in_force_leaves_that(
    session: Session, in_force: SubsidyAward, officer: User
):
    waiting = corrected(session, in_force, officer)
    assert corrected(session, in_force, officer, *MONTHS) is in_force
    assert waiting.status is AwardStatus.SUPERSEDED


def test_a_returned_correction_leaves_what_is_in_force(
    session: Session, in_force: SubsidyAward, officer: User, approver: User
):
    waiting = corrected(session, in_force, officer)
    return_award(session, waiting, reason="January was right", actor=approver, at=LATER)
    assert find_standing_award(session, in_force.lease) is in_force
    assert balances(session)[Account.COMMITTED] == STILL_DUE


def test_who_may_not_approve_a_correction_changes_nothing(session: Session, in_force: SubsidyAward, officer: User):
    waiting = corrected(session, in_force, officer)
    with pytest.raises(Refused, match="another person"):
        approve_award(session, waiting, actor=officer, at=LATER)
    assert in_force.status is AwardStatus.APPROVED


def test_what_runs_pay_is_replaced_by_nothing(session: Session, in_force: SubsidyAward, officer: User, approver: User):
    waiting = corrected(session, in_force, officer)
    batch = prepare_batch(session, DECEMBER, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    for refused in (
        lambda: approve_award(session, waiting, actor=approver, at=LATER),
        lambda: corrected(session, in_force, officer, *MONTHS[:2]),
    ):
        with pytest.raises(Refused, match=f"Runs of payments pay months of award {in_force.id}"):
            refused()
    return_batch(session, batch, reason="for the correction", actor=approver, at=LATER)
    approve_award(session, waiting, actor=approver, at=LATER)
    assert in_force.status is AwardStatus.SUPERSEDED


def test_a_run_of_what_was_replaced_meanwhile_is_not_approved(
    session: Session, in_force: SubsidyAward, officer: User, approver: User
):
    batch = prepare_batch(session, DECEMBER, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    in_force.status = AwardStatus.SUPERSEDED  # as by who approved the other one at the same moment
    session.flush()
    with pytest.raises(Refused, match="taken the place"):
        approve_batch(session, batch, debtor=DEBTOR, actor=approver, at=LATER)


def test_nothing_is_taken_over_beside_an_award_that_was_prepared_here(
    session: Session, prepared: SubsidyAward, officer: User
):
    with pytest.raises(Refused, match=f"Award {prepared.id} for this lease was prepared here"):
        corrected(session, prepared, officer)


def test_two_that_supersede_nothing_stand_for_no_lease(session: Session, taken_over: SubsidyAward, approver: User):
    other = {name: getattr(taken_over, name) for name in ("lease_id", "scheme_version_id", "decided_on", "case")}
    other |= {name: getattr(taken_over, name) for name in ("starts_on", "ends_on", "prepared_at", "origin", "source")}
    approve_award(session, taken_over, actor=approver, at=LATER)
    session.add(SubsidyAward(**other, payee=Payee.HOUSEHOLD))
    with pytest.raises(IntegrityError):
        session.flush()
