"""Who of the staff answers for which household."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.auth.permissions import Permission
from core.auth.posts import people_who_may
from core.dates import day_of
from core.db import lock_rows
from core.errors import Refused
from core.text import N_, Sentence
from people.models import HandOver, Household, LogEntry
from people.ports import NextStep, NextSteps
from people.services.log import is_promised_by
from people.stages import Stage

DOES_NOT_SERVE = N_("%(name)s does not serve every centre of these households.")


@dataclass(frozen=True, slots=True)
class Portion:
    """Which of somebody's cases: households, and entries of the log whose next steps are theirs, by key."""

    household_ids: Sequence[int]
    entry_ids: Sequence[int]


class HouseholdCases:
    """Answers what somebody's cases are: the households they answer for, with what they promised to do."""

    def count(self, session: Session, user: User) -> int:
        """How many households are this person's."""
        return session.scalar(select(func.count(Household.id)).where(is_answered_by(user))) or 0

    def successors(self, session: Session, leaver: User, *, on: date) -> Sequence[User]:
        """Who edits the households of all these centres, also after the leaver's own deputies have gone with them."""
        centres = session.scalars(select(Household.centre_id).where(is_answered_by(leaver)).distinct())
        return _successors(session, leaver, centres, on)

    def hand_over(
        self,
        session: Session,
        leaver: User,
        successor: User,
        *,
        actor: User,
        at: datetime,
        note: str | None = None,
        portion: Portion | None = None,
    ) -> HandOver | None:
        """Give all of them, or a portion, to the successor, open steps too; None where there are none.

        Both are held: of two who give them away at once, the second finds none left. Raises Refused where the
        successor may not serve one.
        """
        households = lock_rows(session, Household, is_answered_by(leaver, portion))
        centres = {household.centre_id for household in households}
        if centres and successor not in _successors(session, leaver, centres, day_of(at)):
            raise Refused(Sentence(DOES_NOT_SERVE, {"name": successor.name}))
        for household in households:
            household.officer = successor
        entries = lock_rows(session, LogEntry, is_left_to(leaver, portion))
        for entry in entries:
            entry.responsible = successor
        handed = _handed(leaver, successor, actor, households, entries)
        if handed is not None:
            handed.note, handed.handed_at = note or None, at
            session.add(handed)
        record(session, "hand-over-households", leaver, actor=actor)
        return handed


def is_answered_by(user: User, portion: Portion | None = None) -> ColumnElement[bool]:
    """Whether this person answers for a household, and it is one of these."""
    own = Household.officer_id == user.id
    return own if portion is None else and_(own, Household.id.in_(portion.household_ids))


def is_left_to(user: User, portion: Portion | None = None) -> ColumnElement[bool]:
    """Whether this person has still to do the next step of an entry, and it is one of these."""
    own = is_promised_by(user)
    return own if portion is None else and_(own, LogEntry.id.in_(portion.entry_ids))


def _successors(session: Session, leaver: User, centres: Iterable[int], on: date) -> Sequence[User]:
    may = Permission.EDIT_HOUSEHOLDS
    return people_who_may(session, may, centres=centres, besides=leaver, on=on, goes=True)


def _handed(
    leaver: User, successor: User, actor: User, households: Sequence[Household], entries: Sequence[LogEntry]
) -> HandOver | None:
    if not households and not entries:
        return None
    keys = {"household_ids": [one.id for one in households], "entry_ids": [entry.id for entry in entries]}
    return HandOver(from_user=leaver, to_user=successor, by_user=actor, **keys)


def households_waiting(
    session: Session, user: User, steps: NextSteps, *, on: date, most: int
) -> tuple[list[tuple[Household, NextStep]], int]:
    """The person's own households that have no home yet, the longest waiting first, and how many there are."""
    own = select(Household.id).where(Household.officer_id == user.id, user.sees(Household.centre_id))
    own = own.where(Household.stage != Stage.EXITED)
    ids = session.scalars(own.order_by(Household.created_at, Household.id)).all()
    found = steps.next_steps(session, ids, on)
    waiting = [household_id for household_id in ids if household_id in found and not found[household_id].is_over]
    shown = select(Household).where(Household.id.in_(waiting[:most])).options(joinedload(Household.members))
    rows = session.scalars(shown.order_by(Household.created_at, Household.id)).unique()
    return [(household, found[household.id]) for household in rows], len(waiting)


def own_households(session: Session, user: User, *, most: int) -> Sequence[Household]:
    """Those that this person answers for, the newest first."""
    own = select(Household).where(Household.officer_id == user.id, user.sees(Household.centre_id))
    return session.scalars(own.order_by(Household.id.desc()).limit(most)).all()


def served_among(session: Session, household_ids: Collection[int], actor: User) -> Sequence[Household]:
    """Those of these households that the actor serves, by their numbers."""
    served = Household.id.in_(household_ids), actor.sees(Household.centre_id)
    return session.scalars(select(Household).where(*served).order_by(Household.id)).all() if household_ids else []


def change_officer(session: Session, household: Household, officer: User, *, actor: User) -> None:
    """Somebody else answers for the household from now on."""
    household.officer = officer
    record(session, "change-officer", household, actor=actor)
