"""What is to be done next, by whom: what is late rises, on the board and in the log."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import DAY, today
from core.errors import Refused
from core.structure import Centre
from people.models import Household, LogEntry
from people.services.log import RISES_AFTER, NextStepDetails, add_task, finish_step, steps_due
from tests.people.promised import promise
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text


@pytest.mark.parametrize(
    ("due_in", "seen"),
    [
        pytest.param(DAY, "responsible", id="to-come"),
        pytest.param(0 * DAY, "responsible", id="today"),
        pytest.param(-DAY, "responsible officer", id="late"),
        pytest.param(-RISES_AFTER, "responsible officer", id="a-week-late"),
        pytest.param(-RISES_AFTER - DAY, "responsible officer anybody", id="later-than-that"),
    ],
)
def test_what_is_late_rises(
    session: Session, centre: Centre, household: Household, officer: User, colleague: User, due_in: timedelta, seen: str
):
    anybody = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    entry = promise(session, household, colleague, due_in)
    people = {"responsible": colleague, "officer": officer, "anybody": anybody, "stranger": stranger}
    by = TODAY + 7 * DAY
    assert [name for name, user in people.items() if steps_due(session, user, by=by, on=TODAY)] == seen.split()
    finish_step(session, entry, on=TODAY, actor=colleague)
    assert not any(steps_due(session, user, by=by, on=TODAY) for user in people.values())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_board_says_who_has_not_done_it(
    session: Session, client: PageClient, household: Household, officer: User, colleague: User
):
    promise(session, household, colleague, -DAY)
    enter(client, session, officer)
    assert "Nikos Vardakis has not done it" in text(client.page("/"))


def test_what_is_to_be_done_needs_no_talk(session: Session, household: Household, officer: User, colleague: User):
    step = NextStepDetails("Prepare the papers", colleague.id, TODAY)
    entry = add_task(session, household, step, actor=officer, at=NOW)
    session.commit()
    assert (entry.channel, entry.outcome, entry.spoken_with, entry.note) == (None, None, None, None)
    assert steps_due(session, colleague, by=TODAY) == [entry]
    with pytest.raises(Refused, match="in the past"):
        add_task(session, household, NextStepDetails("Late", colleague.id, TODAY - DAY), actor=officer, at=NOW)
    session.add(LogEntry(household=household, happened_on=TODAY, author=officer, created_at=NOW))
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_task_is_written_down_and_stands_in_log_board_and_timeline(
    session: Session, client: PageClient, household: Household, officer: User
):
    address = f"/households/{household.id}"
    enter(client, session, officer)
    session.rollback()
    assert client.page(address).xpath(f"//a[@href='{address}/tasks/new']")
    refused = client.submit(f"{address}/tasks/new", next_step="", status=422)
    assert refused.xpath("//*[@id='next_step-error']")
    page = client.submit(f"{address}/tasks/new", next_step="Prepare <the> papers", due_on=f"{today() + DAY:%d/%m/%Y}")
    assert "a task" in text(page)
    assert "To do: Prepare <the> papers" in text(client.page("/"))
    assert "A task was written down" in text(client.page(f"{address}/timeline"))
