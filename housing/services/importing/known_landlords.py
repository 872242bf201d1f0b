"""The landlords that rows of a file may name, as they are here: found again, and completed by what nobody knew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from core.db import in_parts
from core.importing.findings import Fault
from core.sealed import matches
from core.structure import Centre
from core.text import N_, Sentence
from housing.importing.landlords import LandlordRow, landlord_keys
from housing.models import Landlord, LandlordKind
from housing.services.landlords.landlord_reach import LEADING_ID, is_known_at
from people.matching import SAME, name_likeness

ANOTHER_NUMBER = Sentence(
    N_("Another number is written down for this landlord. A file never changes it: look at the landlord's page.")
)
ROW_WITH_ANOTHER = N_("Row %(row)s gives another number for this landlord.")
OTHER_NAME = N_("Row %(row)s gives this tax number to %(name)s. Is it the same landlord?")
_NUMBERS = ("afm", "iban")


class KnownLandlords:
    """All records of the landlords that these rows may name, those first that were first written down."""

    def __init__(self, session: Session, rows: Sequence[LandlordRow]) -> None:
        self._session = session
        self._known: dict[str, Landlord] = {}
        self._names: defaultdict[Landlord, list[str]] = defaultdict(list)  # of all records of one
        records: list[Landlord] = []
        for part in in_parts(self._like(rows)):
            query = select(Landlord).where(LEADING_ID.in_(part)).options(joinedload(Landlord.same_as))
            records += self._session.scalars(query)
        for landlord in sorted(records, key=attrgetter("id")):
            self._remember(landlord)

    def find(self, row: LandlordRow) -> Landlord | None:
        """Whom the row names: the record that leads."""
        return next((self._known[key] for key in landlord_keys(row) if key in self._known), None)

    def add(self, row: LandlordRow, keeper: Centre, *, at: datetime) -> Landlord:
        """Somebody who is not known yet, written down by a centre."""
        landlord = Landlord(name=row.name or "", kept_by=keeper, created_at=at, **_said(row))
        self._session.add(landlord)
        self._remember(landlord)
        return landlord

    def complete(self, landlord: Landlord, row: LandlordRow) -> bool:
        """Write down what the row says and nobody knew, and say whether there was any of it."""
        added = {name: value for name, value in _said(row).items() if value and getattr(landlord, name) is None}
        if row.name and not landlord.name:
            added["name"] = row.name
        for name, value in added.items():
            setattr(landlord, name, value)
        self._remember(landlord)
        return bool(added)

    def other_numbers(self, row: LandlordRow) -> Iterator[str]:
        """Those columns in which the row gives another number than is written down."""
        landlord = self.find(row)
        for name in _NUMBERS if landlord else ():
            known, said = getattr(landlord, name), getattr(row, name)
            if known and said and known != said:
                yield name

    def is_called(self, landlord: Landlord, name: str) -> bool:
        """Whether it may be a way to write this one's name; who has none yet may have any."""
        names = self._names[landlord]
        return not names or any(name_likeness(name, known) >= SAME for known in names)

    def _remember(self, landlord: Landlord) -> None:
        """By all that tells this record apart the landlord is found again: the record that leads."""
        if landlord.name:
            self._names[landlord.leading].append(landlord.name)
        for key in landlord_keys(landlord):
            self._known.setdefault(key, landlord.leading)

    def _like(self, rows: Sequence[LandlordRow]) -> set[int]:
        """The landlords of whom a record has a key of one of these rows. An e-mail is found by opening them all."""
        return {
            *self._having(Landlord.afm_index, {row.afm for row in rows}),
            *self._having(Landlord.phone_index, {row.phone for row in rows}),
            *self._reached_by_email(rows),
        }

    def _having(self, index: InstrumentedAttribute[Any], values: Iterable[str | None]) -> Iterator[int]:
        for part in in_parts(filter(None, values)):
            yield from self._session.scalars(select(LEADING_ID).where(matches(index, *part)))

    def _reached_by_email(self, rows: Sequence[LandlordRow]) -> Iterator[int]:
        wanted = {row.email.casefold() for row in rows if row.email}
        if wanted:
            known = self._session.execute(select(LEADING_ID, Landlord.email).where(Landlord.email.is_not(None)))
            yield from (leading for leading, email in known if (email or "").casefold() in wanted)


def landlords_of(session: Session, centres: Iterable[Centre]) -> set[int]:
    """The landlords that these centres have to do with."""
    ids = [centre.id for centre in centres]
    return set(session.scalars(select(Landlord.id).where(is_known_at(lambda centre_id: centre_id.in_(ids)))))


def contradictions(rows: Iterable[LandlordRow]) -> Iterator[Fault]:
    """Of rows about one landlord those that give another number than the first that gives one."""
    first: dict[tuple[str, str], LandlordRow] = {}
    for row in rows:
        for name in _NUMBERS:
            if not getattr(row, name):
                continue
            giving = [first.setdefault((name, key), row) for key in landlord_keys(row)]
            other = next((each for each in giving if getattr(each, name) != getattr(row, name)), None)
            if other is not None:
                yield Fault(row.row, name, "another-number", Sentence(ROW_WITH_ANOTHER, {"row": other.row}))


def other_names(rows: Iterable[LandlordRow]) -> Iterator[Fault]:
    """Of rows with one tax number those that give it to somebody else than the first does: it may be mistyped."""
    first: dict[str, LandlordRow] = {}
    for row in rows:
        other = first.setdefault(row.afm, row) if row.afm else row
        if other is not row and name_likeness(other.name or "", row.name or "") < SAME:
            yield Fault(row.row, "name", "other-name", Sentence(OTHER_NAME, {"row": other.row, "name": other.name}))


def _said(row: LandlordRow) -> dict[str, Any]:
    kind = LandlordKind(row.kind) if row.kind else None
    return {"kind": kind, "phone": row.phone, "email": row.email, "afm": row.afm, "iban": row.iban}
