"""What is alike in everything that households declare about money: its checks, and how one row replaces another."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.db import lock_row
from core.errors import NotFound, Refused
from core.text import N_, Sentence
from people.means import monthly_sum
from people.models import Income, Per, RentSupport

Row = TypeVar("Row", Income, RentSupport)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredDetails:
    """An amount for a month or a year, from `starts_on` up to the day before `ends_on`; `paper` is what was seen."""

    amount: Decimal
    per: Per
    starts_on: date
    ends_on: date | None = None
    note: str | None = None
    paper: str | None = None


def check(details: DeclaredDetails) -> None:
    """Raise Refused beside the field that cannot be right."""
    if details.ends_on is not None and details.ends_on <= details.starts_on:
        raise Refused(Sentence(N_("The last day cannot come before the first")), field="last_day")


def write(row: Row, details: DeclaredDetails, *, actor: User, at: datetime) -> None:
    """Fill a new row."""
    for name, value in asdict(details).items():
        setattr(row, name, value)
    row.recorded_by, row.recorded_at = actor, at


def says(row: Row, details: DeclaredDetails) -> bool:
    """Whether the row says this already."""
    return all(getattr(row, field.name) == getattr(details, field.name) for field in fields(details))


def supersede(session: Session, row: Row, *, actor: User, at: datetime) -> None:
    """The row does not stand any more. Of two people who do it at once, the second is refused."""
    lock_row(session, row)
    if row.superseded_at is not None:
        raise Refused(Sentence(N_("Somebody has put this right meanwhile, or taken it back.")))
    row.superseded_by, row.superseded_at = actor, at


def find_standing(session: Session, kind: type[Row], row_id: int) -> Row:
    """The row, else what stands in its place by now. Raises NotFound where there is nothing."""
    row = session.get(kind, row_id)
    while row is not None and row.superseded_at is not None:
        row = session.scalar(select(kind).where(kind.replaces_id == row.id))
    if row is None:
        raise NotFound(Sentence(N_("This was taken back, or never written down.")))
    return row


def all_of(session: Session, kind: type[Row], of_these: Any, *loaded: Any) -> Sequence[Row]:
    """Those that stand and those that were replaced, what began last first."""
    query = select(kind).options(joinedload(kind.recorded_by), joinedload(kind.superseded_by), *loaded)
    return session.scalars(query.where(of_these).order_by(kind.starts_on.desc(), kind.id.desc())).all()


def monthly(rows: Sequence[Row], on: date) -> Decimal:
    """What those of them that stand and run on the day come to in a month."""
    running = (row for row in rows if row.superseded_at is None and on in row.period)
    return monthly_sum((row.amount, row.per is Per.YEAR) for row in running)
