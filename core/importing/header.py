"""Where the names of the columns stand, and where the adverts end: titles above and totals below are no rows."""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import accumulate

from core.importing.table import Cell, Row
from core.importing.words import fold, name_key

MOST_ABOVE = 20  # filled rows in which the names of the columns are looked for

_TOTAL = re.compile(
    r"(?:γενικο|γεν|μερικο)?(?:συνολο|συνολα|υποσυνολο|αθροισμα|μεσοσοροσ)"
    r"(?:\d+|αγγελιων|ακινητων|γραμμων|οικογενειων|νοικοκυριων|ατομων|μελων|ωφελουμενων|μισθωσεων|πληρωμων)*"
    r"|(?:grand|sub)?totals?(?:\d+|rows|listings|households|families|persons|leases|payments)*|sum|average|mean"
)
_FIGURE = re.compile(r"\d*(?:ευρω|euros?|eur|τμ|μ2|m2|sqm)?")

Header = tuple[str, ...]


def find_header(rows: Sequence[Row], known: Set[str]) -> tuple[Header, int]:
    """The names of the columns and how many rows stand before the first row below them.

    It is the row, or the two rows below each other, with the most `known` names; the first row where nobody knows
    any. In two rows the upper names run over several columns, or the lower ones down from nothing; a row that holds a
    figure is no lower one, whatever words stand beside it.
    """
    return max(_candidates(rows, known), key=lambda found: _count_known(found[0], known))


def _candidates(rows: Sequence[Row], known: Set[str]) -> Iterator[tuple[Header, int]]:
    """The likeliest first: of equals `max` takes the first."""
    above = rows[:MOST_ABOVE]
    yield from ((names(row), place) for place, row in enumerate(above, start=1))
    for place, (upper, lower) in enumerate(zip(above, rows[1:], strict=False), start=2):
        if lower.number == upper.number + 1 and not any(map(_says_figure, lower.cells)):
            yield _merged(names(upper), names(lower), known), place


def _merged(upper: Header, lower: Header, known: Set[str]) -> Header:
    width = max(len(upper), len(lower))
    upper, lower = ((*header, *[""] * (width - len(header))) for header in (upper, lower))
    groups: Iterator[str] = accumulate(upper, _last_named)
    return tuple(_name(*names, known) for names in zip(groups, upper, lower, strict=True))


def _last_named(before: str, name: str) -> str:
    return name or before


def _name(group: str, above: str, below: str, known: Set[str]) -> str:
    """`Ιδιοκτήτης` above `Τηλέφωνο` is the telephone; above `Όνομα`, which alone says little, it is the owner.

    `group` is the last name above, which may run over this column too.
    """
    for name in (f"{group} {below}" if below else "", below, above):
        if name_key(name) in known:
            return name.strip()
    return below or above


def _count_known(header: Header, known: Set[str]) -> int:
    return len({name_key(name) for name in header} & known)


def names(row: Row) -> Header:
    """The cells as names of columns."""
    return tuple("" if cell is None else str(cell) for cell in row.cells)


def is_total(row: Row) -> bool:
    """Whether the row sums up those above it: it begins with such a word, and else holds only figures."""
    filled = [cell for cell in row.cells if cell is not None]
    return _is_word_for_total(filled[0]) and all(map(is_figure, filled[1:]))


def _is_word_for_total(cell: Cell) -> bool:
    return isinstance(cell, str) and _TOTAL.fullmatch(fold(cell)) is not None


def _says_figure(cell: Cell) -> bool:
    """A unit alone, such as `τ.μ.`, names a column."""
    return cell is not None and is_figure(cell) and any(map(str.isdigit, str(cell)))


def is_figure(cell: Cell) -> bool:
    """A number, or a text that says one: `12.400 €`, `62 τ.μ.`."""
    return isinstance(cell, int | float) or _FIGURE.fullmatch(fold(str(cell))) is not None
