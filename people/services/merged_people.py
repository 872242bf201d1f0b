"""Two records of one person: one leads from now on, and the two are parted again when that was wrong."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.db import Base, lock_rows
from core.errors import Forbidden, NotFound, Refused
from core.events import publish
from core.pairs.moving import Moved, how_many, move_all, move_back, together
from core.pairs.services import NO_SUCH_PAIR, hand_over, hold, part
from core.text import N_, Sentence
from people.events import MemberCorrected
from people.joining import Joining, Leaving, check_presence
from people.models import (
    Consent,
    Contact,
    HouseholdMember,
    Identifier,
    Income,
    Person,
    PersonLanguage,
    PersonPair,
    Relation,
)
from people.services.looking import ask_to_look
from people.services.merge_obstacles import may_merge, obstacles, same_days_in_one_household, stays
from people.services.persons import memberships_of
from people.services.side_by_side import sides_of

ELSEWHERE = Sentence(N_("One of the two lives or lived at another centre too: whoever serves all of them can merge."))
NOT_MERGED = Sentence(N_("This record stands for itself already."))
_FILLED = ("latin_name", "sex", "nationality", "interpreter_language", "protection_status")
_OF_A_PAPER = ("valid_from", "valid_until", "paper")
_OWN_WAY = frozenset({"person_pair", "person_language"})
_DAYS = ("joined_on", "left_on")
_KINDS = {"relation": Relation, "joined_by": Joining, "left_by": Leaving}
_DROPPED, _SPOKEN = "memberships", "languages"  # of what was given beside rows

# What says the same, of what hangs on a person; None: it is by itself.
_SAYS: dict[type[Any], Callable[[Any], Hashable | None]] = {
    Identifier: lambda number: (number.kind, number.value),
    Contact: lambda contact: (contact.kind, contact.value),
    Consent: lambda consent: consent.purpose if consent.withdrawn_on is None else None,
    Income: lambda income: (
        (income.kind, income.amount, income.per, income.starts_on, income.ends_on)
        if income.superseded_at is None
        else None
    ),
}


@dataclass(frozen=True, slots=True)
class SaidTwice:
    """What both records say: the row of the one that leads, and the other's, which stays where it is."""

    leads: Any
    stays: Any


def other_records(session: Session, person: Person) -> list[Person]:
    """The records that were merged into this one, with what they say."""
    return list(session.scalars(select(Person).where(Person.same_as_id == person.id).order_by(Person.id)))


def merge_people(session: Session, pair: PersonPair, kept: Person, *, actor: User, at: datetime) -> None:
    """All that hangs on the other hangs on the kept one; the other stays, as another record of the same.

    Refused while the two contradict each other in what money, a home or an agreement rests on.
    """
    merged = pair.other if kept.id == pair.one_id else pair.one
    hold(session, pair)
    lock_rows(session, Person, Person.id.in_((kept.id, merged.id)))
    if kept.same_as_id or merged.same_as_id:
        raise NotFound(NO_SUCH_PAIR)
    sides = sides_of(session, pair)
    if not may_merge(sides, actor):
        raise Forbidden(ELSEWHERE)
    for obstacle in obstacles(*(sides if kept.id == pair.one_id else reversed(sides))):
        raise Refused(obstacle)
    gave: dict[str, list[Any]] = {**_fill(kept, merged), **_speak(kept, merged)}
    hand_over(session, PersonPair, merged.id, kept.id)
    staying = [member for member in memberships_of(session, merged) if stays(member, memberships_of(session, kept))]
    gave |= _live_in(session, kept, merged, staying)
    moved = _move(session, kept, merged, staying)
    merged.same_as_id, merged.gave = kept.id, gave | moved
    record(session, "merge-people", kept, actor=actor, values={"merged": merged.id, "moved": how_many(moved)})
    ask_to_look(session, at=at)


def part_person(session: Session, merged: Person, *, actor: User, at: datetime) -> None:
    """It was another person after all: the record stands for itself again, with all that came from it.

    What was written since stays with the one that led.
    """
    leads = merged.leading
    lock_rows(session, Person, Person.id.in_((merged.id, leads.id)))
    if merged.same_as_id is None:
        raise Refused(NOT_MERGED)
    if merged.same_as_id != leads.id:
        raise NotFound(NO_SUCH_PAIR)
    if not all(actor.sees_centre(member.household.centre_id) for member in memberships_of(session, leads)):
        raise Forbidden(ELSEWHERE)
    gave = merged.gave or {}
    _take_back(gave, merged, leads)
    merged.same_as_id, merged.gave = None, None
    rows: Moved = {name: keys for name, keys in gave.items() if name not in (_DROPPED, _SPOKEN)}
    for twice in _said_twice(session, Identifier, leads, merged):
        move_back(session, rows, twice.stays, twice.leads)
    move_back(session, rows, merged, leads)
    _live_there_again(session, merged, leads, gave.get(_DROPPED, ()))
    part(session, PersonPair, merged.id, leads.id, actor=actor, at=at)
    record(session, "part-people", merged, actor=actor, values={"other": leads.id})
    ask_to_look(session, at=at)


def _fill(kept: Person, merged: Person) -> Moved:
    """Write what only the merged record says to the one that leads."""
    filled = [name for name in _FILLED if getattr(merged, name) and not getattr(kept, name)]
    for name in filled:
        setattr(kept, name, getattr(merged, name))
    return {f"person.{name}": [kept.id] for name in filled}


def _speak(kept: Person, merged: Person) -> dict[str, list[Any]]:
    new = sorted(set(merged.language_codes) - set(kept.language_codes))
    kept.languages += [PersonLanguage(language=code) for code in new]
    return {_SPOKEN: new}


def _take_back(gave: dict[str, list[Any]], merged: Person, leads: Person) -> None:
    """What the one that leads has from the merged record only, unless somebody has corrected it since."""
    for name in _FILLED:
        if f"person.{name}" in gave and getattr(leads, name) == getattr(merged, name):
            setattr(leads, name, None)
    leads.languages = [spoken for spoken in leads.languages if spoken.language not in gave.get(_SPOKEN, ())]


def _live_in(
    session: Session, kept: Person, merged: Person, staying: Sequence[HouseholdMember]
) -> dict[str, list[Any]]:
    """Where both are members of one household on the same days, the days of the one that leads hold."""
    own, theirs = memberships_of(session, kept), memberships_of(session, merged)
    twice = {member.id: (mine, member) for mine, member in same_days_in_one_household(own, theirs)}
    moving = [member for member in theirs if member.id not in twice and member not in staying]
    for member in moving:
        check_presence(kept.born_on, member)
    dropped = [_as_said(member) for _, member in twice.values()]
    corrected = [MemberCorrected(mine.household_id, mine.id, member.joined_on) for mine, member in twice.values()]
    corrected += _born_otherwise(kept, merged, moving)
    for mine, member in twice.values():
        mine.relation = mine.relation or member.relation
        move_all(session, member, mine)
        session.delete(member)
        session.flush()
    for event in corrected:
        publish(session, event)
    return {_DROPPED: dropped}


def _live_there_again(session: Session, merged: Person, leads: Person, dropped: Iterable[dict[str, Any]]) -> None:
    """Where the merged record lived before it was one with the other."""
    corrected = list(_born_otherwise(merged, leads, memberships_of(session, merged)))
    for said in dropped:
        member = HouseholdMember(person=merged, **_read(said))
        session.add(member)
        session.flush()
        corrected.append(MemberCorrected(member.household_id, member.id, member.joined_on))
    session.expire_all()  # households know their members
    for event in corrected:
        publish(session, event)


def _born_otherwise(one: Person, other: Person, members: Iterable[HouseholdMember]) -> Iterator[MemberCorrected]:
    """By their ages households have rooms and money."""
    if one.born_on != other.born_on:
        yield from (MemberCorrected(member.household_id, member.id, member.joined_on) for member in members)


def _move(session: Session, kept: Person, merged: Person, members: Sequence[HouseholdMember]) -> Moved:
    """All rows but these, and those that say what a row of the kept one says."""
    staying: list[Base] = list(members)
    moved = Moved()
    for kind in _SAYS:
        for twice in _said_twice(session, kind, kept, merged):
            staying.append(twice.stays)
            if kind is Identifier:
                _complete(twice.leads, twice.stays)
                moved = together(moved, move_all(session, twice.stays, twice.leads))
    _prefer_own(session, kept, merged)
    return together(moved, move_all(session, merged, kept, but=_OWN_WAY, staying=staying))


def _said_twice(session: Session, kind: type[Any], kept: Person, merged: Person) -> list[SaidTwice]:
    says = _SAYS[kind]
    rows = session.scalars(select(kind).where(kind.person_id.in_((kept.id, merged.id))).order_by(kind.id)).all()
    own = {says(row): row for row in rows if row.person_id == kept.id}
    own.pop(None, None)
    return [SaidTwice(own[says(row)], row) for row in rows if row.person_id == merged.id and says(row) in own]


def _complete(leads: Identifier, stays: Identifier) -> None:
    """A paper that was checked for the merged record was checked for the person."""
    for name in _OF_A_PAPER:
        if getattr(leads, name) is None:
            setattr(leads, name, getattr(stays, name))
    if leads.checked_on is None:
        leads.checked_on, leads.checked_by_id = stays.checked_on, stays.checked_by_id


def _prefer_own(session: Session, kept: Person, merged: Person) -> None:
    """One way to reach somebody is preferred: that of the record that leads, if it says one."""
    contacts = session.scalars(
        select(Contact).where(Contact.person_id.in_((kept.id, merged.id)), Contact.is_preferred).order_by(Contact.id)
    ).all()
    if any(contact.person_id == kept.id for contact in contacts):
        for contact in contacts:
            contact.is_preferred = contact.person_id == kept.id
    session.flush()


def _as_said(member: HouseholdMember) -> dict[str, Any]:
    said = {name: getattr(member, name) for name in ("household_id", *_DAYS, *_KINDS)}
    return said | {name: said[name] and said[name].isoformat() for name in _DAYS}


def _read(said: dict[str, Any]) -> dict[str, Any]:
    days = {name: said[name] and date.fromisoformat(said[name]) for name in _DAYS}
    return said | days | {name: said[name] and kind(said[name]) for name, kind in _KINDS.items()}
