"""Where two records of one person were members of one household on the same days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from core.events import publish
from core.pairs.moving import move_all, move_back
from people.events import MemberCorrected
from people.joining import Joining, Leaving, check_presence
from people.models import HouseholdMember, Person, Relation
from people.services.merge_obstacles import same_days_in_one_household
from people.services.persons import memberships_of

_DAYS = ("joined_on", "left_on")
_KINDS = {"relation": Relation, "joined_by": Joining, "left_by": Leaving}


def live_in(
    session: Session, leads: Person, merged: Person, staying: Sequence[HouseholdMember]
) -> list[dict[str, Any]]:
    """The days of the one that leads hold. What the memberships that end by it said, and what hung on them."""
    own, theirs = memberships_of(session, leads), memberships_of(session, merged)
    twice = {member.id: (mine, member) for mine, member in same_days_in_one_household(own, theirs)}
    moving = [member for member in theirs if member.id not in twice and member not in staying]
    for member in moving:
        check_presence(leads.born_on, member)
    corrected = [MemberCorrected(mine.household_id, mine.id, member.joined_on) for mine, member in twice.values()]
    corrected += _born_otherwise(leads, merged, moving)
    dropped = [_drop(session, mine, member) for mine, member in twice.values()]
    for event in corrected:
        publish(session, event)
    return dropped


def live_there_again(session: Session, merged: Person, leads: Person, dropped: Iterable[Mapping[str, Any]]) -> None:
    """Where the merged record lived before it was one with the other, with what hung on its being there."""
    corrected = list(_born_otherwise(merged, leads, memberships_of(session, merged)))
    for said in dropped:
        member = HouseholdMember(person=merged, **_read(said))
        session.add(member)
        session.flush()
        _take_back(session, leads, member, said)
        corrected.append(MemberCorrected(member.household_id, member.id, member.joined_on))
    session.expire_all()  # households know their members
    for event in corrected:
        publish(session, event)


def _drop(session: Session, mine: HouseholdMember, member: HouseholdMember) -> dict[str, Any]:
    said = _as_said(member)
    lent = mine.relation is None and member.relation is not None
    mine.relation = mine.relation or member.relation
    moved = move_all(session, member, mine)
    session.delete(member)
    session.flush()
    return said | {"lent": lent, "moved": moved}


def _take_back(session: Session, leads: Person, member: HouseholdMember, said: Mapping[str, Any]) -> None:
    """From wherever it is with the one that leads: that one may have been merged itself since."""
    for mine, _ in same_days_in_one_household(memberships_of(session, leads), [member]):
        if said.get("lent") and mine.relation is member.relation:
            mine.relation = None
        move_back(session, said.get("moved", {}), member, mine)


def _born_otherwise(one: Person, other: Person, members: Iterable[HouseholdMember]) -> Iterator[MemberCorrected]:
    """By their ages households have rooms and money."""
    if one.born_on != other.born_on:
        yield from (MemberCorrected(member.household_id, member.id, member.joined_on) for member in members)


def _as_said(member: HouseholdMember) -> dict[str, Any]:
    said = {name: getattr(member, name) for name in ("household_id", *_DAYS, *_KINDS)}
    return said | {name: said[name] and said[name].isoformat() for name in _DAYS}


def _read(said: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: said[name] and date.fromisoformat(said[name]) for name in _DAYS}
    kinds = {name: said[name] and kind(said[name]) for name, kind in _KINDS.items()}
    return {"household_id": said["household_id"], **days, **kinds}
