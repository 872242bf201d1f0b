"""The administrator's page of places of interest, and what the page of a flat says of those nearby."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from maps.distance import Point
from maps.travel import Minutes, Mode, TravelTimes
from maps.views import amenities
from tests.support import rows
from tests.support.jobs import do_jobs
from tests.support.pages import PageClient
from tests.support.visits import enter, text

GOOD = "kind,name,name_en,lat,lon\nschool,1ο Δημοτικό,1st School,35.3352,25.1467\nbus-stop,,,35.3312,25.1600\n"
FAULTY = f"{GOOD}schol,Γ,,95,25.1\n"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def administrator(session: Session, client: PageClient) -> PageClient:
    user = rows.add_user(session, StaffRole.ADMINISTRATOR)
    enter(client, session, user)
    return client


def send(client: PageClient, content: str = GOOD, day: str = "01/09/2026", status: int = 200) -> str:
    file = (BytesIO(content.encode()), "places.csv")
    page = client.submit(
        "/places-of-interest/import", file=file, source="The city", dated_on=day, kind="", status=status
    )
    return text(page)


def test_a_file_is_imported_and_its_source_is_listed(administrator: PageClient):
    assert "No place of interest yet" in administrator.page("/places-of-interest").text_content()
    said = send(administrator)
    assert "New: 2, changed: 0, as before: 0, gone: 0, left out as of another kind: 0." in said
    assert "The city 2 01/09/2026" in said


def test_what_is_wrong_is_told_by_row_and_field_and_nothing_is_stored(administrator: PageClient):
    said = send(administrator, FAULTY, status=422)
    assert "Nothing was stored. Rows at fault: 1; the first is row 4: “schol” is none of the words" in said
    assert "4 Kind “schol” is none of the words that this column knows." in said
    assert "4 Latitude “95” is not between -90 and 90." in said
    assert "No place of interest yet" in administrator.page("/places-of-interest").text_content()


def test_an_older_file_is_refused_beside_its_day(administrator: PageClient):
    send(administrator)
    assert "this file is older" in send(administrator, day="31/08/2026", status=422)


@pytest.mark.parametrize(
    ("content", "said"),
    [(GOOD, "New: 2, changed: 0"), (FAULTY, "Nothing was stored. Rows at fault: 1; the first is row 4")],
)
def test_a_large_file_is_left_to_the_workers(
    app: Flask, administrator: PageClient, monkeypatch: pytest.MonkeyPatch, content: str, said: str
):
    monkeypatch.setattr(amenities, "LARGE", 10)
    assert "Import of places of interest" in send(administrator, content)
    do_jobs(app)
    assert said in administrator.page("/jobs/1").text_content()


def test_the_page_of_a_flat_names_the_nearest_of_each_kind_with_its_source(session: Session, client: PageClient):
    send_to = rows.add_user(session, StaffRole.ADMINISTRATOR)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    listing = rows.add_listing(session, rows.add_centre(session))
    nowhere = rows.add_listing(session, listing.centre, latitude=None, longitude=None)
    enter(client, session, send_to)
    send(client)
    enter(client, session, officer)
    (near,) = client.page(f"/listings/{listing.id}").xpath("//section[@aria-labelledby='nearby']")
    assert [text(said) for said in near.xpath(".//dt | .//dd | .//p")] == [
        *("Centre", "Heraklion, 863 m as the crow flies"),
        *("School", "1st School, 444 m as the crow flies"),
        *("Bus stop", "1.21 km as the crow flies"),
        "Source: The city, as of 01/09/2026",
    ]
    assert not client.page(f"/listings/{nowhere.id}").xpath("//section[@aria-labelledby='nearby']")


class Times:
    """A service that knows some ways."""

    is_there = True

    def from_point(self, start: Point, ends: Sequence[Point], *, on: date) -> list[Minutes]:
        known: list[Minutes] = [{Mode.FOOT: 18, Mode.BUS: 9}, {Mode.FOOT: 1}, {Mode.BUS: 2}]
        return [*known, *({} for _end in ends)][: len(ends)]


class Away(Times):
    """One that does not answer."""

    def from_point(self, start: Point, ends: Sequence[Point], *, on: date) -> list[Minutes]:
        return [{} for _end in ends]


def test_the_times_come_after_the_page_of_the_flat(app: Flask, session: Session, client: PageClient):
    listing = rows.add_listing(session, rows.add_centre(session))
    enter(client, session, rows.add_user(session, StaffRole.ADMINISTRATOR))
    send(client)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER))
    app.extensions["stegi.ports"][TravelTimes] = Times()
    (link,) = client.page(f"/listings/{listing.id}").xpath("//a[@hx-get]")
    assert "on foot" not in text(client.page(f"/listings/{listing.id}"))
    said = text(client.page(link.get("hx-get")))
    assert "Heraklion, 863 m as the crow flies, 18 minutes on foot, 9 by bus" in said
    assert "1st School, 444 m as the crow flies, 1 minute on foot" in said
    assert "1.21 km as the crow flies, 2 minutes by bus" in said
    app.extensions["stegi.ports"][TravelTimes] = Away()
    assert "the service for ways gave no answer" in text(client.page(link.get("hx-get")))


def test_without_a_service_for_ways_nobody_is_led_to_one(session: Session, client: PageClient):
    listing = rows.add_listing(session, rows.add_centre(session))
    nowhere = rows.add_listing(session, listing.centre, latitude=None, longitude=None)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER))
    assert not client.page(f"/listings/{listing.id}").xpath("//a[@hx-get]")
    assert "863 m as the crow flies" in text(client.page(f"/listings/{listing.id}/nearby"))
    assert "no place on the map yet" in text(client.page(f"/listings/{nowhere.id}/nearby"))
