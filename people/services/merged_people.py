"""Two records of one person: one leads from now on, and the two are parted again when that was wrong."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.db import Base, lock_rows
from core.errors import Forbidden, NotFound, Refused
from core.pairs.moving import Moved, how_many, move_all, move_back, together
from core.pairs.services import NO_SUCH_PAIR, hand_over, lock_pair, part
from core.text import N_, Sentence
from people.models import HouseholdMember, Identifier, Person, PersonLanguage, PersonPair
from people.services.deduplication import request_deduplication
from people.services.merge_obstacles import may_merge, obstacles, stays
from people.services.merged_memberships import live_in, live_there_again
from people.services.persons import memberships_of
from people.services.said_twice import OF_A_PERSON, complete, prefer_again, prefer_own, said_twice, take_back
from people.services.side_by_side import sides_of

ELSEWHERE = Sentence(N_("One of the two lives or lived at another centre too: whoever serves all of them can merge."))
NOT_MERGED = Sentence(N_("This record stands for itself already."))
_FILLED = ("latin_name", "sex", "nationality", "interpreter_language", "protection_status")
_OWN_WAY = frozenset({"person_pair", "person_language"})
# What was given beside rows that moved whole.
_DROPPED, _SPOKEN, _COMPLETED, _PREFERRED = _BESIDE = ("memberships", "languages", "completed", "preferred")


def other_records(session: Session, person: Person) -> list[Person]:
    """The records that were merged into this one, with what they say."""
    return list(session.scalars(select(Person).where(Person.same_as_id == person.id).order_by(Person.id)))


def merge_people(session: Session, pair: PersonPair, leads: Person, *, actor: User, at: datetime) -> None:
    """All that hangs on the other hangs on the leading one; the other stays, as another record of the same.

    Refused while the two contradict each other in what money, a home or an agreement rests on.
    """
    merged = pair.other if leads.id == pair.one_id else pair.one
    lock_pair(session, pair)
    lock_rows(session, Person, Person.id.in_((leads.id, merged.id)))
    if leads.same_as_id or merged.same_as_id:
        raise NotFound(NO_SUCH_PAIR)
    sides = sides_of(session, pair)
    if not may_merge(sides, actor):
        raise Forbidden(ELSEWHERE)
    for obstacle in obstacles(*(sides if leads.id == pair.one_id else reversed(sides))):
        raise Refused(obstacle)
    trace: dict[str, list[Any]] = {**_fill(leads, merged), **_speak(leads, merged)}
    hand_over(session, PersonPair, merged.id, leads.id)
    staying = [member for member in memberships_of(session, merged) if stays(member, memberships_of(session, leads))]
    trace[_DROPPED] = live_in(session, leads, merged, staying)
    trace[_PREFERRED] = prefer_own(session, leads, merged)
    trace[_COMPLETED], moved = _move(session, leads, merged, staying)
    merged.same_as_id, merged.merge_trace = leads.id, trace | moved
    record(session, "merge-people", leads, actor=actor, values={"merged": merged.id, "moved": how_many(moved)})
    request_deduplication(session, at=at)


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
    lived = [*memberships_of(session, leads), *memberships_of(session, merged)]
    if not all(actor.sees_centre(member.household.centre_id) for member in lived):
        raise Forbidden(ELSEWHERE)
    trace = merged.merge_trace or {}
    _take_back(trace, merged, leads)
    take_back(session, trace.get(_COMPLETED, ()))
    merged.same_as_id, merged.merge_trace = None, None
    rows: Moved = {name: keys for name, keys in trace.items() if name not in _BESIDE}
    for twice in said_twice(session, Identifier, leads, merged):
        move_back(session, rows, twice.stays, twice.leads)
    move_back(session, rows, merged, leads)
    prefer_again(session, merged, trace.get(_PREFERRED, ()))
    live_there_again(session, merged, leads, trace.get(_DROPPED, ()))
    part(session, PersonPair, merged.id, leads.id, actor=actor, at=at)
    record(session, "part-people", merged, actor=actor, values={"other": leads.id})
    request_deduplication(session, at=at)


def _fill(leads: Person, merged: Person) -> Moved:
    """Write what only the merged record says to the one that leads."""
    filled = [name for name in _FILLED if getattr(merged, name) and not getattr(leads, name)]
    for name in filled:
        setattr(leads, name, getattr(merged, name))
    return {f"person.{name}": [leads.id] for name in filled}


def _speak(leads: Person, merged: Person) -> dict[str, list[Any]]:
    new = sorted(set(merged.language_codes) - set(leads.language_codes))
    leads.languages += [PersonLanguage(language=code) for code in new]
    return {_SPOKEN: new}


def _take_back(trace: dict[str, list[Any]], merged: Person, leads: Person) -> None:
    """What the one that leads has from the merged record only, unless somebody has corrected it since."""
    for name in _FILLED:
        if f"person.{name}" in trace and getattr(leads, name) == getattr(merged, name):
            setattr(leads, name, None)
    leads.languages = [spoken for spoken in leads.languages if spoken.language not in trace.get(_SPOKEN, ())]


def _move(
    session: Session, leads: Person, merged: Person, members: Sequence[HouseholdMember]
) -> tuple[list[dict[str, Any]], Moved]:
    """All rows but these, and those that say what a row of the leading one says; of papers, what that one took over."""
    staying: list[Base] = list(members)
    completed, moved = [], Moved()
    for kind in OF_A_PERSON:
        for twice in said_twice(session, kind, leads, merged):
            staying.append(twice.stays)
            if kind is Identifier:
                completed.append(complete(twice))
                moved = together(moved, move_all(session, twice.stays, twice.leads))
    return completed, together(moved, move_all(session, merged, leads, but=_OWN_WAY, staying=staying))
