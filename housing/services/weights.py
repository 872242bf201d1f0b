"""The weights of rankings: which are in force, setting others, and what was set before."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.auth.permissions import Permission
from core.errors import Forbidden, Refused
from core.text import N_, Sentence
from housing.models import RankingWeights
from housing.ranking import AS_SHIPPED, Weights

MOST_SHOWN = 20

NOT_FOR_EVERYBODY = Sentence(N_("They count in every centre: whoever administers the whole programme sets them."))
AS_THEY_ARE = Sentence(N_("These are in force already."))


def weights_in_force(session: Session) -> Weights:
    """What was set last; as shipped until somebody sets them."""
    row = session.scalar(select(RankingWeights).order_by(RankingWeights.id.desc()).limit(1))
    return AS_SHIPPED if row is None else read_weights(row)


def read_weights(row: RankingWeights) -> Weights:
    """What was set. A part that the row does not know yet counts as shipped."""
    return Weights(**{name: row.parts.get(name, usual) for name, usual in asdict(AS_SHIPPED).items()})


def list_weights(session: Session) -> Sequence[RankingWeights]:
    """What was set, the latest first, with who did."""
    query = select(RankingWeights).options(joinedload(RankingWeights.set_by))
    return session.scalars(query.order_by(RankingWeights.id.desc()).limit(MOST_SHOWN)).all()


def may_set_weights(actor: User) -> bool:
    """Whether this person administers the whole programme."""
    return actor.serves_programme(Permission.ADMINISTER)


def set_weights(session: Session, weights: Weights, *, reason: str, actor: User, at: datetime) -> RankingWeights:
    """From now on rankings go by these."""
    if not may_set_weights(actor):
        raise Forbidden(NOT_FOR_EVERYBODY)
    if weights_in_force(session) == weights:
        raise Refused(AS_THEY_ARE)
    new = RankingWeights(parts=asdict(weights), reason=reason, set_by=actor, set_at=at)
    session.add(new)
    record(session, "set-ranking-weights", new, actor=actor)
    return new
