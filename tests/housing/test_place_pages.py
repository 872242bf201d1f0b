"""Flats without a place get one: by their address, or by the numbers that any map shows."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing
from housing.services.listings.listings import set_place
from maps.answers import DatabaseAnswers
from maps.distance import Point
from maps.located import Answer, Located, Precision
from maps.models import LONGEST_LABEL, GeocodedAnswer
from tests.support import rows
from tests.support.geocoder import DOOR, StandIn, asks
from tests.support.pages import PageClient
from tests.support.visits import text

ELSEWHERE = Located(Point(35.51, 23.88), "Γεράνι", Precision.PLACE, "fake", "Δήμος Πλατανιά")


@pytest.fixture
def listing(session: Session, centre: Centre) -> Listing:
    listing = rows.add_listing(session, centre, latitude=None, longitude=None)
    session.commit()
    return listing


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    rows.sign_in(client, user)
    return client


def point(session: Session, listing: Listing) -> tuple[float | None, float | None, str]:
    session.refresh(listing.dwelling)
    session.commit()
    return listing.dwelling.latitude, listing.dwelling.longitude, listing.dwelling.place_precision


def test_a_flat_without_a_place_waits_in_the_list_until_it_has_one(
    app: Flask, officer: PageClient, session: Session, listing: Listing
):
    geocoder = asks(app, StandIn(others=[DOOR]))
    assert "1 listing needs a place" in text(officer.page("/"))
    page = officer.page("/listings/needs-a-place")
    assert page.xpath("//tbody//th//a/@href") == [f"/listings/{listing.id}"]
    [address] = page.xpath("//tbody//td//a/@href")
    assert officer.page(address).xpath("//*[@id='address']/@value") == ["Efesou 7, Poros, Heraklion"]
    page = officer.page(f"{address}?address=Εφέσου 7, Ηράκλειο")
    assert "Εφέσου 7, Ηράκλειο 35.33120, 25.14670" in text(page)
    assert point(session, listing) == (None, None, "")
    officer.submit(f"{address}?address=Εφέσου 7, Ηράκλειο", action=address)
    assert point(session, listing) == (35.3312, 25.1467, "address")
    assert geocoder.asked == ["Εφέσου 7, Ηράκλειο"]
    assert "Every listing has its place" in text(officer.page("/listings/needs-a-place"))
    assert "needs a place" not in text(officer.page("/"))


@pytest.mark.parametrize(("answer", "said"), [(DOOR, "Εφέσου 7"), (None, "This address was not found.")])
def test_each_address_is_asked_once_also_when_nobody_knows_it(
    app: Flask, officer: PageClient, session: Session, listing: Listing, answer: Located | None, said: str
):
    geocoder = asks(app, StandIn(others=[answer] if answer else []))
    for typed in ("Nowhere 7, Nothing", " Nowhere  7 ,Nothing, Crete"):
        assert said in text(officer.page(f"/listings/{listing.id}/place?address={typed}"))
    assert geocoder.asked == ["Nowhere 7, Nothing"]
    assert session.scalar(select(func.count()).select_from(GeocodedAnswer)) == 1


def test_a_geocoder_that_does_not_answer_is_asked_again_and_the_towns_are_known_meanwhile(
    app: Flask, officer: PageClient, session: Session, listing: Listing
):
    geocoder = asks(app, StandIn(is_away=True))
    for _ in range(2):
        page = officer.page(f"/listings/{listing.id}/place?address=Κνωσού 7, Ηράκλειο")
        assert "Only the town or village was found" in text(page)
        assert "The geocoder does not answer just now" in text(page)
    assert len(geocoder.asked) == 2
    assert session.scalar(select(func.count()).select_from(GeocodedAnswer)) == 0


@pytest.mark.parametrize("typed", ["", "   ", "%00"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_empty_address_is_not_asked_for(app: Flask, officer: PageClient, listing: Listing, typed: str):
    geocoder = asks(app, StandIn(others=[DOOR]))
    assert "This address was not found." in text(officer.page(f"/listings/{listing.id}/place?address={typed}"))
    assert geocoder.asked == []


def test_an_odd_address_and_a_long_answer_are_kept(app: Flask, officer: PageClient, session: Session, listing: Listing):
    geocoder = asks(app, StandIn(others=[Located(Point(35.1, 25.1), "x" * 900, Precision.STREET, "fake")]))
    page = officer.page(f"/listings/{listing.id}/place?address={'%00a' * 400}")
    assert "The street was found, not the house number." in text(page)
    assert geocoder.asked == ["a" * 300]
    [choice] = session.scalars(select(GeocodedAnswer.choices)).one()
    assert choice["label"] == "x" * LONGEST_LABEL


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_is_asked_while_the_database_is_written(app: Flask, officer: PageClient, listing: Listing):
    geocoder = asks(app, StandIn(others=[DOOR]))
    token = officer.page("/").xpath("string(//input[@name='csrf_token']/@value)")
    address = f"/listings/{listing.id}/place?address=Efesou 7"
    assert officer.post(address, data={"latitude": "x", "csrf_token": token}).status_code == 422
    assert geocoder.asked == []


def test_coordinates_are_typed_with_a_comma(officer: PageClient, session: Session, listing: Listing):
    page = officer.submit(f"/listings/{listing.id}/place", latitude="35,3312", longitude=" 25,1467 ")
    assert "The flat has its place on the map." in text(page)
    assert point(session, listing) == (35.3312, 25.1467, "pin")


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"latitude": ""}, "latitude", "Enter the latitude, such as 35,3387"),
        ({"longitude": ""}, "longitude", "Enter the longitude, such as 25,1442"),
        ({"latitude": "35,3387, 25,1442"}, "latitude", "Enter degrees such as 35,3387"),
        ({"latitude": "90,1"}, "latitude", "Latitude is between -90 and 90"),
        ({"longitude": "-180,1"}, "longitude", "Longitude is between -180 and 180"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_slip_is_said_beside_its_field(
    officer: PageClient, session: Session, listing: Listing, typed: dict[str, str], field: str, sentence: str
):
    sent = {"latitude": "35,3312", "longitude": "25,1467"} | typed
    page = officer.submit(f"/listings/{listing.id}/place", status=422, **sent)
    assert page.xpath(f"normalize-space(//*[@id='{field}-error'])") == sentence
    assert {name: page.xpath(f"string(//*[@id='{name}']/@value)") for name in sent} == sent
    assert point(session, listing) == (None, None, "")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_precision_that_nobody_gives_is_a_pin(officer: PageClient, session: Session, listing: Listing):
    token = officer.page("/").xpath("string(//input[@name='csrf_token']/@value)")
    data = {"latitude": "35.3", "longitude": "25.1", "precision": "perfect", "csrf_token": token}
    officer.post(f"/listings/{listing.id}/place", data=data)
    assert point(session, listing) == (35.3, 25.1, "pin")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [({}, (35.32787, 25.14341, "place")), ({"latitude": "35,3312", "longitude": "25,1467"}, (35.3312, 25.1467, "pin"))],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_point_is_known_as_roughly_as_it_was_found_until_somebody_gives_another(
    app: Flask, officer: PageClient, session: Session, listing: Listing, typed: dict[str, str], kept: tuple[object, ...]
):
    asks(app, StandIn())
    path = f"/listings/{listing.id}/place"
    officer.submit(f"{path}?address=Κνωσού 7, Ηράκλειο", action=path)
    officer.submit(path, action=path, **typed)
    assert point(session, listing) == kept


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_flat_of_which_only_the_town_is_known_says_so_everywhere_and_waits_for_a_place(
    officer: PageClient, session: Session, listing: Listing
):
    set_place(listing.dwelling, 35.32787, 25.14341, precision=Precision.PLACE)
    session.commit()
    page = officer.page(f"/listings/{listing.id}")
    assert "Only the town is known: on the map this flat stands in the middle of it." in text(page)
    assert f"/listings/{listing.id}/place" in page.xpath("//main//p/a/@href")
    assert "only the town is known" in text(officer.page("/listings"))
    assert "only the town is known" in officer.get("/listings/points.geojson?bbox=25,35,26,36&zoom=12").text
    assert "only the town is known" in officer.get(f"/listings/{listing.id}/map.js").text
    assert "only the town is known" in text(officer.page("/listings/needs-a-place"))
    assert "1 listing needs a place" in text(officer.page("/"))
    officer.submit(f"/listings/{listing.id}/place", latitude="35,3312", longitude="25,1467")
    [row] = officer.page("/listings").xpath("//li[@data-marker]")
    assert "only the town is known" not in text(row)
    assert "Every listing has its place" in text(officer.page("/listings/needs-a-place"))


@pytest.mark.parametrize("path", ["/listings/new", "/listings/{}/place"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_point_outside_the_region_is_asked_for_twice(
    officer: PageClient, session: Session, listing: Listing, path: str
):
    london = {"latitude": "51,5", "longitude": "-0,12"}
    said = {"title": "Flat", "monthly_rent": "450"} if "new" in path else {}
    asked = officer.submit(path.format(listing.id), status=422, **london, **said)
    assert "This point is outside the region." in asked.xpath("string(//*[@id='latitude-error'])")
    assert asked.xpath("//input[@id='stands_there'][@type='checkbox']")
    form = next(form for form in asked.forms if "latitude" in form.fields)
    sent = dict(form.form_values()) | {"stands_there": "y"}
    assert officer.post(path.format(listing.id), data=sent).status_code == 302
    session.rollback()
    newest = session.scalars(select(Listing).order_by(Listing.id.desc())).first()
    assert point(session, newest) == (51.5, -0.12, "pin")


@pytest.mark.parametrize(("which", "municipality"), [("0", "Δήμος Ρεθύμνης"), ("1", "Δήμος Πλατανιά")])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_villages_with_one_name_the_officer_says_which(
    app: Flask, officer: PageClient, session: Session, listing: Listing, which: str, municipality: str
):
    service = asks(app, StandIn())
    path = f"/listings/{listing.id}/place"
    page = officer.page(f"{path}?address=Gerani")
    assert "Several places are called so. Which one is meant?" in text(page)
    buttons = {button.get("value"): button.text_content() for button in page.xpath("//button[@name='which']")}
    assert buttons[which] == f"Γεράνι, {municipality}"
    assert page.xpath("string(//input[@id='latitude']/@value)") == ""
    chosen = officer.page(f"{path}?address=Gerani&which={which}")
    assert municipality in text(chosen)
    assert "Several places are called so" not in text(chosen)
    officer.submit(f"{path}?address=Gerani&which={which}", action=path)
    assert point(session, listing)[2] == "place"
    assert service.asked == ["Γεράνι"]


@pytest.mark.parametrize("which", ["2", "-1", "x", ""])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_choice_that_was_not_offered_is_none(officer: PageClient, listing: Listing, which: str):
    page = officer.page(f"/listings/{listing.id}/place?address=Γεράνι&which={which}")
    assert "Several places are called so. Which one is meant?" in text(page)


@pytest.mark.parametrize(
    ("code", "at", "homes", "is_asked"),
    [
        ("73014", (35.5172, 23.8790), 3, False),
        ("730 14", (35.5172, 23.8790), 3, False),
        ("73014", (35.5172, 23.8790), 2, True),  # one of two may be wrong
        ("73014", (35.4400, 24.1400), 3, True),  # as near to the one as to the other
        ("", (35.5172, 23.8790), 3, True),
    ],
)
def test_homes_with_the_same_postal_code_show_which_village_is_meant(
    officer: PageClient,
    session: Session,
    listing: Listing,
    code: str,
    at: tuple[float, float],
    homes: int,
    is_asked: bool,
):
    for _ in range(homes):
        rows.add_listing(
            session, listing.centre, latitude=at[0], longitude=at[1], postal_code="73014", place_precision="street"
        )
    session.commit()
    page = officer.page(f"/listings/{listing.id}/place?address=Γεράνι {code}")
    assert ("Which one is meant?" in text(page)) is is_asked
    assert ("Δήμος Πλατανιά 35.51721, 23.87818" in text(page)) is not is_asked


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        ("address", "the house, by its address"),
        ("street", "the street, not the house"),
        ("place", "the middle of the town or village"),
        ("pin", "the house, by somebody's pin"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_flats_page_says_how_nearly_its_place_is_known(
    officer: PageClient, session: Session, listing: Listing, precision: str, said: str
):
    set_place(listing.dwelling, 35.3312, 25.1467, precision=precision)
    session.commit()
    assert said in text(officer.page(f"/listings/{listing.id}"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_point_that_was_found_outside_the_region_is_a_warning_and_is_asked_for_twice(
    app: Flask, officer: PageClient, session: Session, listing: Listing
):
    asks(app, StandIn(others=[Located(Point(37.98, 23.73), "Εφέσου 7, Αθήνα", Precision.ADDRESS, "fake")]))
    path = f"/listings/{listing.id}/place"
    page = officer.page(f"{path}?address=Εφέσου 7, Αθήνα")
    assert "This point is outside the region." in text(page)
    officer.submit(f"{path}?address=Εφέσου 7, Αθήνα", action=path, status=422)
    assert point(session, listing) == (None, None, "")
    officer.submit(f"{path}?address=Εφέσου 7, Αθήνα", action=path, stands_there="y")
    assert point(session, listing) == (37.98, 23.73, "address")


def test_the_map_for_the_pin_is_for_those_of_the_centre(officer: PageClient, session: Session, centre: Centre):
    other = rows.add_centre(session, "chania")
    session.commit()
    assert officer.get(f"/listings/pin-map/{centre.id}.js").mimetype == "text/javascript"
    assert officer.get(f"/listings/pin-map/{other.id}.js").status_code == 404


def test_answers_live_in_the_database(session: Session):
    storage = DatabaseAnswers(sessionmaker(session.get_bind()))
    assert storage.find("Efesou 7") is None
    storage.keep("Efesou 7", Answer((DOOR,)))
    storage.keep("Nowhere 7", Answer())
    storage.keep("Gerani", Answer((DOOR, ELSEWHERE), is_sure=False))
    storage.keep("Efesou 7", Answer())  # another process was faster: the first answer stays
    assert storage.find("Efesou 7") == Answer((DOOR,))
    assert storage.find("Nowhere 7") == Answer(is_sure=False)
    assert storage.find("Gerani") == Answer((DOOR, ELSEWHERE), is_sure=False)
