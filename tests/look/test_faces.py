"""The faces of the letters come before a page is laid out, so that it is laid out once."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import NewPage

ASKED = "() => Array.from(document.querySelectorAll('link[rel=preload]'), one => one.href)"
USED = "() => performance.getEntriesByType('resource').map(one => one.name).filter(name => name.endsWith('.woff2'))"
LOADED = "() => document.fonts.ready.then(faces => Array.from(faces).filter(face => face.status === 'loaded').length)"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


def faces(page: Page, which: str) -> set[str]:
    return {address.split("noto-sans-")[-1].removesuffix("-normal.woff2") for address in page.evaluate(which)}


def test_a_page_asks_at_once_for_faces_that_it_uses(new_page: NewPage, live_server: str):
    latin, greek = ({f"{script}-{weight}" for weight in (400, 600, 700)} for script in ("latin", "greek"))
    page = new_page()
    page.goto(f"{live_server}/sign-in", wait_until="networkidle")
    assert faces(page, ASKED) == faces(page, USED) == latin | greek
    assert page.evaluate(LOADED) == 6

    page.locator("[name=language][value=en]").click()
    expect(page.locator("html[lang=en]")).to_be_attached()
    assert faces(page, ASKED) == latin | {"greek-400"}  # in which the switch names the other language
