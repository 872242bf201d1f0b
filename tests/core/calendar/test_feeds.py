"""Private feeds: an address that only its reader knows, which shows references and no names."""

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.calendar.models import StaffFeed
from core.dates import today
from core.tokens import hash_token
from housing.models import Offer
from housing.services.offers.offers import make_offer
from housing.services.ranking.costs import MonthlyFigures
from people.models import Household
from portal.services.links import make_link
from tests.support import rows
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW

SOON = timedelta(days=3)


@pytest.fixture
def offer(session: Session) -> Offer:
    centre = rows.add_centre(session)
    household, listing = rows.add_household(session, centre, "Haddad"), rows.add_listing(session, centre)
    household.reference = "N-0007"
    maker = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    figures = MonthlyFigures(Decimal("450.00"), None, None)
    on = today()
    offer = make_offer(session, household, listing, figures=figures, answer_by=on + SOON, actor=maker, at=NOW, on=on)
    session.commit()
    return offer


@pytest.fixture
def officer(session: Session, offer: Offer) -> User:
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, offer.household.centre)
    session.commit()
    return officer


def open_feed(client: PageClient, path: str) -> str:
    page = client.submit(path, action=f"{path}/open")
    return urlsplit(page.xpath("string(//input[@id='calendar-address']/@value)")).path


def days(client: PageClient, path: str) -> dict[str, date]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    found = {}
    for event in Calendar.from_ical(answer.data).walk("VEVENT"):
        start = event["DTSTART"].dt
        found[str(event["SUMMARY"])] = start.date() if hasattr(start, "date") else start
    return found


def leave(client: PageClient) -> None:
    with client.session_transaction() as kept:
        kept.clear()


def enter_as_household(client: PageClient, session: Session, household: Household) -> None:
    token = make_link(session, household, actor=None, at=NOW, reusable=True)
    session.commit()
    rows.speak_english(client)
    client.submit(f"/link/{token}", action=f"/link/{token}")


def test_a_feed_is_read_without_signing_in_and_holds_references_only(
    client: PageClient, session: Session, offer: Offer, officer: User
):
    rows.sign_in(client, officer)
    path = open_feed(client, "/calendar")
    leave(client)
    found = days(client, path)
    assert found == {"Προσφορά στο N-0007: τελευταία ημέρα για απάντηση": offer.answer_by}
    assert b"Haddad" not in client.get(path).data
    stored = session.scalars(select(StaffFeed)).one()
    assert stored.token_sha256 == hash_token(path.removeprefix("/calendar/").removesuffix(".ics"))


def test_a_new_address_ends_the_earlier_one_and_a_closed_one_answers_nobody(client: PageClient, officer: User):
    rows.sign_in(client, officer)
    first = open_feed(client, "/calendar")
    second = open_feed(client, "/calendar")
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    page = client.submit("/calendar", action="/calendar/close")
    assert "No address is open." in page.text_content()
    assert client.get(second).status_code == 404


def test_the_feed_of_somebody_who_left_answers_nobody(client: PageClient, session: Session, officer: User):
    rows.sign_in(client, officer)
    path = open_feed(client, "/calendar")
    officer.active = False
    session.commit()
    assert client.get(path).status_code == 404


def test_a_feed_sees_what_its_readers_posts_see(client: PageClient, session: Session, offer: Offer):
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    session.commit()
    rows.sign_in(client, stranger)
    assert days(client, open_feed(client, "/calendar")) == {}


def test_leases_and_runs_stand_in_the_calendars_of_those_who_work_on_them(
    client: PageClient, session: Session, offer: Offer
):
    lease = add_lease(session, offer.household.centre)
    lease.starts_on = today()
    lease.household.reference = "N-0008"
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    session.commit()
    rows.sign_in(client, officer)
    found = days(client, open_feed(client, "/calendar"))
    assert found["Lease of N-0008: first day"] == today()


def test_a_household_has_its_own_days_in_its_own_language(client: PageClient, session: Session, offer: Offer):
    enter_as_household(client, session, offer.household)
    assert "Answer the offer of a home" in client.page("/my/calendar").text_content()
    path = open_feed(client, "/my/calendar")
    assert days(client, "/my/calendar.ics") == days(client, path)
    leave(client)
    assert days(client, path) == {"Answer the offer of a home": offer.answer_by}
    offer.household.language = "el"
    session.commit()
    assert days(client, path) == {"Απάντηση στην προσφορά σπιτιού": offer.answer_by}


@pytest.mark.parametrize("path", ["/calendar/nonsense.ics", "/family-calendar/nonsense.ics", "/calendar/%00.ics"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_address_that_is_none_is_no_calendar(client: PageClient, path: str):
    assert client.get(path).status_code == 404
