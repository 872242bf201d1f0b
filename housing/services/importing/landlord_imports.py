"""Landlords of a file are written down; of those who are known only what was missing is. Twice changes nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from core.audit import record
from core.auth.models import User
from core.errors import Refused
from core.importing.findings import Fault
from core.importing.statuses import RowStatus
from core.row_imports import SingleRowImport
from core.structure import Centre
from core.text import N_, Sentence
from housing.importing.landlords import LandlordRow
from housing.services.importing.known_landlords import (
    ANOTHER_NUMBER,
    KnownLandlords,
    contradictions,
    landlords_of,
    other_names,
)

ELSEWHERE = Sentence(N_("This landlord lets at other centres only."))
ANOTHER_NAME = N_("This tax number is that of %(name)s here. Is it the same landlord?")
NO_CENTRE = Sentence(N_("There is no centre yet; an administrator has to add one first."))


class LandlordImport(SingleRowImport[LandlordRow]):
    """The landlords of one file, against those that are known. A file never changes a tax number or an account."""

    def _look_up(self, rows: Sequence[LandlordRow]) -> None:
        self._known = KnownLandlords(self._session, rows)

    def _faults(self, rows: Sequence[LandlordRow]) -> Iterator[Fault]:
        """A landlord of other centres is theirs; no other number is taken than we, or an earlier row, know."""
        own = landlords_of(self._session, self._centres)
        yield from contradictions(rows)
        for row in rows:
            yield from self._faults_of(row, own)

    def _doubts(self, rows: Iterable[LandlordRow]) -> Iterator[Fault]:
        """A tax number mistyped is somebody else's, whose telephone this row would give another."""
        rows = list(rows)
        yield from other_names(row for row in rows if self._known.find(row) is None)
        for row in rows:
            landlord = self._known.find(row)
            if landlord and row.name and not self._known.is_called(landlord, row.name):
                yield Fault(row.row, "name", "another-name", Sentence(ANOTHER_NAME, {"name": landlord.name}))

    def _store(self, row: LandlordRow, at: datetime) -> RowStatus:
        landlord = self._known.find(row)
        if landlord is None:
            self._known.add(row, self._keeper(), at=at)
            return RowStatus.NEW
        return RowStatus.UPDATED if self._known.complete(landlord, row) else RowStatus.UNCHANGED

    def _faults_of(self, row: LandlordRow, own: set[int]) -> Iterator[Fault]:
        landlord = self._known.find(row)
        if landlord is not None and landlord.id not in own:
            yield Fault(row.row, "name", "other-centre", ELSEWHERE)
            return
        for name in self._known.other_numbers(row):
            yield Fault(row.row, name, "another-number", ANOTHER_NUMBER)

    def _record(self, values: Mapping[str, object], actor: User | None) -> None:
        record(self._session, "import-landlords", self._centre, actor=actor, values=values)

    def _keeper(self) -> Centre:
        """Who writes down a landlord that nobody knows."""
        if not self._centres:
            raise Refused(NO_CENTRE)
        return self._centres[0]
