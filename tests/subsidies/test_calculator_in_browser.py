"""The calculator as somebody types in it: the result changes beside the form, and the form is left alone."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from subsidies.models import SchemeVersion
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.rows import add_user
from tests.support.visits import enter


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing is stored here."""
    return sqlite_url


@pytest.fixture
def desk(client: PageClient, session: Session, version: SchemeVersion, new_page: NewPage, live_server: str) -> Page:
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER))
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page.goto("/calculator")
    return page


def test_the_schedule_changes_as_one_types(desk: Page, complaints: list[str]):
    result, said = desk.locator("#result"), desk.get_by_role("status")
    desk.get_by_label("Decided on").fill("20/01/2026")
    desk.get_by_label("Lease starts on").fill("10/02/2026")
    desk.get_by_label("Born").fill("01/02/1990")
    expect(result).to_contain_text("Enter the rent")
    rent = desk.get_by_label("Whole rent, a month")
    rent.press_sequentially("450")
    expect(said).to_have_text("14 instalments, €2,384.00 in all")
    expect(result.locator(".st-calc").nth(1)).to_contain_text("19/28")
    rent.press("Home")
    rent.press("Delete")
    expect(said).to_have_text("14 instalments, €1,040.00 in all")
    expect(rent).to_be_focused()
    assert rent.evaluate("field => [field.value, field.selectionStart]") == ["50", 0]

    desk.get_by_role("button", name="Add a person").click()
    second = desk.get_by_role("group", name="Person 2").get_by_label("Born")
    expect(second).to_be_focused()
    second.press_sequentially("05/05/2019")
    rent.fill("450")
    expect(said).to_have_text("14 instalments, €4,538.00 in all")
    desk.get_by_role("group", name="Person 2").get_by_role("button", name="Remove").click()
    expect(said).to_have_text("14 instalments, €2,384.00 in all")
    expect(desk.get_by_role("button", name="Add a person")).to_be_focused()

    desk.get_by_text("Case file", exact=True).first.click()
    with desk.expect_download() as download:
        desk.get_by_role("button", name="Save as a case file").click()
    assert download.value.suggested_filename == "case.json"
    desk.get_by_label("Case file").set_input_files(download.value.path())
    rent.fill("100")
    expect(said).to_have_text("14 instalments, €1,640.00 in all")
    desk.get_by_role("button", name="Open a case file").click()
    expect(rent).to_have_value("450,00")
    expect(said).to_have_text("14 instalments, €2,384.00 in all")
    assert complaints == []
