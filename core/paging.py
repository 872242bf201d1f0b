"""Long lists, page by page. Free of Flask; `templates/components/pagination.html` shows the way on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

ROWS = 50
LAST_PAGE = 1_000_000  # typed into an address, a larger number is no page either

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page, which counts from 1, and how many there are on all of them."""

    rows: Sequence[Row]
    number: int
    total: int
    length: int = ROWS

    @property
    def first(self) -> int:
        """The place of its first row among all."""
        return (self.number - 1) * self.length + 1

    @property
    def last(self) -> int:
        """The place of its last row."""
        return self.first + len(self.rows) - 1

    @property
    def has_next(self) -> bool:
        """Whether there are more."""
        return self.last < self.total


def take_page(session: Session, query: Select[Row], number: int) -> Page[Row]:
    """The rows of a query that has an order ending in the key. Past the last page there is the last one."""
    counted: Select[Any] = select(func.count()).select_from(query.order_by(None).options().subquery())
    total = session.scalar(counted) or 0
    number = _number(number, total, ROWS)
    rows = session.scalars(query.limit(ROWS).offset((number - 1) * ROWS)).unique().all()
    return Page(rows, number, total, ROWS)


def cut_page(rows: Sequence[Row], number: int, *, length: int = ROWS) -> Page[Row]:
    """The same of rows that are all at hand."""
    number = _number(number, len(rows), length)
    return Page(rows[(number - 1) * length : number * length], number, len(rows), length)


def _number(asked: int, total: int, length: int) -> int:
    """Of a page that there is."""
    return min(max(1, asked), max(1, -(-total // length)))
