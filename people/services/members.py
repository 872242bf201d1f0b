"""Who belongs to a household. Nobody is taken out: who leaves has a first day away, and old amounts stay explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.db import lock_row
from core.errors import NotFound, Refused
from core.events import publish
from core.text import N_, Sentence
from people.events import MemberCorrected, MemberJoined, MemberLeft
from people.models import Household, HouseholdMember, Person, Relation
from people.periods import Period
from people.services.persons import PersonDetails, new_person


@dataclass(frozen=True, slots=True)
class Membership:
    """As what, since when and until when. Present from `joined_on` (None: from the start) up to before `left_on`."""

    relation: Relation | None = None
    joined_on: date | None = None
    left_on: date | None = None


def add_member(
    session: Session, household: Household, details: PersonDetails, membership: Membership, *, actor: User, at: datetime
) -> HouseholdMember:
    """Write down a person who is not known yet, as a member."""
    member = take_in(session, household, details, membership, at=at)
    record(session, "add-member", household, actor=actor)
    return member


def take_in(
    session: Session, household: Household, details: PersonDetails, membership: Membership, *, at: datetime
) -> HouseholdMember:
    """A new member: a part of whatever step it belongs to."""
    person = new_person(details, at=at)
    _check(person, membership)
    return _join(session, household, person, membership)


def change_member(session: Session, member: HouseholdMember, membership: Membership, *, actor: User) -> None:
    """Correct a person's time in the household, or say since when the person lives elsewhere."""
    _change(session, member, membership)
    record(session, "change-member", member.household, actor=actor)


def _change(session: Session, member: HouseholdMember, membership: Membership) -> None:
    _check(member.person, membership)
    _refuse_second_household(session, member.person, membership, besides=member)
    before = member.period
    member.relation = membership.relation
    member.joined_on = membership.joined_on
    member.left_on = membership.left_on
    session.flush()
    if before.ends_on is None and member.left_on is not None and before.starts_on == member.joined_on:
        publish(session, MemberLeft(member.household_id, member.id, member.left_on))
    elif before != member.period:
        publish(session, MemberCorrected(member.household_id, member.id, _first_change(before, member.period)))


def move_members(
    session: Session, members: Sequence[HouseholdMember], household: Household, *, on: date, actor: User
) -> list[HouseholdMember]:
    """Let people join another household, and leave theirs on the same day, unless they left it before already."""
    moved = move(session, members, household, on=on)
    record(session, "move-members", household, actor=actor)
    return moved


def move(
    session: Session, members: Sequence[HouseholdMember], household: Household, *, on: date
) -> list[HouseholdMember]:
    """The same as a part of whatever step it belongs to."""
    for member in members:
        if member.household_id == household.id:
            raise Refused(Sentence(N_("%(name)s lives in this household already."), {"name": member.name}))
        if member.left_on is None or member.left_on > on:
            _change(session, member, Membership(member.relation, member.joined_on, on))
    return [_move_in(session, household, member.person, on) for member in members]


def get_member(household: Household, member_id: int) -> HouseholdMember:
    """One person of this household."""
    for member in household.members:
        if member.id == member_id:
            return member
    raise NotFound(Sentence(N_("There is no such person in this household.")))


def _move_in(session: Session, household: Household, person: Person, on: date) -> HouseholdMember:
    membership = Membership(joined_on=on)
    _refuse_second_household(session, person, membership)
    return _join(session, household, person, membership)


def _join(session: Session, household: Household, person: Person, membership: Membership) -> HouseholdMember:
    member = HouseholdMember(
        person=person, relation=membership.relation, joined_on=membership.joined_on, left_on=membership.left_on
    )
    household.members.append(member)
    session.flush()
    publish(session, MemberJoined(household.id, member.id, member.joined_on))
    return member


def _check(person: Person, membership: Membership) -> None:
    first_day = membership.joined_on or person.born_on
    if first_day < person.born_on:
        raise Refused(Sentence(N_("Nobody can join before the day of birth")), field="joined_on")
    if membership.left_on is not None and membership.left_on <= first_day:
        raise Refused(Sentence(N_("The first day away must come after the first day here")), field="left_on")


def _refuse_second_household(
    session: Session, person: Person, membership: Membership, besides: HouseholdMember | None = None
) -> None:
    """One household at a time; the person's row is held, so that two officers take their turn."""
    lock_row(session, person)
    period = Period(membership.joined_on, membership.left_on)
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


def _first_change(before: Period, after: Period) -> date | None:
    """The first day on which the two differ in whom they hold; None: from the start."""
    if before.starts_on != after.starts_on:
        starts = [day for day in (before.starts_on, after.starts_on) if day is not None]
        return min(starts) if len(starts) > 1 else None
    return min(day for day in (before.ends_on, after.ends_on) if day is not None)
