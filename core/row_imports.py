"""Storing the rows of a file, whatever they are about: which these centres may store, and what became of each."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Generic

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.importing.findings import Fault, R, ReadFile
from core.importing.statuses import RowStatus
from core.structure import Centre


class RowImport(ABC, Generic[R]):
    """Stores the rows of one file, against what these centres have."""

    def __init__(self, session: Session, source: str, centres: Sequence[Centre]) -> None:
        self._session = session
        self._source = source
        self._centres = centres
        self._prepared: set[int] = set()  # the numbers of the rows that were looked up

    def together(self, row: R) -> Hashable | None:
        """Rows for which this is the same are taken all or none; None for a row that stands for itself."""
        return None

    def parts(self, rows: Sequence[R], most: int) -> Iterator[list[R]]:
        """The rows in parts of about so many, those that belong together in one."""
        groups: dict[Hashable, list[R]] = {}
        for row in rows:
            groups.setdefault((row.row,) if (key := self.together(row)) is None else key, []).append(row)
        part: list[R] = []
        for group in groups.values():
            part += group
            if len(part) >= most:
                yield part
                part = []
        if part:
            yield part

    def take_turn(self) -> None:
        """Let nobody else store the same until the transaction ends: before rows are compared to be taken."""

    def compare(self, read: ReadFile[R]) -> ReadFile[R]:
        """The file with what is wrong or doubtful about its rows beside what is known."""
        self._prepare([*read.good, *read.half])
        faults = [*self._faults(read.good), *self._faults_of_half(read)]
        at_fault = {fault.row for fault in faults}
        good = tuple(row for row in read.good if row.row not in at_fault)
        return replace(
            read,
            good=good,
            rejected=_in_order([*read.rejected, *faults]),
            warnings=_in_order([*read.warnings, *self._doubts(good)]),
        )

    def _faults_of_half(self, read: ReadFile[R]) -> Iterator[Fault]:
        """What else is wrong with rows that are at fault already; the others are good or not without them."""
        if half := {row.row for row in read.half}:
            rows = sorted((*read.good, *read.half), key=lambda row: row.row)
            yield from (fault for fault in self._faults(rows) if fault.row in half)

    def take(self, rows: Sequence[R], *, actor: User | None, at: datetime) -> dict[int, RowStatus]:
        """Store the rows, and say by number what became of each. Whoever took the last asks to look for doubles."""
        self._prepare(rows)
        became = self._store_rows(rows, actor, at)
        self._record({"source": self._source, **Counter(map(str, became.values()))}, actor)
        return became

    def _prepare(self, rows: Sequence[R]) -> None:
        """What is compared is taken next, most often."""
        numbers = {row.row for row in rows}
        if not numbers <= self._prepared:
            self._look_up(rows)
            self._prepared = numbers

    @abstractmethod
    def _look_up(self, rows: Sequence[R]) -> None:
        """Read what these rows are compared with. What else is known may be a hundred times as much."""

    @abstractmethod
    def _faults(self, rows: Sequence[R]) -> Iterable[Fault]:
        """Why these centres may not store some of the rows."""

    def _doubts(self, rows: Iterable[R]) -> Iterable[Fault]:
        """What is to be said of rows that they may store."""
        return ()

    @abstractmethod
    def _store_rows(self, rows: Sequence[R], actor: User | None, at: datetime) -> dict[int, RowStatus]:
        """Write the rows down; what they do not say stays as it is."""

    @abstractmethod
    def _record(self, values: Mapping[str, object], actor: User | None) -> None:
        """Name the step."""

    @property
    def _centre(self) -> Centre | None:
        """Whose step it is, where it is one centre's."""
        return self._centres[0] if len(self._centres) == 1 else None


class SingleRowImport(RowImport[R]):
    """Of rows that stand each for itself."""

    def _store_rows(self, rows: Sequence[R], actor: User | None, at: datetime) -> dict[int, RowStatus]:
        return {row.row: self._store(row, at) for row in rows}

    @abstractmethod
    def _store(self, row: R, at: datetime) -> RowStatus:
        """Write one row down."""


def wait_for_turn(session: Session) -> None:
    """Of what asks for its turn so one goes on at a time, in all the service: two files may name one household."""
    first = select(Centre).order_by(Centre.id).limit(1).with_for_update(of=Centre, key_share=True)
    session.scalars(first).all()


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: fault.row))
