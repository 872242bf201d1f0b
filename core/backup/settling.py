"""What came back with a backup must not go on as if no time had passed since it was made."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.admissions import Admission
from core.auth.credentials import Invitation, RecoveryCode, StaffSession, TotpSecret
from core.auth.models import Post
from core.auth.staff import take_back
from core.jobs.files import JobFile
from core.jobs.models import LIVE, Job, JobStatus
from core.messages.models import Message, MessageState
from core.text import N_, Sentence

Settle = Callable[[Session, datetime], None]

RESTORED = Sentence(N_("A backup was restored. What had been done since it was made is not known."))

_settles: list[Settle] = []


def after_restore(settle: Settle) -> Settle:
    """Register what a higher package does with its own rows once they are back."""
    _settles.append(settle)
    return settle


def settle_restored(connection: Connection, *, made_at: str, at: datetime) -> None:
    """Nothing is done or sent a second time, nobody is inside, and no door opens that was used or closed since."""
    with Session(connection) as session:
        for settle in (_settle_jobs, _settle_messages, _close_doors, *_settles):
            settle(session, at)
        record(session, "restore", actor=None, values={"made_at": made_at})
        session.commit()  # writes the step down; the transaction is the caller's


def _settle_jobs(session: Session, at: datetime) -> None:
    cancelled = {"status": JobStatus.CANCELLED, "ended_at": at, "said": RESTORED.as_json()}
    live = Job.status.in_(LIVE)
    session.execute(delete(JobFile).where(JobFile.job_id.in_(select(Job.id).where(live))))
    session.execute(update(Job).where(live).values(cancelled | {"lease": None, "leased_until": None}))


def _settle_messages(session: Session, at: datetime) -> None:
    """They may have left since."""
    unclear = {"state": MessageState.UNCLEAR, "body": None, "reason": RESTORED.as_json(), "settled_at": at}
    waits = Message.state.in_((MessageState.WAITING, MessageState.SENDING))
    session.execute(update(Message).where(waits).values(unclear))


def _close_doors(session: Session, at: datetime) -> None:
    """Sessions end, invitations expire, what waited to be granted is refused.

    Of a sheet of codes that was begun nobody knows which were used since.
    """
    session.execute(update(StaffSession).where(StaffSession.ended_at.is_(None)).values(ended_at=at))
    still_open = Invitation.used_at.is_(None) & (Invitation.expires_at > at)
    session.execute(update(Invitation).where(still_open).values(expires_at=at))
    for post in session.scalars(select(Post).where(Post.waits_for_id.is_not(None))).all():
        take_back(session, post)
    session.execute(update(Admission).where(Admission.settled_at.is_(None)).values(settled_at=at))
    session.execute(delete(TotpSecret).where(TotpSecret.confirmed_at.is_(None)))
    begun = select(RecoveryCode.user_id).where(RecoveryCode.used_at.is_not(None)).scalar_subquery()
    left = RecoveryCode.used_at.is_(None) & RecoveryCode.user_id.in_(begun)
    session.execute(
        update(RecoveryCode).where(left).values(used_at=at), execution_options={"synchronize_session": False}
    )
