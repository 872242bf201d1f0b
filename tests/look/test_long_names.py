"""However long a name is, no page of it is wider than the window."""

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from people.services.hand_overs import hand_over_cases
from people.services.log import NextStepDetails, add_task
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter

NAME = "Χ" * 200
ADDRESSES = (
    "/households", "/households/1", "/people/1", "/households/1/log/new", "/listings", "/listings/1", "/hand-overs/1",
)  # fmt: skip


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def tab(app: Flask, session: Session, client: PageClient, live_server: str, new_page: NewPage) -> Page:
    """A browser's page in which an officer is inside, whose people and flats have such names."""
    centre = rows.add_centre(session)
    household = rows.add_household(session, centre, NAME)
    household.members[0].person.latin_name = "X" * 200
    rows.add_listing(session, centre, NAME)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    add_task(session, household, NextStepDetails(NAME, officer.id, TODAY), actor=officer, at=NOW)
    taker = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    hand_over_cases(session, officer, taker, NAME, actor=officer, at=NOW)
    enter(client, session, officer)
    page = new_page()
    page.context.add_cookies([{"name": "session", "value": client.get_cookie("session").value, "url": live_server}])
    return page


def test_a_long_name_breaks_within_the_window(tab: Page):
    for address in ADDRESSES:
        tab.goto(address)
        assert tab.locator("h1").count() == 1
        for width in (320, 1280):
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, address
