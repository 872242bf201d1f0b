"""Where a household wants to live, or does not: written down sealed, seen by those who serve it, and sent nowhere."""

from dataclasses import replace

import pytest
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from core.i18n import say
from housing.services.households.needs import bedrooms_needed, find_needs
from housing.services.households.needs_areas import (
    AreaDetails,
    add_area,
    as_area,
    change_area,
    details_of,
    get_area,
    remove_area,
)
from housing.wants import AreaWish
from maps.boundaries import municipalities, municipality_of
from maps.distance import Point
from maps.places import places_called
from people.models import Household
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

MALEVIZI = next(found.key for found in municipalities() if found.name_en == "Malevizi")
WHOLE = AreaDetails(AreaWish.NEVER, MALEVIZI, reason="His brother")
AROUND = AreaDetails(AreaWish.ONLY, town="Archanes", radius_km=3)
PINNED = AreaDetails(AreaWish.ONLY, town="Poros", radius_km=1, latitude=35.3345, longitude=25.1489)


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session))


@pytest.fixture
def officer(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)


def test_an_area_is_a_municipality_or_lies_around_a_town(session: Session, household: Household, officer: User):
    for details in (WHOLE, AROUND):
        assert details_of(add_area(session, household, details, actor=officer, at=NOW)) == details
    session.commit()
    needs = find_needs(session, household.id)
    assert needs is not None
    whole, around = needs.areas
    assert (whole.municipality, whole.middle, whole.radius_m) == (MALEVIZI, None, None)
    assert (around.municipality, around.middle, around.radius_m) == (None, places_called("Archanes")[0].point, 3000)


def test_a_neighbourhood_lies_around_a_pin_and_has_the_name_that_people_give_it(
    session: Session, household: Household, officer: User
):
    """The list of towns knows none."""
    area = add_area(session, household, PINNED, actor=officer, at=NOW)
    assert (area.middle, area.radius_m) == (Point(35.3345, 25.1489), 1000)
    assert details_of(area) == PINNED
    ranked = as_area(area)
    assert say(ranked.name) == "1 km around Poros"
    assert ranked.holds(Point(35.3345, 25.1589), None)
    assert not ranked.holds(Point(35.3345, 25.1689), None)
    change_area(session, area, AROUND, actor=officer)
    assert details_of(area) == AROUND
    change_area(session, area, replace(PINNED, town="Archanes"), actor=officer)
    assert details_of(area) == replace(PINNED, town="Archanes")


def test_who_is_asked_about_areas_first_has_needs(session: Session, household: Household, officer: User):
    assert find_needs(session, household.id) is None
    needs = add_area(session, household, WHOLE, actor=officer, at=NOW).needs
    assert bedrooms_needed(needs, household, TODAY) == 1
    assert needs.most_rent is None


def test_of_villages_with_one_name_the_municipality_tells(session: Session, household: Household, officer: User):
    points = [place.point for place in places_called("Episkopi")]
    assert len(points) == 2
    for point in points:
        there = municipality_of(point)
        assert there is not None
        details = AreaDetails(AreaWish.RATHER, there.key, "Episkopi", 2)
        assert add_area(session, household, details, actor=officer, at=NOW).middle == point


@pytest.mark.parametrize(
    ("details", "field", "sentence"),
    [
        pytest.param({}, "town", "Write a town or village, or choose a municipality.", id="nowhere"),
        pytest.param(
            {"town": "Nowhere", "radius_km": 1}, "town", "No town or village of this name is known here.", id="unknown"
        ),
        pytest.param(
            {"town": "Archanes", "municipality": MALEVIZI, "radius_km": 1}, "town",
            "No town or village of this name is known here.", id="elsewhere",
        ),
        pytest.param(
            {"town": "Episkopi", "radius_km": 1}, "municipality",
            "Several villages have this name. Choose the municipality too.", id="several",
        ),
        pytest.param({"town": "Archanes"}, "radius_km", "Say how far around it.", id="how-far"),
        pytest.param(
            {"latitude": 35.3, "longitude": 25.1, "radius_km": 1}, "town",
            "Write what the place around the pin is called.", id="a-pin-without-a-name",
        ),
        pytest.param(
            {"latitude": 35.3, "longitude": 25.1, "town": "Poros"}, "radius_km", "Say how far around it.",
            id="how-far-around-a-pin",
        ),
        pytest.param(
            {"latitude": 35.3, "longitude": 25.1, "town": "Poros", "municipality": MALEVIZI, "radius_km": 1},
            "municipality", "The pin says where it is: choose no municipality.", id="a-pin-and-a-municipality",
        ),
    ],
)  # fmt: skip
def test_an_area_that_is_nowhere_is_refused(
    session: Session, household: Household, officer: User, details: dict, field: str, sentence: str
):
    with pytest.raises(Refused) as refused:
        add_area(session, household, AreaDetails(AreaWish.ONLY, **details), actor=officer, at=NOW)
    assert (str(refused.value), refused.value.field) == (sentence, field)
    assert find_needs(session, household.id) is None


def test_all_of_it_is_sealed_and_every_step_is_written_down(session: Session, household: Household, officer: User):
    area = add_area(session, household, WHOLE, actor=officer, at=NOW)
    session.commit()
    stored = repr(session.execute(sql("SELECT municipality, town, at, reason FROM needs_area")).all())
    assert "His brother" not in stored
    assert MALEVIZI not in stored
    change_area(session, area, AROUND, actor=officer)
    remove_area(session, area, actor=officer)
    session.commit()
    steps = ["add-needs-area", "change-needs-area", "remove-needs-area"]
    assert [event.action for event in events(session)][-3:] == steps
    needs = find_needs(session, household.id)
    assert needs is not None
    assert needs.areas == []


def test_an_area_is_for_those_who_serve_the_household(session: Session, household: Household, officer: User):
    area = add_area(session, household, WHOLE, actor=officer, at=NOW)
    session.flush()
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    assert get_area(session, area.id, officer) is area
    with pytest.raises(Forbidden):
        get_area(session, area.id, stranger)
    with pytest.raises(NotFound):
        get_area(session, area.id + 1, officer)


def test_the_pages_add_change_and_remove_an_area(
    client: PageClient, session: Session, household: Household, officer: User
):
    enter(client, session, officer)
    file = f"/households/{household.id}"
    assert "No area yet" in text(client.page(f"{file}/needs"))
    said = text(client.submit(f"{file}/areas/new", wish="only", town="Nowhere", status=422))
    assert "No town or village of this name is known here" in said
    assert "Neighbourhoods are not known by name" in said  # so nobody tries one after the other
    said = text(client.submit(f"{file}/areas/new", wish="only", town="Archanes", radius_km="3", reason="<i>Work</i>"))
    assert "Only there: 3 km around Archanes <i>Work</i>" in said
    page = client.page(file)
    assert [term.getnext().text for term in page.xpath("//dt[.='Only there']")] == ["3 km around Archanes"]
    assert "<i>Work</i>" not in text(page)  # why is for who writes it
    poros = {"town": "Poros", "latitude": "35,3345"}
    half = client.submit("/needs-areas/1/edit", **poros, status=422)
    assert "A point needs both" in text(half.xpath("//*[@id='longitude-error']")[0])
    said = text(client.submit("/needs-areas/1/edit", **poros, longitude="25,1489", radius_km="1"))
    assert "Only there: 1 km around Poros" in said
    shown = client.page("/needs-areas/1/edit")
    assert [shown.xpath(f"string(//*[@id='{name}']/@value)") for name in ("latitude", "town")] == ["35.3345", "Poros"]
    assert shown.xpath("//*[@data-pin]")
    empty = {"town": "", "latitude": "", "longitude": ""}
    said = text(client.submit("/needs-areas/1/edit", wish="never", **empty, municipality=MALEVIZI))
    assert "Never there: municipality of Malevizi" in said
    assert "No area yet" in text(client.submit("/needs-areas/1/edit", action="/needs-areas/1/remove"))


def test_who_turns_to_areas_keeps_the_needs_that_were_typed(
    client: PageClient, session: Session, household: Household, officer: User
):
    enter(client, session, officer)
    address = f"/households/{household.id}/needs"
    assert not client.page(address).xpath("//a[contains(@href, 'area')]")  # each way there saves
    said = text(client.submit(address, most_rent="333,00", area="new"))
    assert f"Where {household.name} wants to live" in said
    needs = find_needs(session, household.id)
    assert needs is not None
    assert str(needs.most_rent) == "333.00"
    area = add_area(session, household, AROUND, actor=officer, at=NOW)
    session.commit()
    said = text(client.submit(address, most_rent="334,00", area=str(area.id)))
    assert f"Change an area of {household.name}" in said
    session.refresh(needs)
    assert str(needs.most_rent) == "334.00"
    session.rollback()
    assert "Say why" in text(client.submit(address, bedrooms="5", area="new", status=422))
