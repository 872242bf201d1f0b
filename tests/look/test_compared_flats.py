"""Flats side by side on a phone: each fact says of which flat it is, and the page stays within the window."""

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from housing.services.households.shortlists import keep_flats
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.rows import NOW
from tests.support.visits import enter

LONG = "Φωτεινό διαμέρισμα ογδόντα δύο τετραγωνικών στη Νέα Αλικαρνασσό, κοντά στο σχολείο"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def tab(app: Flask, session: Session, client: PageClient, live_server: str, new_page: NewPage) -> Page:
    """A phone on which an officer compares four flats with long names."""
    centre = rows.add_centre(session)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    household = rows.add_household(session, centre)
    flats = [rows.add_listing(session, centre, f"{LONG} {number}") for number in range(4)]
    keep_flats(session, household, flats, actor=officer, at=NOW)
    enter(client, session, officer)
    page = new_page(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    page.context.add_cookies([{"name": "session", "value": client.get_cookie("session").value, "url": live_server}])
    page.goto(f"{live_server}/households/{household.id}/shortlist/compare")
    return page


def test_each_fact_names_its_flat_and_nothing_is_wider_than_a_phone(tab: Page):
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    said = tab.evaluate("[...document.querySelectorAll('.st-beside td[data-th]')].map(cell => cell.dataset.th)")
    assert {words[:7] for words in said} == {f"{number}: {LONG}"[:7] for number in (1, 2, 3, 4)}
    assert tab.locator(".st-map-frame > .st-legend-fold").count() == 0  # over the map it could cover a number
