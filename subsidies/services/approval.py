"""Decisions of two people: one prepares, another approves or returns. The database holds the same."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from core.db import lock_row
from core.errors import Refused
from core.text import N_, Sentence
from subsidies.models import AwardStatus, BatchStatus, PaymentBatch, SchemeVersion, SubsidyAward, VersionStatus

Decision = SubsidyAward | PaymentBatch | SchemeVersion

_OWN = Sentence(N_("You prepared this yourself: another person must decide."))
_DECIDED = Sentence(N_("This is decided already."))
_SUPERSEDED = Sentence(N_("Another award has taken the place of this one: decide about that."))


def decision_obstacle(decision: Decision, actor: User) -> Sentence | None:
    """Why this person cannot decide it; None when nothing stands in the way."""
    if decision.decided_by_id is not None:
        return _DECIDED
    if decision.status is AwardStatus.SUPERSEDED:
        return _SUPERSEDED
    return _OWN if decision.prepared_by_id == actor.id else None


def refuse_undecidable(decision: Decision, actor: User) -> None:
    """Raise Refused when this person cannot decide it."""
    obstacle = decision_obstacle(decision, actor)
    if obstacle is not None:
        raise Refused(obstacle)


def refuse_decided(decision: Decision) -> None:
    """Raise Refused when somebody has decided it."""
    if decision.decided_by_id is not None:
        raise Refused(_DECIDED)


def decide(
    session: Session,
    decision: Decision,
    status: AwardStatus | BatchStatus | VersionStatus,
    *,
    actor: User,
    at: datetime,
    reason: str | None = None,
) -> None:
    """Give what another person prepared its status: approved, or returned with a reason.

    Raises Refused for one's own and for what is decided. Of two people who decide at once, the second sees what
    the first did.
    """
    lock_row(session, decision)
    refuse_undecidable(decision, actor)
    decision.status, decision.return_reason = status, reason
    decision.decided_by, decision.decided_at = actor, at
    session.flush()
