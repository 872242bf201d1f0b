"""The weights of rankings and of fairness: which are in force, setting others, and what was set before."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.auth.permissions import Permission
from core.errors import Forbidden, Refused
from core.text import N_, Sentence
from housing.allocation import FairnessWeights
from housing.models import RankingWeights
from housing.ranking import AS_SHIPPED, Weights

MOST_SHOWN = 20
FAIR_AS_SHIPPED = FairnessWeights()

NOT_FOR_EVERYBODY = Sentence(N_("They count in every centre: whoever administers the whole programme sets them."))
AS_THEY_ARE = Sentence(N_("These are in force already."))


def weights_in_force(session: Session) -> Weights:
    """What was set last; as shipped until somebody sets them."""
    return all_in_force(session)[0]


def all_in_force(session: Session) -> tuple[Weights, FairnessWeights]:
    """With those of fairness, that count in the best set of offers."""
    row = session.scalar(select(RankingWeights).order_by(RankingWeights.id.desc()).limit(1))
    parts = row.parts if row is not None else {}
    return Weights(**_known(parts, AS_SHIPPED)), FairnessWeights(**_known(parts, FAIR_AS_SHIPPED))


def _known(parts: Mapping[str, int], shipped: Weights | FairnessWeights) -> dict[str, int]:
    """What was set. A part that the row does not know yet counts as shipped."""
    return {name: parts.get(name, usual) for name, usual in asdict(shipped).items()}


def list_weights(session: Session) -> Sequence[RankingWeights]:
    """What was set, the latest first, with who did."""
    query = select(RankingWeights).options(joinedload(RankingWeights.set_by))
    return session.scalars(query.order_by(RankingWeights.id.desc()).limit(MOST_SHOWN)).all()


def may_set_weights(actor: User) -> bool:
    """Whether this person administers the whole programme."""
    return actor.serves_programme(Permission.ADMINISTER)


def set_weights(
    session: Session, weights: Weights, fairness: FairnessWeights | None = None, *, reason: str, actor: User,
    at: datetime,
) -> RankingWeights:  # fmt: skip
    """From now on rankings go by these; those of fairness stay unless others are given."""
    if not may_set_weights(actor):
        raise Forbidden(NOT_FOR_EVERYBODY)
    before = all_in_force(session)
    both = weights, fairness or before[1]
    if both == before:
        raise Refused(AS_THEY_ARE)
    new = RankingWeights(parts=asdict(both[0]) | asdict(both[1]), reason=reason, set_by=actor, set_at=at)
    session.add(new)
    record(session, "set-ranking-weights", new, actor=actor)
    return new
