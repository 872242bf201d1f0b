"""Pages of finance ask the database no more often when there are more households."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from core.auth.models import User
from core.structure import Centre
from subsidies.models import SchemeVersion
from subsidies.services.awards import approve_award, list_awards, prepare_award
from subsidies.services.months import month_figures
from subsidies.services.payments import due_instalments, get_batch, list_batches, prepare_batch
from tests.support.leases import EXECUTION, LATER, MONTH, add_lease
from tests.support.rows import NOW, TODAY, go_to_work


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements that read while the block runs."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            found.append(statement)

    engine = session.get_bind()
    assert isinstance(engine, Engine)
    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def add_awards(session: Session, centre: Centre, version: SchemeVersion, people: tuple[User, User], count: int) -> None:
    for _number in range(count):
        award = prepare_award(session, add_lease(session, centre), version, on=TODAY, actor=people[0], at=NOW)
        approve_award(session, award, actor=people[1], at=LATER)
    session.commit()


def look(session: Session, batch_id: int, officer: User) -> None:
    assert sum(award.total for award in list_awards(session, officer).rows)
    assert month_figures(session, MONTH, officer).total.due
    assert [payment.household.name for payment in get_batch(session, batch_id, officer).payments]
    assert [batch.total for batch in list_batches(session, officer).rows]
    assert due_instalments(session, MONTH.replace(month=12), officer)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # both are asked alike
def test_lists_do_not_ask_once_for_each_row(
    session: Session, centre: Centre, version: SchemeVersion, officer: User, approver: User
) -> None:
    counts = []
    for more in (1, 4):
        add_awards(session, centre, version, (officer, approver), more)
        session.expunge_all()
        officer, approver, centre, version = (session.merge(row) for row in (officer, approver, centre, version))
        go_to_work(session, officer)
        with counted(session) as preparing:
            batch = prepare_batch(session, MONTH, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
        session.commit()
        session.expunge_all()
        officer = session.merge(officer)
        go_to_work(session, officer)
        with counted(session) as looking:
            look(session, batch.id, officer)
        counts.append((len(preparing), len(looking)))
        approver, centre, version = (session.merge(row) for row in (approver, centre, version))
    assert counts[0] == counts[1]
