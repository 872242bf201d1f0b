"""What comes of reading a file: its good rows, and what was found wrong, row by row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from core.text import Sentence


class NumberedRow(Protocol):
    """What was read from one row."""

    @property
    def row(self) -> int: ...


R = TypeVar("R", bound=NumberedRow)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong or doubtful in a row; `field` is "" when it is about the row as a whole.

    `better` is what the cell probably should say, where that can be guessed.
    """

    row: int
    field: str
    code: str
    sentence: Sentence
    better: str = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that is the same as the earlier row `of`."""

    row: int
    of: int


@dataclass(frozen=True, slots=True)
class ReadFile(Generic[R]):
    """`good` are the rows to take: without any fault in `rejected`, and the first of its duplicates.

    `half` are rows at fault as far as they could be read: whatever else is wrong with them is told at once.
    """

    rows: int
    good: tuple[R, ...]
    rejected: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    duplicates: tuple[Duplicate, ...]
    unknown_columns: tuple[str, ...]
    half: tuple[R, ...] = ()
    left_out: tuple[int, ...] = ()  # the numbers of rows that hold nothing of their own: totals, the header once more


def without_repeats(
    rows: Iterable[R], find: Callable[[R], R | None], add: Callable[[R], object]
) -> tuple[list[R], list[Duplicate]]:
    """The first of all rows that are the same. `find` gives which of those that were added a row repeats."""
    taken, duplicates = [], []
    for row in rows:
        first = find(row)
        if first is None:
            taken.append(row)
            add(row)
        else:
            duplicates.append(Duplicate(row.row, first.row))
    return taken, duplicates
