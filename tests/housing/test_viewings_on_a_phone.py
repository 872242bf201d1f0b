"""Before a door, with one thumb: what came of a viewing is written down by one press, also where no script runs."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import day_of, utc_now
from housing.models import Viewing, ViewingGuest
from housing.states import GuestStatus
from housing.viewing_facts import Interest, Opener
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.visits import enter

NARROW, THUMB = 360, 44  # pixels


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.mark.parametrize("language", ["el", "en", "rtl"])
def test_what_came_of_it_is_one_press_with_a_thumb_and_without_scripts(
    client: PageClient, session: Session, new_page: NewPage, live_server: str, language: str
):
    centre = rows.add_centre(session)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    viewing = Viewing(listing=rows.add_listing(session, centre), officer=officer, opener=Opener.LANDLORD)
    viewing.booked_by_id, viewing.created_at = officer.id, utc_now()
    viewing.starts_at, viewing.ends_at = utc_now() - timedelta(minutes=5), utc_now() + timedelta(minutes=25)
    names = ("Haddad", "A family with a very long name that fills more than one line")
    households = [rows.add_household(session, centre, name) for name in names]
    viewing.guests = [
        ViewingGuest(household=one, invited_at=utc_now(), interpreter_language="ar") for one in households
    ]
    session.add(viewing)
    enter(client, session, officer)
    with client.session_transaction() as kept:
        kept["language"] = language
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page(viewport={"width": NARROW, "height": 740}, java_script_enabled=False)
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page.goto(f"/viewings?on={day_of(viewing.starts_at)}")
    buttons = page.locator("button[name=outcome]")
    expect(buttons).to_have_count(8)
    for button in buttons.all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= THUMB
        assert 0 <= box["x"] <= box["x"] + box["width"] <= NARROW
    page.locator("button[name=outcome][value=wants]").first.click()
    expect(page.locator("button[name=outcome]:visible")).to_have_count(4)
    session.expire_all()
    assert [(guest.status, guest.interest) for guest in viewing.guests] == [
        (GuestStatus.CAME, Interest.WANTS), (GuestStatus.INVITED, None),
    ]  # fmt: skip
