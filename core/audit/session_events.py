"""How every session keeps the audit: it collects what is changed, and writes what was said just before its commit."""

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction
from sqlalchemy.orm.session import UOWTransaction

from core.audit.chain import append
from core.audit.changes import changes_of
from core.audit.recording import forget_since, pending
from core.audit.unaudited import UNAUDITED
from core.dates import utc_now


class Unaudited(Exception):
    """Rows were changed and nobody said by which step: a fault of the program, and nothing is kept."""


@event.listens_for(Session, "after_flush")
def collect(session: Session, context: UOWTransaction) -> None:
    """Keep what a flush has changed, until a step names it."""
    pending(session).changes.extend(changes_of(session))


@event.listens_for(Session, "do_orm_execute")
def _executing(state: ORMExecuteState) -> None:
    """One statement for many rows changes them behind the session's back."""
    if state.is_insert or state.is_update or state.is_delete:
        table: str = state.statement.table.name  # type: ignore[attr-defined]
        if table not in UNAUDITED:
            pending(state.session).bulk.add(table)


@event.listens_for(Session, "before_commit")
def write_down(session: Session) -> None:
    """Chain what was said. Raises Unaudited when something was changed of which nobody said by which step."""
    if session.in_nested_transaction():  # a savepoint is not the edge
        return
    session.flush()
    waiting = pending(session)
    if waiting.unsaid:
        raise Unaudited(f"changed by no step that names itself: {', '.join(waiting.unsaid)}")
    if waiting.steps:
        append(session, waiting.steps, at=utc_now())


@event.listens_for(Session, "after_transaction_create")
def _begun(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        pending(session).keep(transaction)


@event.listens_for(Session, "after_soft_rollback")
def _rolled_back(session: Session, transaction: SessionTransaction) -> None:
    """What was said in a savepoint is taken back with it."""
    if transaction.nested:
        forget_since(session, transaction)


@event.listens_for(Session, "after_transaction_end")
def _ended(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        forget_since(session, None)
