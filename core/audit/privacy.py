"""Rows of which many are told less than the audit keeps, or nothing at all: as though it were not there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.auth.models import User


@dataclass(frozen=True, slots=True)
class PrivateRows:
    """The rows of a table that are private, and what those they are kept from are told of them."""

    hidden: Callable[[User], Select[int]]  # the keys of those that this person must not know of
    told: Mapping[str, Any] | None = None  # in place of what these columns hold, None: no value; without it no row


Private = Mapping[str, PrivateRows]  # by table
Keys = frozenset[tuple[str, int]]


def hidden_among(
    session: Session, rows: Iterable[tuple[str | None, int | None]], viewer: User, private: Private
) -> Keys:
    """Which of these rows, by table and key, are private and not this viewer's."""
    wanted = {(kind, row_id) for kind, row_id in rows if kind in private and row_id is not None}
    found: set[tuple[str, int]] = set()
    for kind in sorted({kind for kind, _ in wanted if kind}):
        hidden = private[kind].hidden(viewer).subquery()
        asked = [row_id for of_kind, row_id in wanted if of_kind == kind]
        found |= {(kind, key) for key in session.scalars(select(hidden.c[0]).where(hidden.c[0].in_(asked)))}
    return frozenset(found)


def told_instead(values: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """What is told of a row's old and new values, or facts: other values, or none, where its own are private."""
    return {part: _without(columns, told) for part, columns in values.items()}


def _without(columns: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: told.get(name, value) for name, value in columns.items() if name not in told or told[name] is not None
    }
