"""An award gives way to another one for the same lease. It stays as it was decided, and is paid no more."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.db import lock_row
from core.errors import Refused
from core.text import N_, Sentence
from subsidies.models import STANDING, Account, AwardStatus, Instalment, Payment, PaymentStatus, SubsidyAward
from subsidies.services import ledger

PAID_FROM_HERE = N_("Runs of payments pay months of award %(number)s, so that no other one can take its place.")
NOT_IN_FORCE = N_("Award %(number)s, whose place this one was to take, is no longer in force: return this one.")


def is_paid_from_here(session: Session, award: SubsidyAward) -> bool:
    """Whether a run pays or has paid some of it."""
    living = exists().where(
        Payment.instalment_id == Instalment.id,
        Instalment.award_id == award.id,
        Payment.status != PaymentStatus.REJECTED,
    )
    return bool(session.scalar(select(living)))


def give_way(session: Session, award: SubsidyAward, *, actor: User | None, at: datetime) -> None:
    """Another award takes the place of this one: what of it was committed no longer is.

    One that nobody has approved gives way at once, to what is prepared instead. Raises Refused once runs pay it.
    """
    lock_row(session, award)
    if award.status not in STANDING:
        raise Refused(Sentence(NOT_IN_FORCE, {"number": award.id}))
    if is_paid_from_here(session, award):
        raise Refused(Sentence(PAID_FROM_HERE, {"number": award.id}))
    if award.status is AwardStatus.APPROVED and award.to_pay:
        freed = ledger.move(award.total_to_pay, debit=Account.BUDGET, credit=Account.COMMITTED)
        ledger.post(session, day_of(at), f"award {award.id} superseded", *freed, award_id=award.id)
    award.status = AwardStatus.SUPERSEDED
    session.flush()
    record(session, "supersede-award", award, actor=actor)


def find_successor(session: Session, award: SubsidyAward) -> SubsidyAward | None:
    """The award for the lease that stands or waits now, after this one."""
    later = SubsidyAward.lease_id == award.lease_id, SubsidyAward.id > award.id
    query = select(SubsidyAward).where(*later, SubsidyAward.status.in_(STANDING))
    return session.scalar(query.order_by(SubsidyAward.id).limit(1))
