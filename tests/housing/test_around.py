"""Flats around a point and in an area, as the address of the list says it: list, count, map and files alike."""

import csv
from dataclasses import replace
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.auth.permissions import StaffRole
from core.structure import Centre
from maps.distance import Point, geodesic_km
from maps.models import GeocodedAnswer
from maps.polygon import Polygon
from tests.support import rows
from tests.support.geocoder import DOOR, StandIn, asks
from tests.support.pages import PageClient, complaints
from tests.support.visits import enter

POROS, HARBOUR, FAR = (35.3312, 25.1467), (35.3420, 25.1360), (35.2000, 25.1467)
SOUTHERN = Polygon(((3_515_000, 2_510_000), (3_515_000, 2_520_000), (3_533_500, 2_520_000), (3_533_500, 2_510_000)))
AREA = f"area={SOUTHERN.write()}"
AT_POROS = "at=35.33120,25.14670"
WHOLE = "bbox=24.9,35.0,25.4,35.5&zoom=13"


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    for title, (latitude, longitude) in (("Poros", POROS), ("Harbour", HARBOUR), ("Far", FAR)):
        rows.add_listing(session, centre, title, latitude=latitude, longitude=longitude)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    session.commit()
    return client


def listed(client: PageClient, query: str) -> list[str]:
    found = client.page(f"/listings?{query}").xpath("//*[@data-marker]//h3")
    return [str(title.text_content()).strip() for title in found]


def mapped(client: PageClient, query: str) -> set[str]:
    answer = client.get(f"/listings/points.geojson?{WHOLE}&{query}").get_json(force=True)
    return {flat["title"] for feature in answer["features"] for flat in feature["properties"]["flats"]}


def saved(client: PageClient, query: str) -> list[dict[str, str]]:
    answer = client.get(f"/listings/export?kind=csv&{query}").data.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(answer, newline="")))


def typed_at(client: PageClient, query: str, words: str) -> TestResponse:
    """What comes of it when somebody types the words above the map."""
    return client.post("/listings/around", data=_form_of(client, query) | {"around": words})


def said(client: PageClient, query: str) -> str:
    return str(client.page(f"/listings?{query}").get_element_by_id("found").text_content()).strip()


@pytest.mark.parametrize(
    ("query", "titles", "sentence"),
    [
        pytest.param("", ["Harbour", "Poros"], "2 listings within 5 km of the centre of Heraklion.", id="the centre"),
        pytest.param(f"{AT_POROS}&radius_km=1", ["Poros"], "1 listing within 1 km of the point near ", id="a point"),
        pytest.param("at=35.2,25.15", ["Far"], "1 listing within 5 km of the point near ", id="another point"),
        pytest.param(AREA, ["Poros", "Far"], "2 listings in the drawn area.", id="an area"),
        pytest.param(f"{AREA}&at=35.2,25.15", ["Far", "Poros"], "2 listings in the drawn area.", id="both"),
        pytest.param(f"{AREA}&radius_km=1&order=newest", ["Far", "Poros"], "2 listings in", id="the circle has no say"),
        pytest.param(f"{AREA}&most_rent=1", [], "0 listings in the drawn area.", id="with another filter"),
    ],
)
def test_list_count_map_and_file_say_the_same(officer: PageClient, query: str, titles: list[str], sentence: str):
    assert listed(officer, query) == titles
    assert said(officer, query).startswith(sentence)
    assert mapped(officer, query) == set(titles)
    assert [row["Title"] for row in saved(officer, query)] == titles
    drawing = officer.get(f"/listings/map.svg?{query}").text
    assert drawing.count('fill-opacity="0.08"') == ("area=" in query)
    assert drawing.count('r="9.0"') == ("at=" in query)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_moves_the_map_beside_an_area_only_looks(officer: PageClient):
    assert mapped(officer, f"{AREA}&radius_km=0") == {"Poros", "Far"}
    page = officer.page(f"/listings?{AREA}")
    assert page.xpath("//form[@data-follows-map]") == []
    assert officer.page("/listings").xpath("//form[@data-follows-map]") != []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_distances_are_named_from_where_they_are_measured(officer: PageClient):
    away = geodesic_km(Point(*POROS), Point(*HARBOUR))
    page = officer.page(f"/listings?{AT_POROS}")
    assert f"{away:.2f} km from the point" in page.text_content().replace("\xa0", " ")
    assert "Rings: distance from the point" in page.text_content()
    assert "from the point" not in officer.page("/listings").text_content()
    assert "from the point" in officer.get(f"/listings/points.geojson?{WHOLE}&{AT_POROS}").text
    assert "Distance from the point" in officer.page(f"/listings?{AT_POROS}&view=table").text_content()
    [first, second] = saved(officer, AT_POROS)
    assert (first["Distance from the point in km"], second["Distance from the point in km"]) == ("0.000", f"{away:.3f}")
    assert "Distance in km" in saved(officer, "")[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("at=here", "at", "Enter a point such as 35.3387,25.1442"),
        ("at=35.3,25.1,7", "at", "Enter a point such as 35.3387,25.1442"),
        ("at=nan,25.1", "at", "Enter a point such as 35.3387,25.1442"),
        ("at=1e1,25.1", "at", "Enter a point such as 35.3387,25.1442"),
        ("at=35.3,625.1", "at", "Enter a point such as 35.3387,25.1442"),
        ("at=25.1442,35.3387", "at", "This point is outside the region."),
        ("at=<script>alert(1)</script>", "at", "Enter a point such as 35.3387,25.1442"),
        ("area=x", "area", "This area cannot be read: draw it again"),
        ("area='\"><script>alert(1)</script>", "area", "This area cannot be read: draw it again"),
        ("area=1.1_2.2", "area", "An area has three corners or more: draw it again"),
        ("area=" + "_".join(["1.1"] * 61), "area", "An area has at most 60 corners: draw it more simply"),
        ("area=1.1_2.2_3.1", "area", "This area reaches beyond the map: draw a smaller one"),
        ("area=23xaj.1hnru_zzzz.0_0.zzzz", "area", "This area reaches beyond the map: draw a smaller one"),
        ("area=" + "9" * 20_000, "area", "This area cannot be read: draw it again"),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_finds_nothing(
    officer: PageClient, query: str, field: str, sentence: str
):
    page = officer.page(f"/listings?{query}", status=422)
    [link] = page.xpath("//*[@role='alert']//a")
    assert link.get("href") == f"#{field}"
    assert sentence in link.text_content()
    [control] = page.xpath(f"//main//input[@id='{field}' and @aria-invalid]")
    assert sentence in page.get_element_by_id(control.get("aria-describedby")).text_content()
    assert officer.get(f"/listings/points.geojson?{WHOLE}&{query}").status_code == 404
    assert saved(officer, query) == []
    assert officer.get(f"/listings/map.js?{query}").status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_point_and_area_can_be_taken_away_and_the_other_filters_stay(officer: PageClient):
    page = officer.page(f"/listings?{AT_POROS}&{AREA}&most_rent=900&view=table")
    [point] = page.xpath("//a[.='Remove the point']/@href")
    [area] = page.xpath("//a[.='Remove the area']/@href")
    assert "at=" not in point
    assert "area=" not in area
    assert all("most_rent=900" in link and "view=table" in link for link in (point, area))
    assert "Remove the" not in officer.page("/listings").text_content()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_point_is_sent_again_with_the_filters_and_can_be_typed_over(officer: PageClient):
    [form] = officer.page(f"/listings?{AT_POROS}&{AREA}").xpath("//form[@id='filters']")
    assert (form.fields["at"], form.fields["area"]) == ("35.33120,25.14670", SOUTHERN.write())
    assert form.xpath(".//label[@for='at']")[0].text_content() == "Around the point"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_page_of_a_flat_leads_to_the_flats_near_it(officer: PageClient, session: Session, centre: Centre):
    [link] = officer.page("/listings/1").xpath("//a[.='Flats near this one']/@href")
    assert listed(officer, link.partition("?")[2]) == ["Poros", "Harbour"]
    placeless = rows.add_listing(session, centre, latitude=None, longitude=None)
    session.commit()
    assert officer.page(f"/listings/{placeless.id}").xpath("//a[.='Flats near this one']") == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("35.3312, 25.1467", "35.33120,25.14670"),
        ("35,3312 25,1467", "35.33120,25.14670"),
        ("35.3312° 25.1467°", "35.33120,25.14670"),
        ("Ηράκλειο", "35.3"),
        ("irakleio", "35.3"),
    ],
)
def test_what_is_typed_becomes_a_point_in_the_address(officer: PageClient, typed: str, at: str):
    kept = "most_rent=900&order=rent&view=map"
    answer = typed_at(officer, f"{kept}&radius_km=0&bbox=25,35,26,36&{AREA}&{AT_POROS}", typed)
    led = parse_qs(urlsplit(answer.location).query)
    assert answer.status_code == 303
    assert led.pop("at")[0].startswith(at)
    assert led == parse_qs(kept)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_places_that_share_a_name_are_asked_about(officer: PageClient):
    page = officer.submit("/listings/around?most_rent=900", around="Γεράνι")
    links = page.xpath("//main//a[contains(@href, 'at=')]/@href")
    assert len(links) > 1
    assert all("most_rent=900" in link for link in links)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter a village or a town, a street with its town, or a point"),
        ("25.1442, 35.3387", "This point is outside the region."),
        ("91, 25", "This point is outside the region."),
        ("Ουαγκαντούγκου", "No place of this name is known here."),
        ("Κνωσού 12, Ηράκλειο", "Only this much of it is known here."),
        ("<script>alert(1)</script>", "No place of this name is known here."),
    ],
)
def test_what_is_not_known_is_said(officer: PageClient, typed: str, sentence: str):
    answer = typed_at(officer, "", typed)
    page = html.document_fromstring(answer.text)
    assert complaints(page) == []
    assert answer.status_code == (422 if page.xpath("//*[@role='alert']") else 200)
    assert sentence in page.text_content()
    assert page.xpath("//button[@name='ask']") == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("has_geocoder", [False, True])
def test_the_field_says_whether_streets_are_known(app: Flask, officer: PageClient, has_geocoder: bool):
    settings = app.extensions["stegi.settings"]
    address = "http://127.0.0.1:1" if has_geocoder else None
    app.extensions["stegi.settings"] = replace(settings, geocoder_url=address)
    [beside_the_map] = officer.page("/listings").xpath("//input[@id='around']/@placeholder")
    assert ("no street" in beside_the_map) is not has_geocoder
    for page in (officer.page("/listings/around"), officer.submit("/listings/around", around="Κνωσού 12, Ηράκλειο")):
        assert ("Streets and corners are not known here" in page.text_content()) is not has_geocoder


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_geocoder_is_asked_only_where_there_is_one_and_somebody_wants_it(
    app: Flask, officer: PageClient, session: Session
):
    geocoder = asks(app, StandIn(others=[DOOR]))
    settings = app.extensions["stegi.settings"]
    app.extensions["stegi.settings"] = replace(settings, geocoder_url="http://127.0.0.1:1")
    page = officer.submit("/listings/around?most_rent=900", around="Εφέσου 7, Ηράκλειο, τηλ. 6912345678")
    assert geocoder.asked == []
    [form] = [form for form in page.forms if form.xpath(".//button[@name='ask']")]
    answer = officer.post(form.action, data=dict(form.fields) | {"ask": "yes"})
    assert geocoder.asked == ["Εφέσου 7, Ηράκλειο"]
    assert parse_qs(urlsplit(answer.location).query) == {"most_rent": ["900"], "at": ["35.33120,25.14670"]}
    assert typed_at(officer, "", "Εφέσου 7, Ηράκλειο").status_code == 200  # nothing of it was kept
    assert session.scalar(select(func.count()).select_from(GeocodedAnswer)) == 0
    assert len(geocoder.asked) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_geocoder_that_does_not_answer_is_told_of(app: Flask, officer: PageClient):
    asks(app, StandIn(is_away=True))
    answer = officer.post("/listings/around", data=_form_of(officer) | {"around": "Εφέσου 7, Ηράκλειο", "ask": "yes"})
    assert "The geocoder does not answer just now" in answer.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_typed_is_neither_kept_nor_logged(officer: PageClient, session: Session, caplog):
    with caplog.at_level("DEBUG"):
        typed_at(officer, "", "Μυστικού 7, Ηράκλειο")
        typed_at(officer, "", "35.33121, 25.14671")
    assert "Μυστικού" not in caplog.text
    assert session.scalar(select(func.count()).select_from(GeocodedAnswer)) == 0


def test_only_who_may_see_listings_looks_around(client: PageClient, session: Session, centre: Centre):
    assert client.get("/listings/around").status_code == 302
    enter(client, session, rows.add_user(session, StaffRole.FINANCE_APPROVER, centre))
    assert client.get("/listings/around").status_code == 403


def _form_of(client: PageClient, query: str = "") -> dict[str, str]:
    [form] = client.page(f"/listings?{query}").xpath("//form[@action='/listings/around']")
    return dict(form.fields)
