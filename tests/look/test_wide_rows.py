"""A file of many columns: its page stays within the window, and the way to put a row right stays in sight."""

from io import BytesIO

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from tests.housing import lease_files
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.visits import enter

HEADER = "Κωδικός;Τίτλος;Ενοίκιο;Διεύθυνση;Περιοχή;τ.μ.;Υπνοδωμάτια;Όροφος;Τηλέφωνο;Κοινόχρηστα;Έτος κατασκευής"
FAULTY = "A-{0};Διαμέρισμα στη Νέα Αλικαρνασσό;τηλ.;Μελιδονίου 2{0};Νέα Αλικαρνασσός;9999;10000;3ος;28100001;πολλά;3024"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def language() -> str:
    """Tests of words read English."""
    return "en"


@pytest.fixture
def officer(app: Flask, session: Session, client: PageClient, language: str) -> PageClient:
    """One who has sent a file in which every row has faults."""
    centre = rows.add_centre(session)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    file = "\n".join([HEADER, *(FAULTY.format(number) for number in range(1, 13))])
    client.submit("/listings/import", file=(BytesIO(file.encode()), "adverts.csv"), source="Portal")
    with client.session_transaction() as kept:
        kept["language"] = language
    return client


@pytest.fixture
def tab(officer: PageClient, live_server: str, new_page: NewPage) -> Page:
    """A browser's page in which the officer is inside."""
    page = new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.context.add_cookies([{"name": "session", "value": officer.get_cookie("session").value, "url": live_server}])
    return page


@pytest.mark.parametrize("language", ["el", "en", "rtl"])
def test_every_button_of_a_row_is_in_sight(tab: Page):
    tab.goto("/imports/1")
    assert tab.locator("thead th").count() == 10
    for width in (360, 800, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        boxes = [button.bounding_box() for button in tab.locator("#row-2 button").all() if button.is_visible()]
        assert boxes
        assert [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > width] == []


@pytest.mark.parametrize("language", ["el", "en", "rtl"])
def test_rows_of_leases_with_some_faults_stand_beside_each_other_in_full(officer: PageClient, tab: Page):
    """None of their cells passes below the last."""
    faulty = lease_files.SAMIR.replace("450,50 €", "τηλ.").replace(lease_files.AFM, "12345678").replace("31/08/", "")
    lease_files.send(officer, f"{lease_files.HEADER}\n{faulty}\n{lease_files.OLENA}\n")
    tab.goto("/imports/2")
    assert tab.locator(".st-cell-no").count() == 5
    assert tab.locator(".st-scroll").evaluate("it => it.scrollWidth <= it.clientWidth")


def test_one_stays_at_a_row_until_it_is_right_and_goes_on_to_the_next(tab: Page):
    tab.goto("/imports/1")
    row = tab.locator("#row-8")
    row.get_by_label("Size").fill("82")
    row.get_by_role("button", name="Correct").first.click()
    tab.wait_for_url("**#row-8")
    expect(row).to_be_in_viewport()
    right = {"Rent for one month": "450", "Common charges": "20", "Bedrooms": "2", "Year built": "1985"}
    for field, written in (right | {"Landlord's telephone": "2810990001"}).items():
        row.get_by_label(field).fill(written)
    row.get_by_role("button", name="Correct").first.click()
    tab.wait_for_url("**#row-9")
    expect(tab.locator("#row-9")).to_be_in_viewport()
    assert row.count() == 0
