"""Light, dark, or as the device says: chosen by a button, kept in the browser."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


def choose(client: PageClient, theme: str, at: str = "/sign-in", status: int = 200) -> None:
    token = client.page(at).xpath("string(//input[@name='csrf_token']/@value)")
    answer = client.post("/theme", data={"theme": theme, "next": at, "csrf_token": token}, follow_redirects=True)
    assert answer.status_code == status


def test_a_new_reader_sees_what_the_device_says(client: PageClient):
    assert client.page("/sign-in").get("data-bs-theme") == "device"


@pytest.mark.parametrize("theme", ["light", "dark", "device"])
def test_the_theme_is_kept_and_its_button_marked(client: PageClient, theme: str):
    choose(client, theme)
    page = client.page("/sign-in")
    assert page.get("data-bs-theme") == theme
    assert page.xpath("//button[@name='theme'][@aria-current]/@value") == [theme]


def test_it_outlasts_signing_in_and_out(client: PageClient, session: Session):
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    session.commit()
    choose(client, "dark")
    rows.sign_in(client, officer)
    assert client.page("/listings").get("data-bs-theme") == "dark"
    client.submit("/", action="/sign-out")
    assert client.page("/sign-in").get("data-bs-theme") == "dark"


def test_a_theme_that_is_not_offered_is_refused(client: PageClient):
    choose(client, "purple", status=400)
    client.set_cookie("theme", '" onload="alert(1)')
    assert client.page("/sign-in").get("data-bs-theme") == "device"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_as_the_device_says(new_page: NewPage, scheme: str):
    page = new_page(color_scheme=scheme)
    page.goto("/sign-in")
    shown_as(page, scheme)
    other = {"light": "dark", "dark": "light"}[scheme]
    page.emulate_media(color_scheme=other)
    shown_as(page, other)
    page.locator(f"button[value={scheme}]").click()
    shown_as(page, scheme)


def shown_as(page: Page, theme: str) -> None:
    expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
