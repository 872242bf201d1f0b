"""Where a household goes from its home: written down sealed, seen by those who serve it, and sent nowhere."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from maps.distance import Point
from maps.places import places
from people.models import Household, HouseholdPlaceKind
from people.services.places import PlaceDetails, add_place, change_place, details_of, get_place, places_of, remove_place
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.rows import NOW
from tests.support.visits import enter, text

WORK, SCHOOL = HouseholdPlaceKind.WORK, HouseholdPlaceKind.SCHOOL
PIN = PlaceDetails(SCHOOL, "Αμφορέας", latitude=35.3312, longitude=25.1600)
TOWN = PlaceDetails(WORK, town="Archanes")


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session))


@pytest.fixture
def officer(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)


def test_a_place_is_a_pin_or_the_middle_of_a_town(session: Session, household: Household, officer: User):
    for details in (PIN, TOWN):
        place = add_place(session, household, details, actor=officer, at=NOW)
        assert details_of(place) == details
    pin, town = places_of(session, household)
    assert pin.point == Point(35.3312, 25.16)
    assert town.point == next(place.point for place in places() if "Archanes" in place.name_en)


def test_a_pin_and_a_town_are_one_too_many(session: Session, household: Household, officer: User):
    with pytest.raises(Refused, match="The pin says where it is") as refused:
        add_place(session, household, replace(TOWN, latitude=35.2, longitude=25.1), actor=officer, at=NOW)
    assert refused.value.field == "town"


@pytest.mark.parametrize(
    ("town", "sentence"),
    [
        (None, "Put a pin on the map, or write the town or village."),
        ("Nowhere", "No town or village of this name is known here. Put a pin on the map."),
        ("Episkopi", "Several villages have this name. Put a pin on the map."),
    ],
)
def test_a_place_that_is_nowhere_is_refused(
    session: Session, household: Household, officer: User, town: str | None, sentence: str
):
    with pytest.raises(Refused) as refused:
        add_place(session, household, PlaceDetails(WORK, town=town), actor=officer, at=NOW)
    assert (str(refused.value), refused.value.field) == (sentence, "town")


def test_all_of_it_is_sealed_and_every_step_is_written_down(session: Session, household: Household, officer: User):
    place = add_place(session, household, PIN, actor=officer, at=NOW)
    session.commit()
    stored = repr(session.execute(sql("SELECT note, town, at FROM household_place")).all())
    assert "Αμφορέας" not in stored
    assert "35.33" not in stored
    change_place(session, place, TOWN, actor=officer)
    remove_place(session, place, actor=officer)
    session.commit()
    steps = ["add-household-place", "change-household-place", "remove-household-place"]
    assert [event.action for event in events(session)][-3:] == steps
    assert not places_of(session, household)


def test_a_place_is_for_those_who_serve_the_household(session: Session, household: Household, officer: User):
    place = add_place(session, household, PIN, actor=officer, at=NOW)
    session.flush()
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    assert get_place(session, place.id, officer) is place
    with pytest.raises(Forbidden):
        get_place(session, place.id, stranger)
    with pytest.raises(NotFound):
        get_place(session, place.id + 1, officer)


def test_the_pages_add_change_and_remove_a_place(
    client: PageClient, session: Session, household: Household, officer: User
):
    enter(client, session, officer)
    file = f"/households/{household.id}"
    said = text(client.submit(f"{file}/places/new", kind="work", town="Nowhere", status=422))
    assert "No town or village of this name is known here" in said
    said = text(client.submit(f"{file}/places/new", kind="work", latitude="35,3", longitude="", status=422))
    assert "A point needs both latitude and longitude" in said
    assert "Work Archanes" in text(client.submit(f"{file}/places/new", kind="work", town="Archanes"))
    said = text(
        client.submit("/household-places/1/edit", kind="school", latitude="35,3312", longitude="25,16", town="")
    )
    assert "School 35.33120, 25.16000" in said
    page = client.submit("/household-places/1/edit", action="/household-places/1/remove")
    assert "No place yet" in text(page)


def test_a_flat_says_how_far_it_is_to_the_places(
    client: PageClient, session: Session, household: Household, officer: User
):
    listing = rows.add_listing(session, household.centre, latitude=35.3312, longitude=25.1467)
    for details in (PIN, TOWN):
        add_place(session, household, details, actor=officer, at=NOW)
    enter(client, session, officer)
    client.submit(f"/households/{household.id}/needs", bedrooms="1")
    for address in (f"/households/{household.id}/flats", f"/offers/new?household={household.id}&listing={listing.id}"):
        said = text(client.page(address))
        assert "School (Αμφορέας): 1.21 km as the crow flies" in said
        assert "Work: about 11" in said
        assert "km as the crow flies: only the town is known" in said


def test_where_the_household_goes_is_drawn_here(
    client: PageClient, session: Session, household: Household, officer: User
):
    """With the centre and the number of each place, over the ground that is here: nobody else is asked."""
    for details in (PIN, TOWN):
        add_place(session, household, details, actor=officer, at=NOW)
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    enter(client, session, officer)
    address = f"/households/{household.id}/places.svg"
    assert client.page(f"/households/{household.id}").xpath(f"//main//img[@src='{address}' and @alt]")
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert [f">{number}<" in answer.text for number in range(4)] == [False, True, True, False]
    assert re.findall(r"https?://(?!www\.w3\.org/)", answer.text) == []
    enter(client, session, stranger)
    assert client.get(address).status_code == 403
    assert [event.action for event in events(session)].count("show-household-places") == 1
