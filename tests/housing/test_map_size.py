"""How much a map is to load, whatever the number of adverts; and a short form of the proof of how soon it is there."""

import gzip
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, Response, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.many_spots import add_spots
from tests.support.map_race import race
from tests.support.pages import PageClient
from tests.support.visits import enter

MOST_AT_FIRST, MOST_OF_A_PAGE = 250_000, 60_000  # bytes, compressed: of what browsers keep, and of each page
MOST_FILES = 15  # that browsers keep: each costs a little of every visit, too


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.mark.parametrize("query", ["", "?radius_km=50", "?radius_km=0&bbox=23.4,34.8,26.4,35.7", "?view=map"])
def test_the_page_of_ten_thousand_is_as_large_as_that_of_a_hundred(
    client: PageClient, session: Session, centre: Centre, query: str
):
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    rows.add_listing(session, centre)
    session.commit()
    sizes = []
    for number in (100, 1_000, 10_000):
        add_spots(session, number)
        page, script = (client.get(f"/listings{path}{query}").data for path in ("", "/map.js"))
        assert len(gzip.compress(page + script)) <= MOST_OF_A_PAGE
        sizes.append(len(page))
    assert all(small == pytest.approx(large, rel=0.01) for small, large in pairwise(sizes))


def test_what_browsers_keep_is_small_and_loaded_once(
    client: PageClient, new_page: NewPage, live_server: str, session: Session, centre: Centre
):
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    rows.add_listing(session, centre, "Διαμέρισμα 82 τ.μ. στον Πόρο")
    session.commit()
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page(locale="el-GR", viewport={"width": 1440, "height": 900})
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    _look(page)
    kept = [len(gzip.compress(answer.body())) for answer in answers if "/static/" in answer.url]
    assert 10 < len(kept) <= MOST_FILES
    assert sum(kept) <= MOST_AT_FIRST
    _look(page)
    loaded = "() => performance.getEntriesByType('resource').filter(file => file.transferSize).map(file => file.name)"
    assert [name for name in page.evaluate(loaded) if "/static/" in name] == []


def _look(page: Page) -> None:
    page.goto("/listings", wait_until="networkidle")
    expect(page.locator(".st-pin")).to_have_count(1)


def test_every_map_of_the_proof_can_be_used(browser: Browser, client: PageClient, session: Session):
    times = race(browser, client, session, few=100, many=300, rounds=1)
    assert min(times) > 0
