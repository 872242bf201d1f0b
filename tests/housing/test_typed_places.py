"""An advert that is typed gets its place when it is saved: its town at once, its street by the queue, a pin never."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.jobs import Job
from core.structure import Centre
from housing.models import Dwelling, Listing
from housing.services.mapping.place_search import FIND_PLACES
from maps.distance import Point, distance_km
from maps.located import Located, Precision
from tests.support import rows
from tests.support.geocoder import DOOR, StandIn, asks
from tests.support.jobs import do_jobs
from tests.support.pages import PageClient
from tests.support.visits import enter, text

HERAKLION, CHANIA = Point(35.3387, 25.1442), Point(35.5138, 24.0180)
KNOWN = {"Εφέσου 7, Ηράκλειο": [DOOR]}


@pytest.fixture
def service(app: Flask) -> StandIn:
    return asks(app, StandIn(KNOWN))


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient, service: StandIn) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    session.commit()
    return client


def save(client: PageClient, session: Session, **facts: str) -> Dwelling:
    client.submit("/listings/new", **{"title": "Typed", "monthly_rent": "450"} | facts)
    return kept(session)


def kept(session: Session) -> Dwelling:
    session.expire_all()
    home = session.scalars(select(Listing).order_by(Listing.id.desc())).first().dwelling
    session.refresh(home)
    session.commit()
    return home


def waiting(session: Session) -> int:
    found = session.scalar(select(func.count()).select_from(Job).where(Job.kind == FIND_PLACES))
    session.commit()
    return found


def test_the_town_is_taken_at_once_and_the_house_when_the_service_has_answered(
    app: Flask, session: Session, officer: PageClient, service: StandIn
):
    home = save(officer, session, address="Εφέσου 7", city="Ηράκλειο")
    assert (home.place_precision, home.place_doubt, service.asked) == ("place", None, [])
    assert distance_km(home.point, HERAKLION) < 3
    do_jobs(app)
    assert service.asked == ["Εφέσου 7, Ηράκλειο"]
    assert (kept(session).place_precision, kept(session).point) == ("address", DOOR.point)


@pytest.mark.parametrize(
    ("facts", "precision", "doubt", "jobs"),
    [
        pytest.param({"city": "Ηράκλειο"}, "place", None, 0, id="a-town-and-nothing-nearer-to-ask-for"),
        pytest.param({"address": "Chania"}, "place", None, 0, id="in-the-field-of-the-street"),
        pytest.param({"city": "Γεράνι"}, "", "several", 1, id="one-of-two-villages"),
        pytest.param({"address": "Άγνωστη 5", "city": "Ουδέποτε"}, "", "unknown", 1, id="unknown"),
        pytest.param({}, "", None, 0, id="no-address"),
        pytest.param({"address": "Εφέσου 7", "latitude": "35.3", "longitude": "25.1"}, "pin", None, 0, id="a-pin"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_not_sure_is_asked(
    session: Session, officer: PageClient, facts: dict[str, str], precision: str, doubt: str | None, jobs: int
):
    home = save(officer, session, **facts)
    assert (home.place_precision, home.place_doubt, waiting(session)) == (precision, doubt, jobs)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_page_of_the_flat_asks_which_place_is_meant(session: Session, officer: PageClient):
    officer.submit("/listings/new", title="Typed", monthly_rent="450", city="Γεράνι")
    key = session.scalars(select(Listing.id)).one()
    session.commit()
    page = officer.page(f"/listings/{key}")
    assert "which place is meant?" in text(page)
    [which] = page.xpath("//main//a[contains(., 'Give it one')]/@href")
    assert "Several places are called so. Which one is meant?" in text(officer.page(which))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_place_chooses_the_centre(session: Session, officer: PageClient, centre: Centre, client: PageClient):
    far = rows.add_centre(session, "chania")
    far.latitude, far.longitude = CHANIA.latitude, CHANIA.longitude
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER))
    session.commit()
    home = save(client, session, area="Κουνουπιδιανά", city="Χανιά")
    assert (home.place_precision, home.place_doubt) == ("place", "several")  # which the worker asks
    assert distance_km(home.point, CHANIA) < 3
    assert session.scalars(select(Listing.centre_id)).one() == far.id
    session.commit()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_village_that_the_service_knows_takes_the_place_of_its_town(
    app: Flask, session: Session, officer: PageClient, service: StandIn
):
    village = Located(Point(35.5390, 24.0830), "Κουνουπιδιανά", Precision.PLACE, "fake")
    asks(app, StandIn({"Κουνουπιδιανά, Χανιά": [village]}))
    save(officer, session, area="Κουνουπιδιανά", city="Χανιά")
    do_jobs(app)
    assert (kept(session).point, kept(session).place_doubt) == (village.point, None)


@pytest.mark.parametrize(
    ("before", "typed", "expected"),
    [
        ("place", {"address": "", "city": "Χανιά"}, ("place", None, CHANIA)),
        ("place", {"address": "", "city": "Ουδέποτε"}, ("", "unknown", None)),
        ("place", {"monthly_rent": "470"}, ("place", None, HERAKLION)),
        ("address", {"address": "", "city": "Χανιά"}, ("address", None, HERAKLION)),
        ("pin", {"address": "", "city": "Χανιά"}, ("pin", None, HERAKLION)),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_another_address_moves_what_stands_in_the_middle_of_a_town_and_nothing_else(
    session: Session,
    centre: Centre,
    officer: PageClient,
    before: str,
    typed: dict[str, str],
    expected: tuple[str, str | None, Point | None],
):
    listing = rows.add_listing(
        session, centre, address="Άγνωστη 5", city="Ηράκλειο", area="", latitude=35.3387, longitude=25.1442
    )
    listing.dwelling.place_precision = before
    session.commit()
    officer.submit(f"/listings/{listing.id}/edit", **typed)
    home, (precision, doubt, point) = kept(session), expected
    assert (home.place_precision, home.place_doubt) == (precision, doubt)
    assert (home.point is None) is (point is None)
    assert point is None or distance_km(home.point, point) < 3
