"""Who of the staff answers for which household."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from core.audit import record
from core.auth.models import User
from core.auth.permissions import Permission
from core.auth.posts import people_who_may
from core.dates import day_of
from core.errors import Refused
from core.text import N_, Sentence
from people.models import Household
from people.ports import NextStep, NextSteps
from people.services.log import steps_of
from people.stages import Stage


class HouseholdCases:
    """Answers what somebody's cases are: the households they answer for, with what they promised to do."""

    def count(self, session: Session, user: User) -> int:
        """How many households are this person's."""
        return session.scalar(select(func.count(Household.id)).where(Household.officer_id == user.id)) or 0

    def successors(self, session: Session, leaver: User, *, on: date) -> Sequence[User]:
        """Who edits the households of all these centres, also after the leaver's own deputies have gone with them."""
        centres = session.scalars(select(Household.centre_id).where(Household.officer_id == leaver.id).distinct())
        may = Permission.EDIT_HOUSEHOLDS
        return people_who_may(session, may, centres=centres, besides=leaver, on=on, goes=True)

    def hand_over(self, session: Session, leaver: User, successor: User, *, actor: User, at: datetime) -> None:
        """Give them all to the successor, open steps too. Raises Refused where the successor may not serve one."""
        households = session.scalars(select(Household).where(Household.officer_id == leaver.id)).all()
        if households and successor not in self.successors(session, leaver, on=day_of(at)):
            sentence = N_("%(name)s does not serve every centre of these households.")
            raise Refused(Sentence(sentence, {"name": successor.name}))
        for household in households:
            household.officer = successor
        for entry in steps_of(session, leaver):
            entry.responsible = successor
        record(session, "hand-over-households", leaver, actor=actor)


def households_waiting(
    session: Session, user: User, steps: NextSteps, *, on: date, most: int
) -> tuple[list[tuple[Household, NextStep]], int]:
    """The person's own households that have no home yet, the longest waiting first, and how many there are."""
    own = select(Household.id).where(Household.officer_id == user.id, user.sees(Household.centre_id))
    own = own.where(Household.stage != Stage.EXITED)
    ids = session.scalars(own.order_by(Household.created_at, Household.id)).all()
    found = steps.next_steps(session, ids, on)
    waiting = [household_id for household_id in ids if household_id in found and not found[household_id].is_over]
    shown = select(Household).where(Household.id.in_(waiting[:most])).options(selectinload(Household.members))
    rows = session.scalars(shown.order_by(Household.created_at, Household.id))
    return [(household, found[household.id]) for household in rows], len(waiting)


def own_households(session: Session, user: User, *, most: int) -> Sequence[Household]:
    """Those that this person answers for, the newest first."""
    own = select(Household).where(Household.officer_id == user.id, user.sees(Household.centre_id))
    return session.scalars(own.order_by(Household.id.desc()).limit(most)).all()


def change_officer(session: Session, household: Household, officer: User, *, actor: User) -> None:
    """Somebody else answers for the household from now on."""
    household.officer = officer
    record(session, "change-officer", household, actor=actor)
