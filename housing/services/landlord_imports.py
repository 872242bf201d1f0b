"""Landlords of a file are written down; of those who are known only what was missing is. Twice changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from core.audit import record
from core.auth.models import User
from core.db import in_parts
from core.errors import Refused
from core.importing.findings import Fault
from core.importing.statuses import RowStatus
from core.row_imports import SingleRowImport
from core.sealed import matches
from core.structure import Centre
from core.text import N_, Sentence
from housing.importing.landlords import LandlordRow, landlord_keys
from housing.models import Landlord, LandlordKind
from housing.services.landlord_reach import LEADING_ID, is_known_at
from people.matching import SAME, name_likeness

ELSEWHERE = Sentence(N_("This landlord lets at other centres only."))
ANOTHER_NUMBER = Sentence(
    N_("Another number is written down for this landlord. A file never changes it: look at the landlord's page.")
)
ROW_WITH_ANOTHER = N_("Row %(row)s gives another number for this landlord.")
ANOTHER_NAME = N_("This tax number is that of %(name)s here. Is it the same landlord?")
NO_CENTRE = Sentence(N_("There is no centre yet; an administrator has to add one first."))
_NUMBERS = ("afm", "iban")


class LandlordImport(SingleRowImport[LandlordRow]):
    """The landlords of one file, against those that are known. A file never changes a tax number or an account."""

    def _look_up(self, rows: Sequence[LandlordRow]) -> None:
        """All records of the landlords that these rows may name, those first that were first written down."""
        self._known: dict[str, Landlord] = {}
        self._names: defaultdict[Landlord, list[str]] = defaultdict(list)  # of all records of one
        records: list[Landlord] = []
        for part in in_parts(self._like(rows)):
            query = select(Landlord).where(LEADING_ID.in_(part)).options(joinedload(Landlord.same_as))
            records += self._session.scalars(query)
        for landlord in sorted(records, key=attrgetter("id")):
            self._remember(landlord)

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

    def _faults(self, rows: Sequence[LandlordRow]) -> Iterator[Fault]:
        """A landlord of other centres is theirs; no other number is taken than we, or an earlier row, know."""
        own = self._own_ids()
        yield from _contradictions(rows)
        for row in rows:
            yield from self._faults_of(row, own)

    def _doubts(self, rows: Iterable[LandlordRow]) -> Iterator[Fault]:
        """A tax number mistyped is somebody else's, whose telephone this row would give another."""
        for row in rows:
            landlord = self._find(row)
            if landlord and row.name and not self._is_called(landlord, row.name):
                yield Fault(row.row, "name", "another-name", Sentence(ANOTHER_NAME, {"name": landlord.name}))

    def _store(self, row: LandlordRow, at: datetime) -> RowStatus:
        kind = LandlordKind(row.kind) if row.kind else None
        said = {"kind": kind, "phone": row.phone, "email": row.email, "afm": row.afm, "iban": row.iban}
        landlord = self._find(row)
        if landlord is None:
            landlord = Landlord(name=row.name or "", kept_by=self._keeper(), created_at=at, **said)
            self._session.add(landlord)
            self._remember(landlord)
            return RowStatus.NEW
        added = {name: value for name, value in said.items() if value and getattr(landlord, name) is None}
        if row.name and not landlord.name:
            added["name"] = row.name
        for name, value in added.items():
            setattr(landlord, name, value)
        self._remember(landlord)
        return RowStatus.UPDATED if added else RowStatus.UNCHANGED

    def _faults_of(self, row: LandlordRow, own: set[int]) -> Iterator[Fault]:
        landlord = self._find(row)
        if landlord is None:
            return
        if landlord.id not in own:
            yield Fault(row.row, "name", "other-centre", ELSEWHERE)
            return
        for name in _NUMBERS:
            known, said = getattr(landlord, name), getattr(row, name)
            if known and said and known != said:
                yield Fault(row.row, name, "another-number", ANOTHER_NUMBER)

    def _record(self, values: Mapping[str, object], actor: User | None) -> None:
        record(self._session, "import-landlords", self._centre, actor=actor, values=values)

    def _find(self, row: LandlordRow) -> Landlord | None:
        return next((self._known[key] for key in landlord_keys(row) if key in self._known), None)

    def _remember(self, landlord: Landlord) -> None:
        """By all that tells this record apart the landlord is found again: the record that leads."""
        if landlord.name:
            self._names[landlord.leading].append(landlord.name)
        for key in landlord_keys(landlord):
            self._known.setdefault(key, landlord.leading)

    def _is_called(self, landlord: Landlord, name: str) -> bool:
        """Whether it may be a way to write this one's name; who has none yet may have any."""
        names = self._names[landlord]
        return not names or any(name_likeness(name, known) >= SAME for known in names)

    def _own_ids(self) -> set[int]:
        """The landlords that these centres have to do with."""
        centres = [centre.id for centre in self._centres]
        query = select(Landlord.id).where(is_known_at(lambda centre_id: centre_id.in_(centres)))
        return set(self._session.scalars(query))

    def _keeper(self) -> Centre:
        """Who writes down a landlord that nobody knows."""
        if not self._centres:
            raise Refused(NO_CENTRE)
        return self._centres[0]


def _contradictions(rows: Iterable[LandlordRow]) -> Iterator[Fault]:
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
