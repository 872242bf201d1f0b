"""Cases that went from one officer to another: what came to whom, until it was seen, and afterwards."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from core.audit import record
from core.auth.models import User
from core.auth.permissions import Permission
from core.auth.posts import centres_of, duty_on, people_who_may
from core.dates import day_of
from core.db import lock_row
from core.errors import Forbidden, NotFound, Refused
from core.structure import Place
from core.text import N_, Sentence
from people.models import HandOver, Household, LogEntry
from people.services.households import OTHER_CENTRE
from people.services.log import open_steps
from people.services.officers import DOES_NOT_SERVE, HouseholdCases, Portion, is_answered_by, is_left_to

MOST_LISTED = 50

NO_SUCH_HAND_OVER = Sentence(N_("There is no such hand-over."))
TO_ANOTHER = Sentence(N_("Choose two different people."))
NOTHING_OPEN = N_("%(name)s answers for no household and has nothing left to do.")
NOTHING_TICKED = Sentence(N_("Tick what is to be handed over."))


@dataclass(frozen=True, slots=True)
class OpenCases:
    """What somebody may hand over to another: households, and what they have still to do, with these and with others.

    Some households may stay: at centres that the other, or whoever asks, does not serve.
    """

    households: Sequence[Household]
    steps: Sequence[LogEntry]
    staying: frozenset[int]  # by key

    @property
    def other_steps(self) -> list[LogEntry]:
        """With landlords, enterprises, and households that another answers for."""
        own = {household.id for household in self.households}
        return [entry for entry in self.steps if entry.household_id not in own]

    def steps_with(self, household: Household) -> int:
        """How much is to be done with one of the households."""
        return sum(entry.household_id == household.id for entry in self.steps)

    def portion(self, household_ids: Collection[int], *, with_others: bool) -> Portion:
        """These of the households, with what is to be done with them; and what is to be done with others."""
        going = [household.id for household in self.households if household.id in household_ids]
        others = self.other_steps if with_others else []
        steps = [entry.id for entry in self.steps if entry.household_id in going]
        return Portion(going, sorted([*steps, *(entry.id for entry in others)]))


def open_cases(
    session: Session, giver: User, taker: User, *, wanted: Collection[int] = (), actor: User, on: date
) -> OpenCases:
    """What may go to the other, to be chosen from before it does.

    Raises Refused where there is nothing, the two are one, the other may not serve any of the households or of those
    that are wanted, Forbidden where the actor serves none.
    """
    if giver.id == taker.id:
        raise Refused(TO_ANOTHER, field="to_id")
    households = session.scalars(select(Household).where(is_answered_by(giver)).order_by(Household.id)).all()
    steps = session.scalars(
        open_steps(giver).options(joinedload(LogEntry.household)).order_by(LogEntry.due_on, LogEntry.id)
    ).all()
    if not households and not steps:
        raise Refused(Sentence(NOTHING_OPEN, {"name": giver.name}), field="from_id")
    centres = {one.centre_id for one in households} | {entry.household.centre_id for entry in steps if entry.household}
    own = set(filter(actor.sees_centre, centres))
    places = duty_on(session, taker, on).places(Permission.EDIT_HOUSEHOLDS)
    served = {centre for centre in own if Place.centre(centre) in places}
    going = [household for household in households if household.centre_id in served]
    doing = [entry for entry in steps if entry.household is None or entry.household.centre_id in served]
    staying = frozenset(household.id for household in households if household.centre_id not in served)
    if staying.intersection(wanted) or not (going or doing):
        if not own:
            raise Forbidden(OTHER_CENTRE)
        raise Refused(Sentence(DOES_NOT_SERVE, {"name": taker.name}), field="to_id")
    return OpenCases(going, doing, staying)


def hand_over_cases(
    session: Session,
    giver: User,
    taker: User,
    note: str | None,
    *,
    portion: Portion | None = None,
    actor: User,
    at: datetime,
) -> HandOver:
    """All that somebody answers for, or a portion of it, goes to another, at once: households, and what was promised.

    Raises Refused where there is nothing or the other may not serve a household, Forbidden where the actor does not.
    """
    _check(session, giver, taker, portion, actor, day_of(at))
    handed = HouseholdCases().hand_over(session, giver, taker, actor=actor, at=at, note=note, portion=portion)
    if handed is None:
        nothing = Sentence(NOTHING_OPEN, {"name": giver.name}) if portion is None else NOTHING_TICKED
        raise Refused(nothing, field="from_id" if portion is None else "household")
    return handed


def officers_here(session: Session, actor: User, *, on: date) -> list[User]:
    """Who works with the households of one of this person's centres, this person first, the others by name."""
    found = {
        user.id: user
        for centre in centres_of(session, actor)
        for user in people_who_may(session, Permission.EDIT_HOUSEHOLDS, centres={centre.id}, besides=actor, on=on)
    }
    return [actor, *sorted(found.values(), key=lambda user: (user.name, user.id))]


def serve_all(session: Session, households: Iterable[Household], *, on: date) -> set[int]:
    """Who works with the households of every centre of these, by key."""
    centres = {household.centre_id for household in households}
    found = people_who_may(session, Permission.EDIT_HOUSEHOLDS, centres=centres, besides=None, on=on)
    return {user.id for user in found}


def unseen(session: Session, user: User) -> Sequence[HandOver]:
    """What came to this person, who has not looked at it yet; the first one first."""
    came = HandOver.to_id == user.id, HandOver.seen_at.is_(None)
    query = select(HandOver).where(*came).options(joinedload(HandOver.from_user))
    return session.scalars(query.order_by(HandOver.id)).all()


def list_hand_overs(session: Session, user: User) -> Sequence[HandOver]:
    """The last ones that this person gave, took or wrote down, the latest first."""
    people = joinedload(HandOver.from_user), joinedload(HandOver.to_user), joinedload(HandOver.by_user)
    query = select(HandOver).where(_is_of(user)).options(*people)
    return session.scalars(query.order_by(HandOver.id.desc()).limit(MOST_LISTED)).all()


def get_hand_over(session: Session, hand_over_id: int, user: User) -> HandOver:
    """One of these. Raises NotFound for all others."""
    people = joinedload(HandOver.from_user), joinedload(HandOver.to_user), joinedload(HandOver.by_user)
    query = select(HandOver).where(HandOver.id == hand_over_id, _is_of(user)).options(*people)
    handed = session.scalar(query)
    if handed is None:
        raise NotFound(NO_SUCH_HAND_OVER)
    return handed


def households_handed(session: Session, handed: HandOver, user: User) -> Sequence[Household]:
    """Those of them that this person serves, by their numbers."""
    query = select(Household).where(Household.id.in_(handed.household_ids), user.sees(Household.centre_id))
    return session.scalars(query.options(joinedload(Household.officer)).order_by(Household.id)).all()


def steps_handed(session: Session, handed: HandOver, user: User) -> Sequence[LogEntry]:
    """What was to be done, the earliest first; with households only those that this person serves."""
    seen = or_(LogEntry.household_id.is_(None), user.sees(Household.centre_id))
    query = select(LogEntry).outerjoin(LogEntry.household).where(LogEntry.id.in_(handed.entry_ids), seen)
    query = query.options(contains_eager(LogEntry.household))
    return session.scalars(query.order_by(LogEntry.due_on, LogEntry.id)).all()


def see_hand_over(session: Session, handed: HandOver, *, actor: User, at: datetime) -> None:
    """Whom it came to has looked at it: the day's board tells of it no more. Of others nothing is changed."""
    lock_row(session, handed)
    if handed.to_id == actor.id and handed.seen_at is None:
        handed.seen_at = at
        record(session, "see-hand-over", handed, actor=actor)


def _check(session: Session, giver: User, taker: User, portion: Portion | None, actor: User, on: date) -> None:
    """A step for a household is no less a centre's than the household: whoever does not serve it, is not shown it."""
    if giver.id == taker.id:
        raise Refused(TO_ANOTHER, field="to_id")
    promised = Household.id.in_(select(LogEntry.household_id).where(is_left_to(giver, portion)))
    whose = or_(is_answered_by(giver, portion), promised)
    centres = session.scalars(select(Household.centre_id).where(whose).distinct()).all()
    if not all(map(actor.sees_centre, centres)):
        raise Forbidden(OTHER_CENTRE)
    if not duty_on(session, taker, on).places(Permission.EDIT_HOUSEHOLDS).issuperset(map(Place.centre, centres)):
        raise Refused(Sentence(DOES_NOT_SERVE, {"name": taker.name}), field="to_id")


def _is_of(user: User) -> ColumnElement[bool]:
    return or_(HandOver.to_id == user.id, HandOver.from_id == user.id, HandOver.by_id == user.id)
