"""Which cells of a table with totals of its rows and of its columns may be shown: none that is about fewer than five
people, and none by which such a cell could be worked out. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple

from maps.small_cells import FEWEST


class Cell(NamedTuple):
    """A cell by its row and its column; None is the total over them."""

    row: int | str | None
    column: int | str | None


@dataclass(frozen=True, slots=True)
class Crossed:
    """A table of counts or sums with its totals. `people` are those behind each value; one person may stand in several
    cells of a row, and in one cell of a column.
    """

    values: Mapping[Cell, int]
    people: Mapping[Cell, int]

    def shown(self) -> Mapping[Cell, int | None]:
        """What is told of each cell and each total; None is not told. An empty cell is told: nobody is in it."""
        hidden = {cell for cell, people in self.people.items() if 0 < people < FEWEST}
        while (more := self._next_to_hide(hidden)) is not None:
            hidden.add(more)
        return {cell: None if cell in hidden else value for cell, value in self.values.items()}

    def _next_to_hide(self, hidden: Set[Cell]) -> Cell | None:
        """What else has to go: the smallest of a line whose hidden cells tell of too few, or beside a cell that its row
        and its column tell together.
        """
        for line in self._lines():
            if not self._is_safe(line, hidden) and (found := self._smallest(line, hidden)):
                return found
        for cell in filter(hidden.__contains__, self.values):
            if not self._may_be_another(cell, hidden):
                beside = [other for other in self.values if other.row == cell.row or other.column == cell.column]
                return self._smallest(beside, hidden) or self._smallest(self.values, hidden)
        return None

    def _lines(self) -> Iterable[list[Cell]]:
        rows, columns = defaultdict(list), defaultdict(list)
        for cell in self.values:
            rows[cell.row].append(cell)
            columns[cell.column].append(cell)
        return [*rows.values(), *columns.values()]

    def _smallest(self, cells: Iterable[Cell], hidden: Set[Cell]) -> Cell | None:
        """Of what is still shown and not empty; a total last; of two as large the
        earlier one."""
        left = (cell for cell in cells if cell not in hidden and self.values[cell])
        return min(left, key=lambda cell: (None in cell, self.values[cell]), default=None)

    def _is_safe(self, line: list[Cell], hidden: Set[Cell]) -> bool:
        """Whether what the line tells of all its hidden cells together is about five people, and of no single one."""
        out = [cell for cell in line if cell in hidden]
        if len(out) < 2:
            return not out
        people = [self.people[cell] for cell in out]
        is_row = len({cell.row for cell in line}) == 1
        if is_row and self.people is not self.values:
            return max(people) >= FEWEST
        return sum(people) >= max(FEWEST, len(out) + 1)

    def _may_be_another(self, cell: Cell, hidden: Set[Cell]) -> bool:
        """Whether rows and columns would add up with another value there too, and none of the hidden below one."""
        ways: dict[object, set[object]] = defaultdict(set)
        for other in hidden - {cell}:
            more, less = self._ways(other)
            if more:
                ways["row", other.row].add(("column", other.column))
            if less:
                ways["column", other.column].add(("row", other.row))
        row, column = ("row", cell.row), ("column", cell.column)
        more, less = self._ways(cell)
        return (more and _leads(ways, column, row)) or (less and _leads(ways, row, column))

    def _ways(self, cell: Cell) -> tuple[bool, bool]:
        """Whether the cell may count for more, and for less, in what its row and column add up to; a total counts
        against them.
        """
        can_shrink = self.values[cell] > 1
        is_total = (cell.row is None) != (cell.column is None)
        return (can_shrink, True) if is_total else (True, can_shrink)


def crossed(values: Mapping[Cell, int], people: Mapping[Cell, int] | None = None) -> Crossed:
    """The table of these cells, with its totals. Without `people` the values count them; else they are given for the
    totals too.
    """
    sums = dict(values)
    for cell, value in values.items():
        for total in (Cell(cell.row, None), Cell(None, cell.column), Cell(None, None)):
            sums[total] = sums.get(total, 0) + value
    return Crossed(sums, sums if people is None else people)


def _leads(ways: Mapping[object, set[object]], start: object, goal: object) -> bool:
    seen, left = {start}, [start]
    while left:
        for place in ways.get(left.pop(), set()) - seen:
            seen.add(place)
            left.append(place)
    return goal in seen
