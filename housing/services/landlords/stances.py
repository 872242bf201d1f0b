"""Whom landlords let to: what somebody said is kept, and what was said last holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.errors import Refused
from core.refusals import refuse_future
from core.text import N_, Sentence
from housing.models import Landlord, Stance, StanceAnswer, StanceTopic

NOTHING_SAID = Sentence(N_("Choose an answer to at least one question."))
FIRST_QUESTION = StanceTopic.SUBSIDISED.value


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said something, when, and in which words."""

    by: str
    on: date
    note: str | None = None


def record_stances(
    session: Session, landlord: Landlord, answers: Mapping[StanceTopic, StanceAnswer], said: Statement, *, on: date,
    actor: User, at: datetime,
) -> None:  # fmt: skip
    """Write down what was answered in one talk; `on` is the day it is written down."""
    if not answers:
        raise Refused(NOTHING_SAID, field=FIRST_QUESTION)
    refuse_future(said.on, on, "said_on")
    for topic, answer in answers.items():
        session.add(
            Stance(
                landlord=landlord,
                topic=topic,
                answer=answer,
                said_by=said.by,
                said_on=said.on,
                note=said.note,
                recorded_by=actor,
                recorded_at=at,
            )
        )
    record(session, "record-stances", landlord, actor=actor)


def stances_of(session: Session, landlord: Landlord) -> list[Stance]:
    """Everything that was said, the latest first."""
    query = select(Stance).options(joinedload(Stance.recorded_by)).where(Stance.landlord_id == landlord.id)
    return list(session.scalars(query.order_by(Stance.said_on.desc(), Stance.id.desc())))
