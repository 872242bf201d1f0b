"""Saying what is done. What was said waits in the session until the edge writes it into the chain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Session, SessionTransaction

from core.audit.changes import Change, Person, identity, person_of
from core.audit.plain import canonical
from core.db import Base
from core.structure import Centre

Nobody = tuple[None, None]
_KEY = "stegi.audit"


@dataclass(frozen=True, slots=True)
class Value:
    """Something kept of a step about one row; sealed when it is about a person."""

    row: tuple[str, int] | Nobody
    person: Person | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did or looked at, in plain values: the rows may be gone when it is written."""

    action: str
    actor: tuple[str, int] | Nobody
    subject: tuple[str, int] | Nobody
    centre_id: int | None
    values: tuple[Value, ...]
    is_read: bool = False


@dataclass
class Pending:
    """What a session has changed and said in its transaction."""

    changes: list[Change] = field(default_factory=list)
    bulk: set[str] = field(default_factory=set)  # tables changed by statements that name no row
    steps: list[Step] = field(default_factory=list)
    at_savepoints: dict[SessionTransaction, "Pending"] = field(default_factory=dict)

    @property
    def unsaid(self) -> list[str]:
        """The tables that were changed since the last step."""
        return sorted({change.row.__tablename__ for change in self.changes} | self.bulk)

    def keep(self, savepoint: SessionTransaction) -> None:
        """Remember what waits when a savepoint begins."""
        self.at_savepoints[savepoint] = replace(
            self, changes=list(self.changes), bulk=set(self.bulk), steps=list(self.steps)
        )


def pending(session: Session) -> Pending:
    """What waits in this session."""
    waiting: Pending = session.info.setdefault(_KEY, Pending())
    return waiting


def forget_since(session: Session, savepoint: SessionTransaction | None) -> None:
    """Come back to what waited when the savepoint began; without one nothing waits any more."""
    session.info[_KEY] = pending(session).at_savepoints[savepoint] if savepoint else Pending()


def record(
    session: Session,
    action: str,
    subject: Base | None = None,
    *,
    actor: Base | None,
    values: Mapping[str, Any] | None = None,
) -> None:
    """Name the step that was just done: to be called last in a service, in the transaction of the deed.

    The columns changed since the step before are kept by themselves. `values` adds what no column says; it is needed
    where rows were changed by one statement. `actor` is a row of whoever does it, None for the service itself.
    """
    session.flush()
    waiting = pending(session)
    kept = [_value_of(change) for change in waiting.changes]
    waiting.changes.clear()
    if values is not None:
        waiting.bulk.clear()
    _add(session, action, subject, actor, values, kept, is_read=False)


def record_each(
    session: Session,
    action: str,
    subjects: Sequence[Base],
    *,
    actor: Base | None,
    values: Mapping[str, Any] | None = None,
) -> None:
    """The same step with each of many rows: an entry for every one, with its own changes, which are sent together."""
    session.flush()
    waiting = pending(session)
    own: dict[tuple[str, int], list[Change]] = {identity(subject): [] for subject in subjects}
    others: list[Change] = []
    for change in waiting.changes:
        own.get(identity(change.row), others).append(change)
    waiting.changes[:] = others
    for subject in subjects:
        kept = [_value_of(change) for change in own[identity(subject)]]
        _add(session, action, subject, actor, values, kept, is_read=False)


def record_read(
    session: Session,
    action: str,
    subject: Base | None = None,
    *,
    actor: Base | None,
    values: Mapping[str, Any] | None = None,
) -> None:
    """Name what somebody is shown of a person's data. The edge writes it also when the request changes nothing.

    `values` says how a list was filtered and how many it showed, without anybody's data.
    """
    _add(session, action, subject, actor, values, [], is_read=True)


def record_along(session: Session, rows: Sequence[Base]) -> None:
    """Keep with the look that was named last that it showed these rows too; no entry of its own tells of them."""
    steps = pending(session).steps
    data = canonical({"facts": {"shown": True}})
    kept = (Value(identity(row), _known(person_of(row)), data) for row in rows)
    steps[-1] = replace(steps[-1], values=(*steps[-1].values, *kept))


def take_reads(session: Session) -> list[Step]:
    """The looks that wait, to be written although the transaction is taken back."""
    return [step for step in pending(session).steps if step.is_read]


def roll_back_but_reads(session: Session) -> None:
    """Take the transaction back; what was shown in it was shown, and waits for the next."""
    reads = take_reads(session)
    session.rollback()
    session.info[_KEY] = Pending(steps=reads)


def _add(
    session: Session,
    action: str,
    subject: Base | None,
    actor: Base | None,
    values: Mapping[str, Any] | None,
    kept: list[Value],
    *,
    is_read: bool,
) -> None:
    person = person_of(subject) if subject is not None else None
    if values is not None:
        kept.insert(0, Value(_named(subject), _known(person), canonical({"facts": values})))
    pending(session).steps.append(
        Step(action, _named(actor), _named(subject), _centre(subject, person), tuple(kept), is_read)
    )


def _value_of(change: Change) -> Value:
    parts = {"old": change.old, "new": change.new}
    data = canonical({name: part for name, part in parts.items() if part})
    return Value(identity(change.row), _known(change.person or person_of(change.row)), data)


def _named(row: Base | None) -> tuple[str, int] | Nobody:
    return (None, None) if row is None else identity(row)


def _known(person: Base | None) -> Person | None:
    return None if person is None else identity(person)


def _centre(subject: Base | None, person: Base | None) -> int | None:
    """The centre of the subject, else of the person it is about."""
    if isinstance(subject, Centre):
        return subject.id
    for row in (subject, person):
        centre_id: int | None = getattr(row, "centre_id", None)
        if centre_id is not None:
            return centre_id
    return None
