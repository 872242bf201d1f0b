"""A flat with its reasons has the width of a phone for them, and its rent below."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from housing.services.households.needs import NeedsDetails, set_needs
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.rows import TODAY
from tests.support.visits import enter


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def phone(session: Session, client: PageClient, live_server: str, new_page: NewPage) -> Page:
    """An officer's, at why a flat does not fit."""
    centre = rows.add_centre(session)
    household = rows.add_household(session, centre, births=("1990-02-01", "2019-05-05"))
    set_needs(session, household, NeedsDetails(2, "A carer", most_rent=Decimal("480.00")), on=TODAY, actor=None)
    listing = rows.add_listing(session, centre, "Διαμέρισμα στη Νέα Αλικαρνασσό", rent="495.00", bedrooms=0)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    page = new_page(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    page.context.add_cookies([{"name": "session", "value": client.get_cookie("session").value, "url": live_server}])
    page.goto(f"/households/{household.id}/flats/{listing.id}")
    return page


def test_why_not_of_one_flat_is_read_in_lines_and_not_in_syllables(phone: Page):
    reasons, rent = phone.locator(".st-flat-main").bounding_box(), phone.locator(".st-flat-money").bounding_box()
    assert reasons["width"] > 250
    assert rent["y"] >= reasons["y"] + reasons["height"]
