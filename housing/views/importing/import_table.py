"""The rows of a file as its page shows them: a few columns, and those where something is wrong."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from core.importing.columns import column_keys
from core.importing.statuses import RowStatus
from core.text import Sentence
from housing.models import FileImport, FileImportRow
from housing.services.importing.file_kinds import KINDS, FileKind
from housing.services.importing.file_rows import asks, is_asked

NUMBERS = frozenset({"monthly_rent", "common_charges", "deposit", "size_m2", "bedrooms"})
TABS: Mapping[str, tuple[RowStatus, ...]] = {
    "attention": (RowStatus.FAULTY, RowStatus.DOUBTFUL),
    **{str(status): (status,) for status in RowStatus if status not in (RowStatus.FAULTY, RowStatus.DOUBTFUL)},
}
MOST_COLUMNS = 8  # beside each other; where something is wrong is always among them
LEAST_KNOWN = 2  # by which somebody knows a row again
OPEN = (*TABS["attention"], RowStatus.READY)  # of a file that waits: rows that may be put right
WHERE_TO_SAY_IT = {"nothing-identifies": "address"}  # faults of a whole row that one field puts right


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said beside a cell."""

    sentence: Sentence
    is_fault: bool
    better: str
    asks: bool  # for somebody's word


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as it is written, and what is wrong with it; `in_file` where the file says otherwise."""

    field: str
    written: str
    findings: tuple[Finding, ...]
    in_file: str | None
    is_number: bool

    @property
    def is_faulty(self) -> bool:
        return any(finding.is_fault for finding in self.findings)

    @property
    def better(self) -> str:
        """What it probably should say, where that can be guessed."""
        return next((finding.better for finding in self.findings if finding.better), "")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row, its cells, and what is wrong with the whole of it."""

    row: FileImportRow
    cells: tuple[ShownCell, ...]
    whole: tuple[Finding, ...]
    asks: bool  # for somebody's word on what is said of this row, and not of another
    to_fix: tuple[ShownCell, ...]  # those that ask to be typed anew
    others: tuple[ShownCell, ...]  # those that may be


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The fields of the columns, and the rows of one page; `read` gives the columns that are read by their names."""

    fields: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    read: Mapping[str, str]

    def words(self, words: Mapping[str, str]) -> dict[str, str]:
        """What each cell is called."""
        return {**words, **self.read}

    def heads(self, words: Mapping[str, str]) -> list[str | tuple[str, str]]:
        """The fields as heads of columns: figures stand at the end edge."""
        fields = [("number", str(words[field])) if field in NUMBERS else str(words[field]) for field in self.fields]
        return [*fields, *(("number", name) for name in self.read.values())]


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of the file: the field that it holds, and whether somebody said so; or that it is read by its name.

    `guess` is what it may hold where neither its name nor anybody says what it is about; "" for nothing that is known.
    """

    key: str
    name: str
    field: str
    is_chosen: bool
    is_read: bool
    guess: str | None


def tabs(counts: Mapping[RowStatus, int]) -> dict[str, int]:
    """How many rows stand under each heading that has any."""
    found = {name: sum(counts[status] for status in statuses) for name, statuses in TABS.items()}
    return {name: count for name, count in found.items() if count}


def chosen_tab(counts: Mapping[RowStatus, int]) -> str:
    """The heading that the address asks for, else the first that has rows."""
    there = tabs(counts)
    asked = request.args.get("show", "")
    return asked if asked in there else next(iter(there), "attention")


def show_columns(file: FileImport) -> list[ShownColumn]:
    """Every column of the file."""
    kind = KINDS[file.kind]
    held = kind.held(file.header, file.chosen)
    guesses = kind.asks_about(file.header, held) if kind.asks_about else {}
    shown = []
    for place, (key, name, holds) in enumerate(zip(column_keys(file.header), file.header, held, strict=True)):
        field = holds if holds in kind.fields else ""
        is_chosen, is_read = key in file.chosen, holds != field
        guess = None if is_chosen else guesses.get(place)
        shown.append(ShownColumn(key, name or f"#{place + 1}", field, is_chosen, is_read, guess))
    return shown


def show_rows(file: FileImport, rows: Sequence[FileImportRow]) -> ShownTable:
    """The rows of one page."""
    kind = KINDS[file.kind]
    held = kind.held(file.header, file.chosen)
    told = {_where(finding) for row in rows for finding in row.findings}
    fields = _columns(kind, held, told.union(*(row.fixes for row in rows)))
    read = {holds: name for name, holds in zip(file.header, held, strict=True) if holds and holds not in kind.fields}
    return ShownTable(fields, tuple(_show(row, held, (*fields, *read), NUMBERS.union(read)) for row in rows), read)


def _columns(kind: FileKind, held: Sequence[str], told: Collection[str]) -> tuple[str, ...]:
    """The fields of the columns: of those of which nothing is told the first, as many as there is room for."""
    first = [field for field in kind.fields if field in told]
    sound = [field for field in kind.fields if field in kind.shown and field in held and field not in told]
    chosen = {*first, *sound[: max(MOST_COLUMNS - len(first), LEAST_KNOWN)]}
    return tuple(field for field in kind.fields if field in chosen)


def open_cells(file: FileImport) -> list[str]:
    """What somebody may put right in a row: every field, and what is read by its name."""
    kind = KINDS[file.kind]
    return list(dict.fromkeys((*kind.fields, *filter(None, kind.held(file.header, file.chosen)))))


def changed_cells(file: FileImport, row: FileImportRow, given: Mapping[str, str]) -> dict[str, str]:
    """Of the cells that were sent those that say something else than before."""
    written = _written(row, KINDS[file.kind].held(file.header, file.chosen))
    return {field: text for field, text in given.items() if text != written.get(field, "")}


def _written(row: FileImportRow, held: Sequence[str]) -> dict[str, str]:
    """What stands in the row, by field, as it is shown."""
    return _in_file(row, held) | row.fixes


def _in_file(row: FileImportRow, held: Sequence[str]) -> dict[str, str]:
    """What stood there when it came."""
    cells = zip(held, row.cells, strict=False)
    return {field: "" if cell is None else str(cell) for field, cell in cells if field}


def _show(row: FileImportRow, held: Sequence[str], fields: Sequence[str], numbers: Collection[str]) -> ShownRow:
    written, came = _written(row, held), _in_file(row, held)
    cells = tuple(
        ShownCell(
            field=field,
            written=written.get(field, ""),
            findings=_findings(row, field),
            in_file=came.get(field, "") if field in row.fixes else None,
            is_number=field in numbers,
        )
        for field in fields
    )
    may_change = cells if row.status in OPEN else ()
    to_fix = tuple(cell for cell in may_change if cell.findings and row.status is not RowStatus.READY)
    others = tuple(cell for cell in may_change if cell not in to_fix)
    return ShownRow(row, cells, _findings(row, ""), asks(row), to_fix, others)


def _findings(row: FileImportRow, field: str) -> tuple[Finding, ...]:
    return tuple(
        Finding(Sentence.from_json(finding["say"]), finding["is_fault"], finding["better"], is_asked(finding))
        for finding in row.findings
        if _where(finding) == field
    )


def _where(finding: Mapping[str, Any]) -> str:
    return str(finding["field"] or WHERE_TO_SAY_IT.get(finding["code"], ""))
