"""After a restore nothing is done or sent a second time, all are out, and no link opens that may have been used."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from core.auth.admissions import Admission, AdmissionKind
from core.auth.credentials import Invitation, RecoveryCode, StaffSession, TotpSecret
from core.auth.invitations import make_invitation
from core.auth.models import Post, User
from core.auth.permissions import StaffRole
from core.auth.recovery import make_codes, take_recovery_code
from core.auth.sessions import begin_session
from core.auth.totp import begin_app
from core.dates import utc_now
from core.jobs import Job, JobStatus, enqueue
from core.jobs.files import JobFile, attach
from core.messages import Channel
from core.messages.models import Message, MessageState
from portal.models import HouseholdLink
from portal.services.links import make_link, use_link
from tests.core.jobs import kinds  # noqa: F401  (registers itself)
from tests.support.backups import stegi
from tests.support.rows import add_centre, add_household, add_post, add_user

AT = utc_now() - timedelta(minutes=1)


@pytest.fixture
def under_way(session: Session, filled: str) -> str:
    """Something of everything that a day leaves open."""
    user = add_user(session, StaffRole.ADMINISTRATOR)
    attach(session, enqueue(session, "test-count", {"total": 1}, actor=None, at=AT), "adverts.csv", b"phone")
    begin_session(session, user, device="", by_second_factor=False, at=AT)
    make_invitation(session, user, at=AT)
    begin_app(session, user, at=AT)
    take_recovery_code(session, user, make_codes(session, user, at=AT)[0], at=AT)
    paper = add_user(session, StaffRole.HOUSING_OFFICER)
    make_codes(session, paper, at=AT)
    asked = Admission(user=paper, kind=AdmissionKind.POST, asked_by=user, asked_at=AT)
    session.add(asked)
    session.flush()
    add_post(session, paper, StaffRole.FINANCE_APPROVER).waits_for_id = asked.id
    addressed = {"channel": Channel.EMAIL, "subject": "x", "language": "el", "recipient": "a@example.org"}
    for state in (MessageState.WAITING, MessageState.SENDING):
        session.add(Message(**addressed, body="a link", state=state, token=state, created_at=AT))
    inside = add_household(session, add_centre(session, "chania"))
    use_link(session, make_link(session, inside, actor=None, at=AT), at=AT)
    make_link(session, add_household(session, inside.centre), actor=None, at=AT)
    session.commit()
    return filled


def test_what_was_under_way_is_settled(under_way: str, session: Session, tmp_path: Path):
    assert stegi(under_way, "backup", tmp_path / "a.stegi").exit_code == 0
    session.close()
    result = stegi(under_way, "restore", tmp_path / "a.stegi", "--replace")
    assert result.exit_code == 0, result.output
    now = utc_now()
    job = session.scalars(select(Job)).one()
    assert (job.status, job.lease, str(job.sentence)[:21]) == (JobStatus.CANCELLED, None, "A backup was restored")
    assert session.scalars(select(JobFile)).all() == []
    assert {(m.state, m.body) for m in session.scalars(select(Message))} == {(MessageState.UNCLEAR, None)}
    assert all(found.ended_at for found in session.scalars(select(StaffSession)))
    assert all(found.expires_at <= now for found in session.scalars(select(Invitation)))
    assert session.scalars(select(TotpSecret)).all() == []
    assert session.scalars(select(Admission)).one().settled_at
    assert StaffRole.FINANCE_APPROVER not in session.scalars(select(Post.role)).all()
    links = session.scalars(select(HouseholdLink).order_by(HouseholdLink.id)).all()
    assert [(bool(link.signed_out_at), link.expires_at <= now) for link in links] == [(True, False), (False, True)]
    unused = select(User.id).join(RecoveryCode, RecoveryCode.user_id == User.id).where(RecoveryCode.used_at.is_(None))
    officer = select(Post.user_id).where(Post.role == StaffRole.HOUSING_OFFICER)
    assert set(session.scalars(unused)) == set(session.scalars(officer))
    assert session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first().action == "restore"
