"""For queries: who may be born on one of these days, as days come to be written down (`people.matching`)."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import ColumnElement, or_

from core.db import in_parts
from people.matching import days_alike, is_guessed
from people.models import Person


def are_born_near(days: Collection[date]) -> Iterator[ColumnElement[bool]]:
    """Those of these days, of such a one with month and day exchanged, and of 1 January of its year; where a day is
    itself that 1 January, everybody of the year. In parts, for as many days as a file has.
    """
    alike = {near for day in days if not is_guessed(day) for near in days_alike(day)}
    yield from (Person.born_on.in_(part) for part in in_parts(sorted(alike)))
    years = {day.year for day in days if is_guessed(day)}
    yield from (or_(*map(_is_of, part)) for part in in_parts(sorted(years), 200))


def _is_of(year: int) -> ColumnElement[bool]:
    return Person.born_on.between(date(year, 1, 1), date(year, 12, 31))
