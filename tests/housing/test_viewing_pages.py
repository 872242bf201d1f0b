"""The pages of viewings: booked from a flat, answered by telephone, written down on the way, found by day."""

from datetime import date, time, timedelta

import pytest
import time_machine
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import instant_at
from housing.models import Listing, Viewing
from housing.services.households.shortlists import keep_flats
from housing.services.viewings.viewing_guests import record_no_show
from housing.services.viewings.viewings import GuestDetails, ViewingDetails, book_viewing
from housing.states import GuestStatus, ListingStatus, ViewingStatus
from housing.viewing_facts import CancelReason, Interest, Opener
from people.models import Household
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

pytestmark = pytest.mark.usefixtures("clock")

TOMORROW = TODAY + timedelta(days=1)
TEN = instant_at(TOMORROW, time(10))


@pytest.fixture
def officer(session: Session, client: PageClient) -> User:
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    enter(client, session, officer)
    return officer


@pytest.fixture
def household(session: Session, officer: User) -> Household:
    household = rows.add_household(session, officer.posts[0].centre)
    household.reference = "N-0007"
    household.members[0].person.interpreter_language = "ar"
    session.commit()
    return household


@pytest.fixture
def listing(session: Session, household: Household) -> Listing:
    listing = rows.add_listing(session, household.centre)
    session.commit()
    return listing


@pytest.fixture
def viewing(session: Session, officer: User, household: Household, listing: Listing) -> Viewing:
    details = ViewingDetails(TEN, timedelta(minutes=30), officer, Opener.LANDLORD, "", "At the kiosk")
    viewing = book_viewing(session, listing, details, [GuestDetails(household, "ar")], actor=officer, at=NOW)
    session.commit()
    return viewing


def only(session: Session) -> Viewing:
    session.expire_all()
    return session.scalars(select(Viewing)).one()


def test_a_viewing_is_booked_for_a_household_by_its_number(
    client: PageClient, session: Session, household: Household, listing: Listing
):
    page = client.submit(
        f"/viewings/new?listing={listing.id}", on="30/11/2026", clock="9.30", minutes="45", reference="n-0007",
        interpreter="Samira", meeting_words="At the kiosk",
    )  # fmt: skip
    assert "The viewing is booked." in text(page)
    viewing = only(session)
    assert (viewing.starts_at, viewing.ends_at - viewing.starts_at) == (
        instant_at(date(2026, 11, 30), time(9, 30)), timedelta(minutes=45),
    )  # fmt: skip
    (guest,) = viewing.guests
    assert (guest.household, guest.interpreter_language, guest.interpreter) == (household, "ar", "Samira")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"clock": "25:00"}, "Enter an hour such as 10:30"),
        ({"clock": ""}, "Enter the hour"),
        ({"on": "28/03/2027", "clock": "3:30"}, "there is no such hour"),
        ({"on": "22/11/2026"}, "A viewing cannot begin in the past"),
        ({"reference": ""}, "Choose at least one household"),
        ({"reference": "N-9999"}, "You serve no household with this number."),
    ],
)
@pytest.mark.usefixtures("clock", "household")
def test_what_cannot_be_is_said_beside_the_form(
    client: PageClient, session: Session, listing: Listing, typed: dict[str, str], sentence: str
):
    fields = {"on": "30/11/2026", "clock": "10:00", "reference": "N-0007", **typed}
    page = client.submit(f"/viewings/new?listing={listing.id}", status=422, **fields)
    assert sentence in page.xpath("string(//*[@role='alert'])")
    assert session.scalar(select(Viewing)) is None


def test_from_a_shortlist_it_is_booked_for_that_household(
    client: PageClient, session: Session, officer: User, household: Household, listing: Listing
):
    keep_flats(session, household, [listing], actor=officer, at=NOW)
    session.commit()
    page = client.page(f"/households/{household.id}/shortlist")
    (book,) = page.xpath("//a[starts-with(normalize-space(), 'Viewing:')]/@href")
    form = client.page(book)
    assert form.xpath("//input[@name='household_id'][@checked]/@value") == [str(household.id)]
    listing.status = ListingStatus.LET
    session.commit()
    assert not client.page(f"/households/{household.id}/shortlist").xpath("//a[contains(., 'Viewing:')]")


def test_on_the_telephone_the_answer_is_written_down(client: PageClient, session: Session, viewing: Viewing):
    address = f"/viewing-guests/{viewing.guests[0].id}/answer"
    for answer, status in (
        ("comes", GuestStatus.CONFIRMED), ("cannot", GuestStatus.DECLINED), ("released", GuestStatus.RELEASED),
    ):  # fmt: skip
        client.submit(f"/viewings/{viewing.id}", action=address, answer=answer)
        assert only(session).guests[0].status is status
        session.commit()


@pytest.mark.parametrize(
    ("outcome", "status", "interest"),
    [*((one.value, GuestStatus.CAME, one) for one in Interest), ("no-show", GuestStatus.NO_SHOW, None)],
)
def test_one_press_on_the_days_list_says_what_came_of_it(
    client: PageClient, session: Session, officer: User, viewing: Viewing, outcome: str, status: GuestStatus,
    interest: Interest | None,
):  # fmt: skip
    guest, address = viewing.guests[0], f"/viewings?on={TOMORROW}"
    assert not client.page(address).xpath("//button[@name='outcome']")
    with time_machine.travel(TEN, tick=False):
        enter(client, session, officer)  # a night has passed
        page = client.submit(address, action=f"/viewing-guests/{guest.id}/outcome", outcome=outcome)
    assert page.xpath("string(//h1)") == "Viewings"
    assert "It is written down." in text(page)
    viewing = only(session)
    assert (viewing.status, viewing.guests[0].status, viewing.guests[0].interest) == (
        ViewingStatus.HELD, status, interest,
    )  # fmt: skip


def test_absences_are_counted_where_somebody_invites(
    client: PageClient, session: Session, officer: User, household: Household, viewing: Viewing
):
    record_no_show(session, viewing.guests[0], actor=officer, at=TEN)
    session.commit()
    page = text(client.page(f"/viewings/{viewing.id}"))
    assert "did not come 1 time" in page
    assert ("Nobody came" in page, "Took place" in page) == (True, False)
    assert "It did not come 1 time, without a word." in text(client.page(f"/households/{household.id}/viewings"))


def test_a_viewing_is_changed_and_cancelled_with_a_reason(client: PageClient, session: Session, viewing: Viewing):
    page = client.submit(f"/viewings/{viewing.id}/edit", clock="11:15")
    assert "every household is asked anew" in text(page)
    assert only(session).starts_at == instant_at(TOMORROW, time(11, 15))
    session.commit()
    address = f"/viewings/{viewing.id}/cancel"
    assert "Choose why the viewing is cancelled." in text(client.submit(f"/viewings/{viewing.id}", action=address))
    page = client.submit(f"/viewings/{viewing.id}", action=address, reason="landlord")
    assert "The landlord cannot" in text(page)
    assert (only(session).status, only(session).cancelled_for) == (ViewingStatus.CANCELLED, CancelReason.LANDLORD)


@pytest.mark.parametrize(("reason", "is_asked"), [("gone", True), ("landlord", False)])
def test_who_cancels_since_the_flat_is_gone_is_led_to_its_open_listing(
    client: PageClient, session: Session, viewing: Viewing, reason: str, is_asked: bool
):
    page = client.submit(f"/viewings/{viewing.id}", action=f"/viewings/{viewing.id}/cancel", reason=reason)
    assert ("if the flat is gone, withdraw it there" in text(page)) is is_asked


def test_another_household_is_invited(client: PageClient, session: Session, viewing: Viewing):
    other = rows.add_household(session, viewing.listing.centre, "Rasuli")
    other.reference = "N-0008"
    session.commit()
    address = f"/viewings/{viewing.id}/guests/new"
    assert "Enter the number of the household" in text(client.submit(address, status=422, reference=""))
    client.submit(address, reference="N-0008")
    assert "is invited already" in text(client.submit(address, status=422, reference="N-0008"))
    assert [guest.household for guest in only(session).guests][1] == other


def test_the_list_of_a_day_says_where_to_go_next_and_how_far_it_is(
    client: PageClient, session: Session, officer: User, household: Household, viewing: Viewing
):
    far = rows.add_listing(session, household.centre, "Flat in Sitia", latitude=35.2, longitude=25.7)
    details = ViewingDetails(viewing.ends_at, timedelta(minutes=30), officer)
    book_viewing(session, far, details, [GuestDetails(household)], actor=officer, at=NOW)
    session.commit()
    page = client.page(f"/viewings?on={TOMORROW}")
    assert [" ".join(title.text_content().split()) for title in page.xpath("//h3")] == [
        "1. 10:00–10:30 Flat 82 m², Poros", "2. 10:30–11:00 Flat in Sitia",
    ]  # fmt: skip
    assert "52.4 km from the one before, as the crow flies, and 0 minutes between" in text(page).replace("\xa0", " ")
    assert page.xpath("//a[starts-with(@href, 'geo:35.33120,25.14670?q=')]")
    there = "https://www.openstreetmap.org/?mlat=35.33120&mlon=25.14670#map=18/35.33120/25.14670"
    assert page.xpath("//a[@rel='noreferrer']/@href")[0] == there
    script, still = (client.get(f"/viewings/map.{kind}?on={TOMORROW}") for kind in ("js", "svg"))
    assert (script.status_code, still.status_code) == (200, 200)
    assert [f'"label":"{words}"' in script.text for words in ("1. 10:00", "2. 10:30")] == [True, True]
    assert ("2. 10:30" in still.text, "€" in still.text) == (True, False)
    assert client.get(f"/viewings/map.js?on={TODAY}").status_code == 404
    assert "No viewing on this day" in text(client.page("/viewings?on=no-day"))


def test_others_of_the_centre_are_seen_when_they_are_asked_for(client: PageClient, session: Session, viewing: Viewing):
    colleague = rows.add_user(session, StaffRole.HOUSING_OFFICER, viewing.listing.centre, name="Nikos Vardakis")
    enter(client, session, colleague)
    assert "No viewing on this day" in text(client.page(f"/viewings?on={TOMORROW}"))
    assert "Eleni Markaki" in text(client.page(f"/viewings?on={TOMORROW}&who=all"))


def test_of_another_centre_nothing_is_seen(client: PageClient, session: Session, viewing: Viewing):
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    guest_id = viewing.guests[0].id
    enter(client, session, stranger)
    assert "No viewing on this day" in text(client.page(f"/viewings?on={TOMORROW}&who=all"))
    for address in (f"/viewings/{viewing.id}", f"/viewings/{viewing.id}/edit", f"/viewing-guests/{guest_id}/edit"):
        assert client.get(address).status_code == 403


def test_a_household_of_another_centre_has_no_name_here(
    client: PageClient, session: Session, officer: User, viewing: Viewing
):
    other = rows.add_household(session, rows.add_centre(session, "chania"), "Rasuli")
    viewing.guests[0].household = other
    session.commit()
    enter(client, session, officer)
    for address in (f"/viewings/{viewing.id}", f"/listings/{viewing.listing_id}/viewings", f"/viewings?on={TOMORROW}"):
        page = text(client.page(address))
        assert "A household of another centre" in page
        assert "Rasuli" not in page


def test_a_viewing_stands_in_a_calendar_for_as_long_as_it_takes(client: PageClient, viewing: Viewing):
    (event,) = Calendar.from_ical(client.get(f"/viewings/{viewing.id}/viewing.ics").data).walk("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"]) == ("Viewing: N-0007", "Efesou 7, Poros, Heraklion")
    assert (event["DTSTART"].dt, event["DURATION"].dt) == (TEN, timedelta(minutes=30))
    assert event["TRANSP"] == "OPAQUE"
    assert event.walk("VALARM")[0]["TRIGGER"].dt == -timedelta(hours=1)


def test_where_no_street_leads_to_the_door_the_calendar_says_where_to_meet(
    client: PageClient, session: Session, viewing: Viewing
):
    viewing.listing.dwelling.address = ""
    session.commit()
    (event,) = Calendar.from_ical(client.get(f"/viewings/{viewing.id}/viewing.ics").data).walk("VEVENT")
    assert event["LOCATION"] == "At the kiosk, Poros, Heraklion"
    assert "Where to meet: At the kiosk" in text(client.page(f"/viewings?on={TOMORROW}"))


def test_the_days_board_leads_to_todays_viewings_and_to_those_nobody_wrote_anything_of(
    client: PageClient, session: Session, officer: User, viewing: Viewing
):
    assert "viewing" not in text(client.page("/")).lower().replace("viewings", "", 1)
    with time_machine.travel(TEN - timedelta(hours=2), tick=False):
        enter(client, session, officer)
        board = client.page("/")
        assert "1 viewing today" in text(board)
        assert board.xpath("//main//a[@href='/viewings']")
    with time_machine.travel(TEN + timedelta(days=1), tick=False):
        enter(client, session, officer)
        board = client.page("/")
        assert "1 viewing is over, and nothing is written down" in text(board)
        assert board.xpath(f"//main//a[@href='/viewings?on={TOMORROW}']")
        record_no_show(session, viewing.guests[0], actor=officer, at=TEN)
        session.commit()
        assert "is over, and nothing" not in text(client.page("/"))


def test_the_timeline_of_a_household_tells_of_its_viewings(
    client: PageClient, session: Session, officer: User, household: Household, viewing: Viewing
):
    address = f"/households/{household.id}/timeline"
    assert "Viewing: Flat 82 m², Poros: Has not answered" in text(client.page(address))
    record_no_show(session, viewing.guests[0], actor=officer, at=TEN)
    session.commit()
    page = client.page(address)
    assert "Viewing: Flat 82 m², Poros: Did not come" in text(page)
    assert page.xpath(f"//main//a[@href='/viewings/{viewing.id}']")
