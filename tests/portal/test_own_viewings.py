"""A family's viewings on its own page: when and roughly where, the door once it says that it comes, and its answer."""

from datetime import time, timedelta

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import instant_at
from housing.models import ViewingGuest
from housing.services.viewings.viewing_guests import confirm_guest, record_no_show, release_guest
from housing.services.viewings.viewings import GuestDetails, ViewingDetails, book_viewing, cancel_viewing
from housing.states import GuestStatus
from housing.viewing_facts import CancelReason, Opener
from people.models import Household
from portal.services.links import make_link
from tests.support import rows
from tests.support.audit import events
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import text

pytestmark = pytest.mark.usefixtures("clock")

TEN = instant_at(TODAY + timedelta(days=1), time(10))
DOOR = "Efesou 7"


@pytest.fixture
def officer(session: Session) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))


@pytest.fixture
def household(session: Session, officer: User) -> Household:
    return rows.add_household(session, officer.posts[0].centre)


@pytest.fixture
def guest(session: Session, officer: User, household: Household) -> ViewingGuest:
    listing = rows.add_listing(session, household.centre)
    details = ViewingDetails(TEN, timedelta(minutes=30), officer, Opener.LANDLORD, "", "At the kiosk")
    guests = [GuestDetails(household, "ar", "Samira")]
    viewing = book_viewing(session, listing, details, guests, actor=officer, at=NOW)
    session.commit()
    return viewing.guests[0]


@pytest.fixture
def address(session: Session, client: PageClient, household: Household, guest: ViewingGuest) -> str:
    """The page of the viewing; its household is inside."""
    come_in(session, client, household)
    return f"/my/viewings/{guest.id}"


def come_in(session: Session, client: PageClient, household: Household) -> None:
    link = f"/link/{make_link(session, household, at=NOW, actor=None)}"
    session.commit()
    rows.speak_english(client)
    client.submit(link, action=link)


def status(session: Session, guest: ViewingGuest) -> GuestStatus:
    session.refresh(guest)
    found = guest.status
    session.commit()
    return found


def test_a_family_reads_day_hour_and_who_comes_but_not_the_door(client: PageClient, address: str):
    page = text(client.page(address))
    assert "Tuesday 24 November 2026" in page
    for words in ("10:00", "Poros", "Eleni Markaki", "Samira", "Arabic", "inside the circle"):
        assert words in page
    for words in (DOOR, "At the kiosk", "Lydaki"):
        assert words not in page
    home = client.page("/my")
    assert "Tuesday 24 November 2026, 10:00, Poros" in text(home)
    assert home.xpath(f"//a[@href='{address}']")


def test_who_says_that_it_comes_reads_the_door(client: PageClient, session: Session, guest: ViewingGuest, address: str):
    page = client.submit(address, action=f"{address}/confirm")
    assert status(session, guest) is GuestStatus.CONFIRMED
    assert "We have your answer: you come." in text(page)
    assert f"{DOOR}, Poros, Heraklion" in text(page)
    assert "At the kiosk" in text(page)
    assert page.xpath("//a[starts-with(@href, 'geo:35.33120,25.14670?q=')]")
    assert page.xpath("//a[starts-with(@href, 'https://www.openstreetmap.org/?mlat=35.33120&mlon=25.14670#')]")
    assert "35.3312" in client.get(f"{address}/map.js").text
    assert [event.action for event in events(session) if event.action == "confirm-viewing"] == ["confirm-viewing"]


def test_before_it_says_so_no_way_out_tells_the_door(client: PageClient, address: str):
    for path in (address, f"{address}/map.js", f"{address}/map.svg", f"{address}/viewing.ics", "/my/calendar.ics"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        for words in (DOOR, "35.3312", "25.1467"):
            assert words not in answer.text, path


def test_who_cannot_come_may_say_why_and_may_come_all_the_same(
    client: PageClient, session: Session, guest: ViewingGuest, address: str
):
    client.submit(address, action=f"{address}/confirm")
    page = client.submit(f"{address}/decline", words="The school calls")
    assert "You said that you cannot come." in text(page)
    assert DOOR not in text(page)
    first = text(client.page("/my"))
    assert "You said that you cannot come." in first
    assert "You see a home" not in first
    assert status(session, guest) is GuestStatus.DECLINED
    assert guest.answer_words == "The school calls"
    session.commit()
    client.submit(address, action=f"{address}/confirm")
    assert status(session, guest) is GuestStatus.CONFIRMED


def test_once_it_has_begun_nothing_is_asked_and_once_it_is_over_no_door_is_shown(
    client: PageClient, session: Session, officer: User, household: Household, guest: ViewingGuest, address: str
):
    confirm_guest(session, guest, actor=household, at=NOW)
    session.commit()
    with time_machine.travel(TEN, tick=False):
        page = client.page(address)
        assert DOOR in text(page)
        assert not page.xpath("//main//form")
    with time_machine.travel(TEN + timedelta(minutes=30), tick=False):
        assert "This visit is over." in text(client.page(address))
        assert DOOR not in text(client.page(address))
        record_no_show(session, guest, actor=officer, at=TEN)
        session.commit()
        assert DOOR not in text(client.page(address))
        assert "You see a home" not in text(client.page("/my"))


@pytest.mark.parametrize("is_cancelled", [True, False])
def test_what_does_not_take_place_says_so(
    client: PageClient, session: Session, officer: User, guest: ViewingGuest, address: str, is_cancelled: bool
):
    if is_cancelled:
        cancel_viewing(session, guest.viewing, CancelReason.LANDLORD, actor=officer, at=NOW)
    else:
        release_guest(session, guest, actor=officer)
    session.commit()
    page = client.page(address)
    assert "This visit does not take place." in text(page)
    assert not page.xpath("//main//form")
    assert "You see a home" not in text(client.page("/my"))
    assert client.get(f"{address}/map.js").status_code == 404


def test_the_door_of_a_home_that_others_rent_is_not_told(
    client: PageClient, session: Session, household: Household, guest: ViewingGuest, address: str
):
    confirm_guest(session, guest, actor=household, at=NOW)
    lease = add_lease(session, household.centre)
    lease.listing_id = guest.viewing.listing_id
    session.commit()
    assert DOOR not in text(client.page(address))


def test_another_family_finds_nothing_there(client: PageClient, session: Session, officer: User, address: str):
    come_in(session, client, rows.add_household(session, officer.posts[0].centre, "Rasuli"))
    for path in (address, f"{address}/decline", f"{address}/map.svg", f"{address}/viewing.ics"):
        assert client.get(path).status_code == 404


def test_a_viewing_stands_in_the_calendar_by_its_area_and_in_a_file_by_its_door(
    client: PageClient, session: Session, household: Household, guest: ViewingGuest, address: str
):
    confirm_guest(session, guest, actor=household, at=NOW)
    session.commit()
    found = {}
    for path in (f"{address}/viewing.ics", "/my/calendar.ics"):
        (event,) = Calendar.from_ical(client.get(path).data).walk("VEVENT")
        assert (event["SUMMARY"], event["DTSTART"].dt) == ("Visit to a home", TEN)
        found[path] = event["LOCATION"]
    assert found == {f"{address}/viewing.ics": "Efesou 7, Poros, Heraklion", "/my/calendar.ics": "Poros, Heraklion"}
    assert "24 November 2026, 10:00, Poros, Heraklion" in text(client.page("/my/calendar"))
