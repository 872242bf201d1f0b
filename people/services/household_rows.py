"""What of a household goes along when it turns out to be one family with another, and what stays where it was."""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import UniqueConstraint, func, select, tuple_
from sqlalchemy.orm import Session

from core.db import Base
from core.pairs.moving import pointing_at
from people.models import (
    Contact,
    Household,
    HouseholdDocument,
    HouseholdMember,
    HouseholdNumber,
    HouseholdPlace,
    LogEntry,
    RentSupport,
)
from people.services.said_twice import said_twice

_GOES: set[str] = set()
_ASKED = {HouseholdMember.__tablename__, Household.__tablename__}
_SAID_ONCE = (Contact, HouseholdPlace, RentSupport)  # of which the one that leads may say the same


def goes_along(*models: type[Base]) -> None:
    """Register rows that go along. Whatever was promised, signed or paid is history, and stays."""
    _GOES.update(model.__tablename__ for model in models)


goes_along(Contact, HouseholdDocument, HouseholdNumber, HouseholdPlace, LogEntry, RentSupport)
goes_along(Household)  # those that were merged into it before


def tables_that_stay(household: Household) -> set[str]:
    """All others that hold keys of households."""
    return {column.table.name for _mapper, column in pointing_at(household)} - _GOES


def rows_said_twice(session: Session, leads: Household, other: Household) -> list[Base]:
    """The other's rows that say what one of the household that leads says: they stay."""
    same = [twice.stays for kind in _SAID_ONCE for twice in said_twice(session, kind, leads, other)]
    return [*same, *_clashing(session, leads, other)]


def count_rows(session: Session, other: Household, staying: Iterable[Base]) -> tuple[dict[str, int], dict[str, int]]:
    """How many rows would go along, and how many would stay, by table; those named stay. Of people it is asked."""
    own = Counter(row.__tablename__ for row in staying)
    goes, stays = Counter[str](), Counter[str](own)
    columns = [column for _mapper, column in pointing_at(other) if column.table.name not in _ASKED]
    counts = (select(func.count()).where(column == other.id).scalar_subquery() for column in columns)
    for column, many in zip(columns, session.execute(select(*counts)).one(), strict=True):
        name = column.table.name
        (goes if name in _GOES else stays)[name] += many
    return dict(goes - own), dict(+stays)


def _clashing(session: Session, leads: Household, other: Household) -> Iterator[Base]:
    """Of which a household has one for each of something, such as a flat on its list, and both have it."""
    for mapper, column in pointing_at(other):
        unique = (one for one in column.table.constraints if isinstance(one, UniqueConstraint))
        for constraint in unique if column.table.name in _GOES else ():
            each = [one for one in constraint.columns if one is not column]
            if len(each) < len(constraint.columns):
                both = tuple_(*each).in_(select(*each).where(column == leads.id))
                yield from session.scalars(select(mapper.class_).where(column == other.id, both))
