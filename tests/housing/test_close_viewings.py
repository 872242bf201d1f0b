"""Viewings shortly before or after another: whoever books is asked, and says that it is meant."""

from datetime import time, timedelta

import pytest
from lxml.html import HtmlElement
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import instant_at
from housing.models import Listing, Viewing
from housing.rounds import is_too_close
from housing.services.viewings.viewings import GuestDetails, ViewingDetails, book_viewing
from people.models import Household
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter

pytestmark = pytest.mark.usefixtures("clock")

TOMORROW = TODAY + timedelta(days=1)
ON = TOMORROW.strftime("%d/%m/%Y")
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def officer(session: Session, client: PageClient) -> User:
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    enter(client, session, officer)
    return officer


@pytest.fixture
def household(session: Session, officer: User) -> Household:
    household = rows.add_household(session, officer.posts[0].centre)
    household.reference = "N-0007"
    return household


@pytest.fixture
def booked(session: Session, officer: User, household: Household) -> Viewing:
    """From ten to half past."""
    listing = rows.add_listing(session, household.centre)
    details = ViewingDetails(instant_at(TOMORROW, time(10)), HALF_AN_HOUR, officer)
    viewing = book_viewing(session, listing, details, [GuestDetails(household)], actor=officer, at=NOW)
    session.commit()
    return viewing


@pytest.fixture
def far(session: Session, household: Household) -> Listing:
    """An hour and a quarter away, at the pace of `housing.rounds`."""
    listing = rows.add_listing(session, household.centre, "Flat in Malia", latitude=35.3312, longitude=25.4910)
    session.commit()
    return listing


def other(session: Session, household: Household) -> Household:
    other = rows.add_household(session, household.centre, "Rasuli")
    other.reference = "N-0008"
    session.commit()
    return other


def count(session: Session) -> int:
    session.expire_all()
    found = session.scalar(select(func.count()).select_from(Viewing))
    session.commit()
    return found or 0


@pytest.mark.parametrize(
    ("minutes", "km", "is_close"),
    [
        pytest.param(0, None, True, id="one-after-the-other"),
        pytest.param(4, None, True, id="four-minutes"),
        pytest.param(5, None, False, id="five-minutes"),
        pytest.param(5, 0.0, False, id="next-door"),
        pytest.param(64, 25.0, True, id="less-than-the-way-and-five-minutes"),
        pytest.param(65, 25.0, False, id="the-way-and-five-minutes"),
    ],
)
def test_between_two_there_are_five_minutes_and_the_way(minutes: int, km: float | None, is_close: bool):
    assert is_too_close(timedelta(minutes=minutes), km) is is_close


def again(client: PageClient, address: str, page: HtmlElement, **more: str) -> TestResponse:
    """The form that asked, ticked and sent once more."""
    form = next(form for form in page.forms if "all_the_same" in form.fields)
    return client.post(address, data={**dict(form.form_values()), "all_the_same": "y", **more})


def said(page: HtmlElement) -> str:
    return page.xpath("string(//*[@role='alert'])").replace("\xa0", " ")


@pytest.mark.parametrize("hour", ["11:30", "9:00"])
def test_an_officer_is_not_sent_on_without_time_for_the_way_unless_it_is_meant(
    client: PageClient, session: Session, booked: Viewing, far: Listing, household: Household, hour: str
):
    other(session, household)
    address = f"/viewings/new?listing={far.id}"
    asked = client.submit(address, status=422, on=ON, clock=hour, minutes="30", reference="N-0008")
    assert "Eleni Markaki is at the viewing of “Flat 82 m², Poros” from 24/11/2026, 10:00" in said(asked)
    assert "minutes are between the two, and as the crow flies 31.3 km." in said(asked)
    assert count(session) == 1
    elsewhere = again(client, address, asked, clock="10:40")
    assert elsewhere.status_code == 422, "a tick for one hour is none for another"
    assert "10 minutes are between" in elsewhere.text
    assert again(client, address, asked).status_code == 302
    assert count(session) == 2


@pytest.mark.usefixtures("clock", "booked")
def test_a_household_is_asked_about_as_the_officer_is(
    client: PageClient, session: Session, far: Listing, household: Household
):
    colleague = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre, name="Nikos Vardakis")
    session.commit()
    address = f"/viewings/new?listing={far.id}"
    typed = {"on": ON, "clock": "11:00", "minutes": "30", "officer_id": str(colleague.id)}
    asked = client.submit(address, status=422, **typed, reference="N-0007")
    assert "Haddad (N-0007) has the viewing of “Flat 82 m², Poros”" in said(asked)
    assert "Eleni" not in said(asked)


def test_another_officer_does_not_stand_at_the_door_before_the_first_has_left(
    client: PageClient, session: Session, booked: Viewing, household: Household
):
    other(session, household)
    colleague = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre, name="Nikos Vardakis")
    session.commit()
    address = f"/viewings/new?listing={booked.listing_id}"
    typed = {"on": ON, "clock": "10:32", "minutes": "30", "reference": "N-0008"}
    asked = client.submit(address, status=422, **typed, officer_id=str(colleague.id))
    assert "This flat is shown from" in said(asked)
    assert "2 minutes are between the two." in said(asked)
    client.submit(address, **typed)  # whoever shows it to the one shows it to the next
    assert count(session) == 2


def test_who_is_moved_or_invited_is_asked_about_and_who_stays_is_not(
    client: PageClient, session: Session, officer: User, booked: Viewing, far: Listing, household: Household
):
    second = other(session, household)
    details = ViewingDetails(instant_at(TOMORROW, time(11, 30)), HALF_AN_HOUR, officer)
    moved = book_viewing(session, far, details, [GuestDetails(second)], actor=officer, at=NOW)
    session.commit()
    path = f"/viewings/{moved.id}/edit"
    client.submit(path, meeting_words="At the church")
    assert "20 minutes are between" in said(client.submit(path, status=422, clock="10:50"))
    path = f"/viewings/{moved.id}/guests/new"
    asked = client.submit(path, status=422, reference="N-0007")
    assert "Haddad (N-0007) has the viewing of" in said(asked)
    assert again(client, path, asked).status_code == 302
