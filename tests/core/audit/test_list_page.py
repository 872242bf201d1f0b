"""The list of entries: from one day until another, as days are counted in Athens."""

from datetime import UTC, datetime

import pytest
import time_machine
from lxml.html import HtmlElement
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.auth.permissions import StaffRole
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter, text

# In November Athens is two hours ahead: the third begins at 22:00 of the second.
MOMENTS = {
    1: datetime(2026, 11, 2, 21, 59, tzinfo=UTC),
    2: datetime(2026, 11, 2, 22, 0, tzinfo=UTC),
    3: datetime(2026, 11, 3, 21, 59, tzinfo=UTC),
    4: datetime(2026, 11, 3, 22, 0, tzinfo=UTC),
}


@pytest.fixture
def auditor(client: PageClient, session: Session) -> User:
    user = rows.add_user(session, StaffRole.ADMINISTRATOR)
    session.commit()
    for at in MOMENTS.values():
        with time_machine.travel(at, tick=False):
            record(session, "rotate-keys", actor=None)
            session.commit()
    enter(client, session, user)
    return user


def listed(page: HtmlElement) -> set[int]:
    return {int(link.text) for link in page.xpath("//tbody/tr/th/a")}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param("", {1, 2, 3, 4}, id="all"),
        pytest.param("&since=2026-11-03", {2, 3, 4}, id="from-a-day-on"),
        pytest.param("&until=2026-11-03", {1, 2, 3}, id="until-a-day"),
        pytest.param("&since=2026-11-03&until=2026-11-03", {2, 3}, id="one-day"),
        pytest.param("&since=2026-11-05", set(), id="nothing-since"),
    ],
)
def test_entries_are_listed_from_a_day_until_a_day(client: PageClient, auditor: User, days: str, expected: set[int]):
    found = listed(client.page(f"/audit?action=rotate-keys{days}"))
    first = min(listed(client.page("/audit?action=rotate-keys")))
    assert found == {number + first - 1 for number in expected}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        pytest.param("since=2026-11-03&until=2026-11-02", "The last day comes after the first one", id="backwards"),
        pytest.param("until=tomorrow", "Enter a day such as", id="no-day"),
    ],
)
def test_what_is_no_period_is_said_and_lists_nothing(client: PageClient, auditor: User, days: str, said: str):
    page = client.page(f"/audit?{days}", status=422)
    assert said in text(page)
    assert listed(page) == set()
