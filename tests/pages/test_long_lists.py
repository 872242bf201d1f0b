"""Lists of thousands: each page shows some of them, says how many there are, and costs the same as a short list."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from lxml.html import HtmlElement
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.paging import ROWS, Page
from people.models import Household
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_user
from tests.support.visits import enter, text

MANY = 10_000


@contextmanager
def statements() -> Iterator[list[str]]:
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def references(page: HtmlElement) -> list[str]:
    return page.xpath("//main//tbody/tr/td[1]/span/text()")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_ten_thousand_households_are_shown_page_by_page(session: Session, client: PageClient):
    centre = add_centre(session)
    officer = add_user(session, StaffRole.HOUSING_OFFICER, centre)
    rows = [
        {"reference": f"N-{number:05d}", "name": "Haddad", "language": "en", "centre_id": centre.id}
        | {"single_parent": False, "created_at": NOW, "search_key": "haddad"}
        for number in range(MANY)
    ]
    session.execute(Household.__table__.insert(), rows)
    enter(client, session, officer)
    seen: list[str] = []
    costs = []
    for address in ("/households", "/households?page=2", f"/households?page={MANY // ROWS}"):
        with statements() as asked:
            page = client.page(address)
        costs.append(len(asked))
        seen += references(page)
    assert len(set(seen)) == len(seen) == 3 * ROWS
    assert (seen[0], seen[-1]) == (f"N-{MANY - 1:05d}", "N-00000")
    assert "of 10,000" in text(page)
    assert len(set(costs)) == 1
    assert not page.xpath("//a[@rel='next']")
    (before,) = page.xpath("//a[@rel='prev']/@href")
    assert len(references(client.page(before))) == ROWS


@pytest.mark.parametrize(
    ("number", "total", "shown", "has_next"),
    [
        pytest.param(1, 0, 0, False, id="nothing"),
        pytest.param(1, ROWS, ROWS, False, id="exactly-one-page"),
        pytest.param(1, ROWS + 1, ROWS, True, id="one-more"),
        pytest.param(2, ROWS + 1, 1, False, id="the-last"),
    ],
)
def test_a_page_knows_whether_there_is_another(number: int, total: int, shown: int, has_next: bool):
    page = Page(["row"] * shown, number, total)
    assert page.has_next is has_next
    assert page.last - page.first + 1 == shown
