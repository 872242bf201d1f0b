"""Who looked for a home in a period, and how far each came: rows become plain facts for `housing.figures.fairness`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.dates import start_of
from housing.figures.fairness import Reached, Searching
from housing.figures.periods import ReportingPeriod
from housing.figures.steps import Search, searches
from housing.figures.told import Asked
from housing.models import Offer, Viewing, ViewingGuest
from housing.states import GuestStatus
from people.models import Household, HouseholdMember, Person, Relation
from people.periods import OpenPeriod
from people.services.stages import courses


class _Facts(NamedTuple):
    """Of a household, in a period: how many live in it on the last day, and the protection status of the person with
    whom the programme speaks.
    """

    language: str
    people: int
    status: str | None
    reached: frozenset[Reached]


def searching_in(session: Session, asked: Asked) -> list[Searching]:
    """The households of these centres that looked for a home on some day of the period, by two queries."""
    facts = dict(_facts(session, asked))
    found = []
    here = and_(Household.centre_id.in_(asked.centre_ids), Household.same_as_id.is_(None))
    for key, course in courses(session, here).items():
        search = _last_search(searches(course), asked.period)
        if search is not None:
            found.append(_searching(search, facts[key], asked.period))
    return found


def _last_search(found: Iterable[Search], period: ReportingPeriod) -> Search | None:
    """The last during the period, from being taken in to the home."""
    during = [
        one
        for one in found
        if one.taken_in_on is not None
        and one.taken_in_on < period.ends_on
        and (one.ended_on is None or one.ended_on >= period.starts_on)
    ]
    return during[-1] if during else None


def _searching(search: Search, facts: _Facts, period: ReportingPeriod) -> Searching:
    assert search.taken_in_on is not None
    ended_on = search.ended_on if search.ended_on and search.ended_on < period.ends_on else None
    came = {Reached.HOUSED} if ended_on and search.is_housed else set()
    days = ((ended_on or period.last_day) - search.taken_in_on).days
    return Searching(facts.language, facts.people, facts.status, facts.reached | came, max(days, 0))


def _facts(session: Session, asked: Asked) -> Iterator[tuple[int, _Facts]]:
    rows = session.execute(_members(asked))
    for (key, language, is_offered, has_viewed), members in groupby(rows, key=lambda row: row[:4]):
        present = [row for row in members if row.born_on and _is_there(row, asked.period.last_day)]
        reached = {Reached.OFFERED: is_offered, Reached.VIEWED: has_viewed}
        came = frozenset(step for step, is_true in reached.items() if is_true)
        yield key, _Facts(language, len(present), _status_of(present), came)


def _members(asked: Asked) -> Select[*tuple[Any, ...]]:
    """A row for each member of a household."""
    return (
        select(
            Household.id,
            Household.language,
            _is_offered(asked),
            _has_viewed(asked),
            HouseholdMember.relation,
            HouseholdMember.joined_on,
            HouseholdMember.left_on,
            Person.born_on,
            Person.protection_status,
        )
        .outerjoin(HouseholdMember, HouseholdMember.household_id == Household.id)
        .outerjoin(Person, Person.id == HouseholdMember.person_id)
        .where(Household.centre_id.in_(asked.centre_ids))
        .order_by(Household.id, HouseholdMember.id)
    )


def _is_there(row: Row[*tuple[Any, ...]], on: date) -> bool:
    return on in OpenPeriod(row.joined_on, row.left_on)


def _status_of(members: Sequence[Row[*tuple[Any, ...]]]) -> str | None:
    first = min(members, key=lambda one: (one.relation is not Relation.APPLICANT, one.born_on), default=None)
    return first.protection_status if first else None


def _is_offered(asked: Asked) -> ColumnElement[bool]:
    return exists().where(Offer.household_id == Household.id, *_during(asked, Offer.offered_at))


def _has_viewed(asked: Asked) -> ColumnElement[bool]:
    came = ViewingGuest.household_id == Household.id, ViewingGuest.status == GuestStatus.CAME
    return exists().where(Viewing.id == ViewingGuest.viewing_id, *came, *_during(asked, Viewing.starts_at))


def _during(asked: Asked, at: InstrumentedAttribute[datetime]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return at >= start_of(asked.period.starts_on), at < start_of(asked.period.ends_on)
