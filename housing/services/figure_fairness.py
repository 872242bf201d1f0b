"""Who looked for a home in a period, and how far each came: rows become plain facts for `housing.figures.fairness`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from core.dates import start_of
from housing.figures.fairness import Reached, Searching
from housing.figures.periods import Period
from housing.figures.steps import Search, searches
from housing.figures.told import Asked
from housing.models import Offer, Viewing, ViewingGuest
from housing.states import GuestStatus
from people.models import Household, HouseholdMember, Person, Relation
from people.periods import Period as Membership
from people.services.stages import courses


def searching_in(session: Session, asked: Asked) -> list[Searching]:
    """The households of these centres that looked for a home on some day of the period, by four queries."""
    here = Household.centre_id.in_(asked.centre_ids)
    offered, viewed = (set(session.scalars(query)) for query in (_offered(asked), _viewed(asked)))
    facts = dict(_facts(session, asked))
    found = []
    for key, course in courses(session, here).items():
        search = _last_search(searches(course), asked.period)
        if search is not None:
            reached = {Reached.OFFERED: key in offered, Reached.VIEWED: key in viewed}
            found.append(_searching(search, facts[key], reached, asked.period))
    return found


def _last_search(found: Iterable[Search], period: Period) -> Search | None:
    """The last during the period, from being taken in to the home."""
    during = [
        one
        for one in found
        if one.taken_in_on is not None
        and one.taken_in_on < period.ends_on
        and (one.ended_on is None or one.ended_on >= period.starts_on)
    ]
    return during[-1] if during else None


def _searching(
    search: Search, facts: tuple[str, int, str | None], reached: Mapping[Reached, bool], period: Period
) -> Searching:
    assert search.taken_in_on is not None
    ended_on = search.ended_on if search.ended_on and search.ended_on < period.ends_on else None
    came = {step for step, is_true in reached.items() if is_true}
    if ended_on and search.is_housed:
        came.add(Reached.HOUSED)
    days = ((ended_on or period.last_day) - search.taken_in_on).days
    return Searching(*facts, frozenset(came), max(days, 0))


def _facts(session: Session, asked: Asked) -> Iterator[tuple[int, tuple[str, int, str | None]]]:
    """Of each household its language, how many live in it on the last day of the period, and the protection status of
    the person with whom the programme speaks.
    """
    query = (
        select(
            Household.id,
            Household.language,
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
    for (key, language), rows in groupby(session.execute(query), key=lambda row: row[:2]):
        present = [row for row in rows if row.born_on and _is_there(row, asked.period.last_day)]
        yield key, (language, len(present), _status_of(present))


def _is_there(row: Row[*tuple[Any, ...]], on: date) -> bool:
    return Membership(row.joined_on, row.left_on).holds(on)


def _status_of(members: Sequence[Row[*tuple[Any, ...]]]) -> str | None:
    first = min(members, key=lambda one: (one.relation is not Relation.APPLICANT, one.born_on), default=None)
    return first.protection_status if first else None


def _offered(asked: Asked) -> Select[int]:
    begin, end = start_of(asked.period.starts_on), start_of(asked.period.ends_on)
    return select(Offer.household_id).where(Offer.offered_at >= begin, Offer.offered_at < end)


def _viewed(asked: Asked) -> Select[int]:
    begin, end = start_of(asked.period.starts_on), start_of(asked.period.ends_on)
    query = select(ViewingGuest.household_id).join(ViewingGuest.viewing)
    return query.where(ViewingGuest.status == GuestStatus.CAME, Viewing.starts_at >= begin, Viewing.starts_at < end)
