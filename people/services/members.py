"""Who belongs to a household. Nobody is taken out: who leaves has a first day away, and old amounts stay explained."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from core.audit import record
from core.auth.models import User
from core.db import lock_row
from core.errors import NotFound, Refused
from core.events import publish
from core.text import N_, Sentence
from people.events import MemberCorrected, MemberJoined, MemberLeft
from people.joining import Joining, Leaving, check_presence, outlives
from people.models import Household, HouseholdMember, Person, Relation
from people.periods import OpenPeriod
from people.services.deduplication import request_deduplication
from people.services.generations import refuse_out_of_order
from people.services.persons import PersonDetails, new_person


@dataclass(frozen=True, slots=True)
class Membership:
    """As what, since when and until when. Present from `joined_on` (None: from the start) up to before `left_on`."""

    relation: Relation | None = None
    joined_on: date | None = None
    left_on: date | None = None
    joined_by: Joining | None = None
    left_by: Leaving | None = None


@dataclass(frozen=True, slots=True)
class Moves:
    """The households from which a member came, and to which a member went, where they are known."""

    came_from: Household | None = None
    went_to: Household | None = None


def add_member(
    session: Session, household: Household, details: PersonDetails, membership: Membership, *, actor: User, at: datetime
) -> HouseholdMember:
    """Write down a person who is not known yet, as a member."""
    member = take_in(session, household, details, membership, at=at)
    refuse_out_of_order(member)
    record(session, "add-member", household, actor=actor)
    request_deduplication(session, at=at)
    return member


def take_in(
    session: Session, household: Household, details: PersonDetails, membership: Membership, *, at: datetime
) -> HouseholdMember:
    """A new member: a part of whatever step it belongs to."""
    person = new_person(details, at=at)
    check_presence(person.born_on, membership)
    return _join(session, household, person, membership)


def change_member(session: Session, member: HouseholdMember, membership: Membership, *, actor: User) -> None:
    """Correct a person's time in the household, or say since when the person lives elsewhere."""
    _change(session, member, membership)
    refuse_out_of_order(member)
    record(session, "change-member", member.household, actor=actor)


def _change(session: Session, member: HouseholdMember, membership: Membership) -> None:
    check_presence(member.person.born_on, membership)
    _refuse_second_household(session, member.person, membership, besides=member)
    before = member.period
    for name, value in asdict(membership).items():
        setattr(member, name, value)
    session.flush()
    if before.ends_on is None and member.left_on is not None and before.starts_on == member.joined_on:
        publish(session, MemberLeft(member.household_id, member.id, member.left_on))
    elif before != member.period:
        publish(session, MemberCorrected(member.household_id, member.id, _first_change(before, member.period)))


def move_members(
    session: Session, members: Sequence[HouseholdMember], household: Household, *, on: date,
    by: Leaving = Leaving.MOVED_OUT, actor: User,
) -> list[HouseholdMember]:  # fmt: skip
    """Let people join another household, and leave theirs on the same day, unless they left it before already."""
    moved = move(session, members, household, on=on, by=by)
    record(session, "move-members", household, actor=actor)
    return moved


def move(
    session: Session, members: Sequence[HouseholdMember], household: Household, *, on: date, by: Leaving
) -> list[HouseholdMember]:
    """The same as a part of whatever step it belongs to."""
    for member in members:
        if member.household_id == household.id:
            raise Refused(Sentence(N_("%(name)s lives in this household already."), {"name": member.name}))
        if member.left_on is None or member.left_on > on:
            _change(session, member, Membership(member.relation, member.joined_on, on, member.joined_by, by))
    return [_move_in(session, household, member.person, on) for member in members]


def get_member(household: Household, member_id: int) -> HouseholdMember:
    """One person of this household."""
    for member in household.members:
        if member.id == member_id:
            return member
    raise NotFound(Sentence(N_("There is no such person in this household.")))


def moves_of(session: Session, household: Household) -> Mapping[int, Moves]:
    """By the key of a member: who left a household and joined another the same day has moved."""
    here, there = HouseholdMember, aliased(HouseholdMember)
    came, went = there.left_on == here.joined_on, there.joined_on == here.left_on
    query = (
        select(here.id, came, Household)
        .join(there, and_(there.person_id == here.person_id, there.household_id != here.household_id, or_(came, went)))
        .join(Household, Household.id == there.household_id)
        .where(here.household_id == household.id)
        .order_by(here.id, there.id)
    )
    found: dict[int, Moves] = {}
    for member_id, is_from, other in session.execute(query):
        moves = found.get(member_id, Moves())
        found[member_id] = replace(moves, came_from=other) if is_from else replace(moves, went_to=other)
    return found


def _move_in(session: Session, household: Household, person: Person, on: date) -> HouseholdMember:
    membership = Membership(joined_on=on, joined_by=Joining.MOVED)
    _refuse_second_household(session, person, membership)
    return _join(session, household, person, membership)


def _join(session: Session, household: Household, person: Person, membership: Membership) -> HouseholdMember:
    member = HouseholdMember(person=person, **asdict(membership))
    household.members.append(member)
    session.flush()
    publish(session, MemberJoined(household.id, member.id, member.joined_on))
    return member


def _refuse_second_household(
    session: Session, person: Person, membership: Membership, besides: HouseholdMember | None = None
) -> None:
    """One household at a time; the person's row is locked, so that two officers take their turn."""
    lock_row(session, person)
    period = OpenPeriod(membership.joined_on, membership.left_on)
    query = (
        select(HouseholdMember)
        .options(joinedload(HouseholdMember.household))
        .where(HouseholdMember.person_id == person.id)
        .order_by(HouseholdMember.id)
        .execution_options(populate_existing=True)
    )
    for other in session.scalars(query):
        if other is not besides and other.period.overlaps(period):
            sentence = N_("%(name)s lives in household %(reference)s in these days.")
            values = {"name": person.name, "reference": other.household.reference}
            raise Refused(Sentence(sentence, values), field="joined_on")
        if other is not besides and (outlives(other, membership) or outlives(membership, other)):
            sentence = N_("%(name)s cannot live in household %(reference)s after dying in another.")
            reference = other.household.reference
            raise Refused(Sentence(sentence, {"name": person.name, "reference": reference}), field="left_by")


def _first_change(before: OpenPeriod, after: OpenPeriod) -> date | None:
    """The first day on which the two differ in whom they hold; None: from the start."""
    if before.starts_on != after.starts_on:
        starts = [day for day in (before.starts_on, after.starts_on) if day is not None]
        return min(starts) if len(starts) > 1 else None
    return min(day for day in (before.ends_on, after.ends_on) if day is not None)
