"""Of those who propose or decide the same at once one does, and the other reads why not."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Refused
from core.structure import Centre
from subsidies.models import SchemeVersion, VersionStatus
from subsidies.services.scheme_proposals import approve_scheme, propose_scheme, return_scheme, withdraw_scheme
from subsidies.services.schemes import store_shipped
from tests.subsidies.proposed_texts import OTHER, TEXT
from tests.support.races import at_once
from tests.support.rows import NOW, add_user, go_to_work


@pytest.fixture(autouse=True)
def _laid_down(session: Session) -> None:
    store_shipped(session, "helios-plus", at=NOW)


@pytest.fixture
def proposal(session: Session, centre: Centre, officer: User) -> SchemeVersion:
    return propose_scheme(session, TEXT, actor=officer, at=NOW)


def by(session: Session, user_id: int) -> User:
    user = session.get_one(User, user_id)
    go_to_work(session, user)
    return user


def test_of_two_proposals_at_once_one_waits_and_the_other_reads_why_not(
    session: Session, centre: Centre, officer: User
) -> None:
    other = add_user(session, StaffRole.FINANCE_OFFICER)
    store_shipped(session, "helios-plus", at=NOW)
    session.commit()

    def propose(who: int, file: str) -> Callable[[Session], object]:
        return lambda own: propose_scheme(own, file, actor=by(own, who), at=NOW)

    outcomes = at_once(session, propose(officer.id, TEXT), propose(other.id, OTHER))
    assert outcomes == ["A proposal of helios-plus, version 2, waits already.", "done"]


def test_of_two_decisions_at_once_one_stands(
    session: Session, officer: User, approver: User, proposal: SchemeVersion
) -> None:
    other = add_user(session, StaffRole.FINANCE_APPROVER)
    session.commit()

    def approve(who: int) -> Callable[[Session], object]:
        return lambda own: approve_scheme(own, own.get_one(SchemeVersion, proposal.id), actor=by(own, who), at=NOW)

    def withdraw(own: Session) -> None:
        withdraw_scheme(own, own.get_one(SchemeVersion, proposal.id), actor=by(own, officer.id), at=NOW)

    outcomes = at_once(session, approve(approver.id), approve(other.id), withdraw)
    assert outcomes == ["This is decided already.", "This is decided already.", "done"]
    session.refresh(proposal)
    assert proposal.status is not VersionStatus.PROPOSED


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("is_decided", "why"),
    [
        pytest.param(False, "version 2, waits already", id="which-waits"),
        pytest.param(True, "at the same moment", id="which-was-returned-meanwhile"),
    ],
)
def test_who_is_beaten_between_check_and_write_reads_why(
    session: Session,
    centre: Centre,
    officer: User,
    approver: User,
    monkeypatch: pytest.MonkeyPatch,
    is_decided: bool,
    why: str,
) -> None:
    """SQLite's writers take turns from the start; here the indexes decide."""
    store_shipped(session, "helios-plus", at=NOW)
    session.commit()
    engine = session.get_bind()

    def be_faster(*_details: object) -> None:
        monkeypatch.undo()
        with Session(engine) as faster:
            other = propose_scheme(faster, OTHER, actor=by(faster, officer.id), at=NOW)
            if is_decided:
                return_scheme(faster, other, reason="No", actor=by(faster, approver.id), at=NOW)
            faster.commit()

    insert = Session.begin_nested
    monkeypatch.setattr(Session, "begin_nested", lambda own: be_faster() or insert(own))
    with pytest.raises(Refused, match=why):
        propose_scheme(session, TEXT, actor=officer, at=NOW)
