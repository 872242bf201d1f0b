"""Two households that are one family: one leads from now on, and the two are parted again when that was wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.db import lock_rows
from core.errors import Forbidden, NotFound, Refused
from core.events import publish
from core.pairs.moving import Moved, how_many, move_all, move_back
from core.text import N_, Sentence
from people.events import HouseholdsMerged, MemberCorrected, MemberJoined, SupportDeclared
from people.models import Household, HouseholdMember, HouseholdStage, Person, PersonPair, RentSupport
from people.services.household_rows import rows_said_twice, tables_that_stay
from people.services.households import OTHER_CENTRE
from people.services.merged_people import merge_people, part_person
from people.services.said_twice import prefer_again, prefer_own
from people.services.stages import StageDetails, correct_stage, history_of, move_stage
from people.stages import LOOKING, Stage, StageFact, StageReason

ITSELF = Sentence(N_("This is the household itself: type the number of the other one."))
MERGED_ALREADY = Sentence(N_("One of the two was merged already: look at where it leads."))
HAS_A_HOME = Sentence(
    N_("The household that was written down once more has a home: let it lead. Two with homes are not one family.")
)
HAS_LEFT = Sentence(N_("One of the two has left the programme: write down first that it is back."))
TWO_PEOPLE = Sentence(N_("Somebody said that these are two people: choose another, or that the person comes along."))
NAMED_TWICE = Sentence(N_("Two of them cannot be the same person of the household that leads."))
NOT_MERGED = Sentence(N_("This household stands for itself already."))
_PEOPLE, _CAME, _PREFERRED, _STAGE = _BESIDE = ("people", "members", "preferred", "stage")


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """Who of the household that was written down once more is who, by the keys of people; all others stay in it."""

    same: Mapping[int, int]  # as whom of the household that leads
    coming: frozenset[int]  # nobody of those, and one of the family: comes along, with the days


def to_settle(leads: Household, other: Household) -> Sentence | None:
    """What keeps the two from being merged, whoever is who."""
    if leads.id == other.id:
        return ITSELF
    if leads.same_as_id or other.same_as_id:
        return MERGED_ALREADY
    if Stage.EXITED in (leads.stage, other.stage):
        return HAS_LEFT
    return None if other.stage in LOOKING else HAS_A_HOME


def merge_households(
    session: Session, leads: Household, other: Household, who: WhoIsWho, *, actor: User, at: datetime
) -> None:
    """The other leaves the programme as written down twice; its people are one with those of the leading one or come
    along, and what is known of it goes along. What was offered, signed and paid stays where it was.

    The households are locked first, then the pairs of their people. Raises Refused beside the person whom it is about,
    Forbidden for who does not serve all centres where one of the people lives or lived.
    """
    lock_rows(session, Household, Household.id.in_((leads.id, other.id)))
    if (sentence := to_settle(leads, other)) is not None:
        raise Refused(sentence)
    pairs = _lock(session, who, at)
    leaves = StageFact(Stage.EXITED, day_of(at), StageReason.WRITTEN_TWICE)
    stage = move_stage(session, other, StageDetails(leaves), actor=actor, at=at)
    for person_id, pair in pairs.items():
        try:
            merge_people(session, pair, session.get_one(Person, who.same[person_id]), actor=actor, at=at)
        except Refused as refusal:
            raise Refused(refusal.sentence, field=field_of(person_id)) from refusal
    came = _come_along(session, leads, other, who.coming)
    trace = {_PEOPLE: sorted(pairs), _CAME: came, _PREFERRED: prefer_own(session, leads, other), _STAGE: [stage.id]}
    moved = move_all(session, other, leads, but=tables_that_stay(other), staying=rows_said_twice(session, leads, other))
    other.same_as_id, other.merge_trace = leads.id, trace | moved
    _tell(session, leads, moved)
    publish(session, HouseholdsMerged(leads.id, other.id))
    record(session, "merge-households", leads, actor=actor, values={"merged": other.id, "moved": how_many(moved)})


def part_households(session: Session, merged: Household, *, actor: User, at: datetime) -> None:
    """They were two families after all: the household looks for a home again, with its people and all that came from
    it. What was written since stays with the one that led.
    """
    leads = merged.same_as
    if leads is None:
        raise Refused(NOT_MERGED)
    lock_rows(session, Household, Household.id.in_((merged.id, leads.id)))
    if merged.same_as_id != leads.id:
        raise NotFound(NOT_MERGED)
    if not actor.sees_centre(leads.centre_id):
        raise Forbidden(OTHER_CENTRE)
    trace = merged.merge_trace or {}
    merged.same_as_id, merged.merge_trace = None, None
    for person in _people(session, trace.get(_PEOPLE, ())):
        if person.same_as_id is not None:
            part_person(session, person, actor=actor, at=at)
    _go_back(session, leads, merged, trace.get(_CAME, ()))
    rows: Moved = {name: keys for name, keys in trace.items() if name not in _BESIDE}
    move_back(session, rows, merged, leads)
    prefer_again(session, merged, trace.get(_PREFERRED, ()))
    left = session.get(HouseholdStage, trace.get(_STAGE, [0])[0])
    if left is not None and left in history_of(session, merged)[-1:]:
        correct_stage(session, left, StageDetails(None), actor=actor, at=at)
    record(session, "part-households", merged, actor=actor, values={"other": leads.id})


def field_of(person_id: int) -> str:
    """Where on the page it is said who somebody is."""
    return f"person_{person_id}"


def _lock(session: Session, who: WhoIsWho, at: datetime) -> dict[int, PersonPair]:
    """By the person of the household that leaves, the pair with the one that leads: also of those nobody suspected."""
    if len(set(who.same.values())) < len(who.same):
        raise Refused(NAMED_TWICE)
    pairs = {theirs: _pair_of(session, own, theirs, at) for theirs, own in sorted(who.same.items())}
    people = {*who.same, *who.same.values(), *who.coming}
    lock_rows(session, PersonPair, or_(PersonPair.one_id.in_(people), PersonPair.other_id.in_(people)))
    lock_rows(session, Person, Person.id.in_(people))
    for person_id, pair in pairs.items():
        if pair.apart_at is not None:
            raise Refused(TWO_PEOPLE, field=field_of(person_id))
    return pairs


def _pair_of(session: Session, own: int, theirs: int, at: datetime) -> PersonPair:
    one_id, other_id = sorted((own, theirs))
    found = session.scalar(select(PersonPair).where(PersonPair.one_id == one_id, PersonPair.other_id == other_id))
    if found is None:
        found = PersonPair(one_id=one_id, other_id=other_id, score=0, agree=[], differ=[], found_at=at)
        session.add(found)
        session.flush()
    return found


def _come_along(session: Session, leads: Household, other: Household, coming: frozenset[int]) -> list[int]:
    """Who lives with the family and is none of those whom the leading household has: from the same day on."""
    members = [member for member in other.members if member.person_id in coming]
    return _live_in(session, leads, members, MemberJoined)


def _go_back(session: Session, leads: Household, merged: Household, came: Iterable[int]) -> None:
    members = session.scalars(
        select(HouseholdMember).where(HouseholdMember.id.in_(came), HouseholdMember.household_id == leads.id)
    ).all()
    for member in members:
        publish(session, MemberCorrected(leads.id, member.id, member.joined_on))
    _live_in(session, merged, members, MemberCorrected)


def _live_in(
    session: Session, household: Household, members: Sequence[HouseholdMember],
    said: type[MemberJoined] | type[MemberCorrected],
) -> list[int]:  # fmt: skip
    for member in members:
        member.household = household
        session.flush()
        publish(session, said(household.id, member.id, member.joined_on))
    return [member.id for member in members]


def _tell(session: Session, leads: Household, moved: Moved) -> None:
    """An award does not go together with support that somebody else pays."""
    keys = moved.get(str(RentSupport.__table__.c.household_id), ())
    standing = select(RentSupport).where(RentSupport.id.in_(keys), RentSupport.superseded_at.is_(None))
    for support in session.scalars(standing.order_by(RentSupport.id)).all():
        publish(session, SupportDeclared(leads.id, support.starts_on, support.ends_on))


def _people(session: Session, keys: Sequence[Any]) -> Sequence[Person]:
    return session.scalars(select(Person).where(Person.id.in_(keys)).order_by(Person.id)).all()
