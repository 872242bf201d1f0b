"""How far households are with the programme: taken in, housed by a lease, left, and what of it was written wrongly."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.db import lock_row
from core.errors import NotFound, Refused
from core.events import publish
from core.refusals import refuse_future
from core.text import N_, Sentence
from people.events import HouseholdExited
from people.models import Household, HouseholdStage
from people.stages import Stage, StageFact, StageReason, check_course

StageRow = TypeVar("StageRow", HouseholdStage, Row[*tuple[Any, ...]])  # whole, or of its columns

IS_MERGED = Sentence(N_("The family is here as another household: part the two first if that was wrong."))
HAS_LEFT = Sentence(N_("This household has left the programme: write down first that it is back."))


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a household came: who named it and when, and since when it is taken in. One of the two days is known."""

    referred_by: str | None = None
    referred_on: date | None = None
    taken_in_on: date | None = None


@dataclass(frozen=True, slots=True)
class StageDetails:
    """What is written down about where a household stands; without a fact, that it never stood there."""

    fact: StageFact | None
    referred_by: str | None = None
    note: str | None = None


def begin(session: Session, household: Household, beginning: Beginning, *, actor: User | None, at: datetime) -> None:
    """The first stages of a new household: a part of taking it in."""
    if beginning.referred_by and beginning.referred_on is None:
        raise Refused(Sentence(N_("Enter the day of the referral")), field="referred_on")
    if beginning.referred_on is not None:
        refuse_future(beginning.referred_on, day_of(at), "referred_on")
        _begin_with(session, household, StageFact(Stage.REFERRED, beginning.referred_on), beginning, actor, at)
    if beginning.taken_in_on is not None:
        refuse_future(beginning.taken_in_on, day_of(at), "taken_in_on")
        if beginning.referred_on is not None and beginning.taken_in_on < beginning.referred_on:
            raise Refused(Sentence(N_("Nobody is taken in before the referral.")), field="taken_in_on")
        _begin_with(session, household, StageFact(Stage.SEARCHING, beginning.taken_in_on), beginning, actor, at)
    elif beginning.referred_on is None:
        raise Refused(Sentence(N_("Enter since when it is taken in, or when it was referred")), field="taken_in_on")


def move_stage(
    session: Session, household: Household, details: StageDetails, *, actor: User, at: datetime
) -> HouseholdStage:
    """Say where the household stands from a day on. Raises Refused where that cannot come next."""
    assert details.fact is not None
    refuse_future(details.fact.since_on, day_of(at), "since_on")
    row = _append(session, household, details, details.fact, actor, at)
    record(session, "move-stage", row, actor=actor)
    return row


def house(session: Session, household: Household, *, on: date, actor: User | None, at: datetime) -> None:
    """The household has a home from a day on: a part of signing its lease. From one home to the next it stays housed.

    The day is no earlier than what the household did last: of whom the programme took in with a lease that ran already,
    it knows since then. Raises Refused for who has left.
    """
    lock_row(session, household)
    refuse_exited(household)
    if household.stage is not Stage.HOUSED:
        fact = StageFact(Stage.HOUSED, max(on, history_of(session, household)[-1].since_on))
        _append(session, household, StageDetails(fact), fact, actor, at)


def search_again(
    session: Session, household: Household, reason: StageReason, *, since_on: date, actor: User, at: datetime
) -> None:
    """The household looks for a home once more: a part of what ends its lease, whose last day may be to come.

    A home that was still to come never was one. Of a household that is not housed nothing changes.
    """
    lock_row(session, household)
    if household.stage is not Stage.HOUSED:
        return
    last = history_of(session, household)[-1]
    if last.since_on > day_of(at):
        correct_stage(session, last, StageDetails(None), actor=actor, at=at)
        return
    fact = StageFact(Stage.SEARCHING, max(last.since_on, min(since_on, day_of(at))), reason)
    _append(session, household, StageDetails(fact), fact, actor, at)


def correct_stage(
    session: Session, row: HouseholdStage, details: StageDetails, *, actor: User, at: datetime
) -> HouseholdStage:
    """What a row says was wrong: this holds in its place, or without a fact nothing does.

    Raises Refused where the household could not have gone that way.
    """
    household, fact = row.household, details.fact
    lock_row(session, household)
    refuse_merged(household)
    before = history_of(session, household)
    if row not in before:
        raise Refused(Sentence(N_("This was corrected already: look at the household’s history.")))
    if fact is not None and fact.stage is not Stage.HOUSED:
        refuse_future(fact.since_on, day_of(at), "since_on")
    course = [fact if other is row else other.fact for other in before]
    kept = [one for one in course if one is not None]
    check_course(kept)
    instead = _write(session, household, details, actor, at, instead_of=row)
    _settle(session, household, kept[-1])
    record(session, "correct-stage", instead, actor=actor)
    return instead


def history_of(session: Session, household: Household) -> Sequence[HouseholdStage]:
    """What holds of the household, the first first; of one day, what was written first."""
    query = select(HouseholdStage).where(HouseholdStage.household_id == household.id)
    return _holding(session.scalars(query.order_by(HouseholdStage.id)))


def courses(session: Session, which: ColumnElement[bool]) -> Mapping[int, list[StageFact]]:
    """By household, of all of which this is true, what holds of it in that order; by one query, and without notes."""
    of, row = HouseholdStage.household_id, HouseholdStage
    query = select(of, row.id, row.stage, row.since_on, row.reason, row.supersedes_id).join(row.household).where(which)
    by_household = groupby(session.execute(query.order_by(of, row.id)), key=lambda one: one.household_id)
    return {
        household_id: [StageFact(one.stage, one.since_on, one.reason) for one in _holding(rows)]
        for household_id, rows in by_household
    }


def get_stage(history: Sequence[HouseholdStage], stage_id: int) -> tuple[HouseholdStage, Stage | None]:
    """One row that holds, and the stage before it."""
    for number, row in enumerate(history):
        if row.id == stage_id:
            return row, history[number - 1].stage if number else None
    raise NotFound(Sentence(N_("This does not stand in the household’s history.")))


def refuse_merged(household: Household) -> None:
    """Raise Refused for a household whose family is here as another one."""
    if household.same_as_id is not None:
        raise Refused(IS_MERGED, field="move")


def refuse_exited(household: Household) -> None:
    """Raise Refused for a household that the programme does nothing for any more."""
    if household.stage is Stage.EXITED:
        raise Refused(HAS_LEFT)


def _begin_with(
    session: Session, household: Household, fact: StageFact, beginning: Beginning, actor: User | None, at: datetime
) -> None:
    by = beginning.referred_by if fact.stage is Stage.REFERRED else None
    _write(session, household, StageDetails(fact, by), actor, at)
    household.stage = fact.stage


def _append(
    session: Session, household: Household, details: StageDetails, fact: StageFact, actor: User | None, at: datetime
) -> HouseholdStage:
    """The household's row is locked, so that two officers take their turn."""
    lock_row(session, household)
    refuse_merged(household)
    check_course([*(row.fact for row in history_of(session, household)), fact])
    row = _write(session, household, details, actor, at)
    _settle(session, household, fact)
    return row


def _settle(session: Session, household: Household, last: StageFact) -> None:
    had_left = household.stage is Stage.EXITED
    household.stage = last.stage
    session.flush()
    if last.stage is Stage.EXITED and not had_left:
        publish(session, HouseholdExited(household.id, last.since_on))


def _write(
    session: Session, household: Household, details: StageDetails, actor: User | None, at: datetime,
    instead_of: HouseholdStage | None = None,
) -> HouseholdStage:  # fmt: skip
    """Of what never was, the day stays that of the row that said it."""
    fact = details.fact
    row = HouseholdStage(
        household=household,
        stage=fact.stage if fact else None,
        since_on=fact.since_on if fact else instead_of and instead_of.since_on,
        reason=fact.reason if fact else None,
        referred_by=details.referred_by,
        note=details.note,
        supersedes_id=instead_of and instead_of.id,
        written_by=actor,
        written_at=at,
    )
    session.add(row)
    session.flush()
    return row


def _holding(rows: Iterable[StageRow]) -> Sequence[StageRow]:
    """Of all rows of one household, those that hold, in their order."""
    by_id = {row.id: row for row in rows}
    superseded = {row.supersedes_id for row in by_id.values()}
    holding = [row for row in by_id.values() if row.id not in superseded and row.stage is not None]
    return sorted(holding, key=lambda row: (row.since_on, _first_written(row, by_id)))


def _first_written(row: StageRow, by_id: Mapping[int, StageRow]) -> int:
    """The key of the row with which this entry of the history began."""
    while row.supersedes_id is not None:
        row = by_id[row.supersedes_id]
    return row.id
