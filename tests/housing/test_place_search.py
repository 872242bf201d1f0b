"""Flats without a place find it by their addresses, while nobody waits; and nothing but the address is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import utc_now
from core.jobs import Job, JobStatus
from core.jobs.worker import LEASE, Worker
from core.session import database
from core.structure import Centre
from housing.jobs.places import AWAY
from housing.models import Listing
from housing.services.listings.listings import place_listing, set_place
from housing.services.mapping.place_search import FIND_PLACES, ask_to_find_places
from housing.states import ListingStatus
from maps.addresses import Address
from maps.distance import Point
from maps.located import PIN, Answer, Located, Precision
from maps.models import GeocodedAnswer
from maps.turns import Turns
from tests.support import rows
from tests.support.geocoder import DOOR, StandIn, asks
from tests.support.jobs import do_jobs
from tests.support.pages import PageClient
from tests.support.visits import text

NOWHERE = {"latitude": None, "longitude": None, "area": "", "city": "Ηράκλειο"}
STREET = Located(Point(35.3300, 25.1400), "Ικάρου", Precision.STREET, "fake")
AT_SEA = Located(Point(35.45, 25.50), "Ακτή 1", Precision.ADDRESS, "fake")
ABROAD = Located(Point(37.98, 23.73), "Ερμού 1, Αθήνα", Precision.ADDRESS, "fake")
KNOWN = {
    "Εφέσου 7, Ηράκλειο": [DOOR],
    "Ικάρου 5, Ηράκλειο": [STREET],
    "Ακτή 1, Σταλίδα": [AT_SEA],
    "Ερμού 1, Αθήνα": [ABROAD],
}


@pytest.fixture
def user(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)


@pytest.fixture
def officer(session: Session, user: User, client: PageClient) -> PageClient:
    session.commit()
    rows.sign_in(client, user)
    return client


def add(session: Session, centre: Centre, address: str, city: str = "Ηράκλειο", **more: object) -> Listing:
    return rows.add_listing(session, centre, **(NOWHERE | {"address": address, "city": city} | more))


def ask(session: Session, user: User, centre: Centre) -> Job:
    job = ask_to_find_places(session, [centre.id], actor=user, at=utc_now())
    session.commit()
    return job


def stands(session: Session, listing: Listing) -> tuple[str, str | None]:
    session.refresh(listing.dwelling)
    session.commit()
    return listing.dwelling.place_precision, listing.dwelling.place_doubt


CASES = {
    "house": ({"address": "Εφέσου 7"}, ("address", None)),
    "street": ({"address": "Ικάρου 5"}, ("street", None)),
    "town for want of the street": ({"address": "Άγνωστη 5"}, ("place", None)),
    "one of two villages": ({"address": "", "city": "Γεράνι"}, ("", "several")),
    "perhaps a village": ({"address": "", "area": "Άγνωστο"}, ("", "several")),
    "nowhere": ({"address": "Εφέσου 7", "city": "Ουδέποτε"}, ("", "unknown")),
    "in the sea": ({"address": "Ακτή 1", "city": "Σταλίδα"}, ("", "at-sea")),
    "outside the region": ({"address": "Ερμού 1", "city": "Αθήνα"}, ("", "outside")),
    "without an address": ({"address": "", "city": ""}, ("", None)),
}


def test_what_is_sure_is_taken_and_the_rest_waits_with_its_question(
    app: Flask, session: Session, centre: Centre, user: User, officer: PageClient
):
    asks(app, StandIn(KNOWN))
    flats = {name: add(session, centre, **(facts | {"title": name})) for name, (facts, _) in CASES.items()}
    session.commit()
    page = officer.submit("/listings/needs-a-place", action="/listings/needs-a-place")
    assert page.xpath("normalize-space(//h1)") == "Places of flats, by their addresses"
    do_jobs(app)
    assert {name: stands(session, flat) for name, flat in flats.items()} == {
        name: expected for name, (_, expected) in CASES.items()
    }
    job = session.scalars(select(Job).where(Job.kind == FIND_PLACES)).one()
    session.commit()
    assert (job.status, job.done, job.total) == (JobStatus.DONE, 8, 8)
    assert "Found: 3. Waiting for somebody's word: 5." in text(officer.page(f"/jobs/{job.id}"))
    page = officer.page("/listings/needs-a-place")
    said = {row.xpath("string(th)").strip(): row.xpath("string(td[2])").strip() for row in page.xpath("//tbody/tr")}
    assert said == {
        "town for want of the street": "only the town is known",
        "one of two villages": "not yetwhich place is meant?",
        "perhaps a village": "not yetwhich place is meant?",
        "nowhere": "not yetits address was not found",
        "in the sea": "not yetits address was found in the sea",
        "outside the region": "not yetits address was found outside the region",
        "without an address": "not yet",
    }
    [which] = page.xpath("//tr[contains(., 'one of two villages')]/td//a/@href")
    assert "Several places are called so. Which one is meant?" in text(officer.page(which))


def test_nothing_but_the_address_of_the_flat_leaves(app: Flask, session: Session, centre: Centre, user: User):
    service = asks(app, StandIn())
    household = rows.add_household(session, centre, name="Haddad")
    listing = add(session, centre, "Εφέσου 7 (Λυδάκη), κουδούνι Haddad", title="Σπίτι της κας Λυδάκη για τους Haddad")
    listing.description = "Τηλεφωνήστε στην Αικατερίνη Λυδάκη, 2810 000001, για την οικογένεια Haddad"
    listing.landlord.name = "Αικατερίνη Λυδάκη"
    ask(session, user, centre)
    do_jobs(app)
    assert household.name == "Haddad"
    assert service.asked == ["Εφέσου 7, Ηράκλειο"]
    assert session.scalars(select(GeocodedAnswer.query)).all() == service.asked


@pytest.mark.parametrize(
    ("precision", "status", "is_moved"),
    [
        (PIN, ListingStatus.VERIFIED, False),
        (Precision.ADDRESS, ListingStatus.VERIFIED, False),
        (Precision.STREET, ListingStatus.VERIFIED, False),
        (Precision.PLACE, ListingStatus.VERIFIED, True),
        (Precision.PLACE, ListingStatus.WITHDRAWN, False),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_pin_wins_for_ever_and_only_what_is_rough_is_looked_for_again(
    app: Flask, session: Session, centre: Centre, user: User, precision: str, status: ListingStatus, is_moved: bool
):
    service = asks(app, StandIn(KNOWN))
    listing = add(session, centre, "Εφέσου 7", status=status)
    set_place(listing.dwelling, 35.3, 25.1, precision=precision)
    ask(session, user, centre)
    do_jobs(app)
    assert stands(session, listing) == ("address" if is_moved else precision, None)
    assert (listing.dwelling.latitude == 35.3) is not is_moved
    assert bool(service.asked) is is_moved


def test_a_pin_that_is_set_while_the_service_thinks_stays(app: Flask, session: Session, centre: Centre, user: User):
    listing = add(session, centre, "Εφέσου 7")
    ask(session, user, centre)

    class Slow(StandIn):
        def find(self, address: Address) -> Answer:
            with Session(session.get_bind()) as other, other.begin():
                there = other.get_one(Listing, listing.id)
                place_listing(other, there, Point(35.2, 25.2), actor=other.get_one(User, user.id), at=utc_now())
            return super().find(address)

    asks(app, Slow(KNOWN))
    do_jobs(app)
    assert stands(session, listing) == (PIN, None)
    assert listing.dwelling.latitude == 35.2


def test_a_service_that_does_not_answer_is_asked_again_later_and_is_not_an_answer(
    app: Flask, session: Session, centre: Centre, user: User, caplog: pytest.LogCaptureFixture
):
    service = asks(app, StandIn(KNOWN, is_away=True))
    listing = add(session, centre, "Εφέσου 7")
    job = ask(session, user, centre)
    do_jobs(app)
    session.refresh(job)
    assert (job.status, str(job.sentence), job.done) == (JobStatus.RUNNING, str(AWAY), 0)
    assert job.due_at > utc_now()
    assert (stands(session, listing), caplog.records) == (("", None), [])
    assert session.scalar(select(func.count()).select_from(GeocodedAnswer)) == 0
    service.is_away = False
    job.due_at = utc_now()
    session.commit()
    do_jobs(app)
    assert stands(session, listing) == ("address", None)


def test_a_search_that_was_killed_goes_on_where_it_stood(app: Flask, session: Session, centre: Centre, user: User):
    class Deadly(StandIn):
        def find(self, address: Address) -> Answer:
            answer = super().find(address)
            if len(self.asked) == 3:
                raise KeyboardInterrupt  # passes every handler, as a killed worker does
            return answer

    service = asks(app, Deadly(others=[DOOR]))
    flats = [add(session, centre, f"Εφέσου {number}") for number in range(1, 6)]
    job = ask(session, user, centre)
    with pytest.raises(KeyboardInterrupt):
        do_jobs(app)
    session.refresh(job)
    assert (job.status, job.done) == (JobStatus.RUNNING, 0)
    session.commit()
    with app.app_context():
        later = Worker(database.engine, lambda: utc_now() + LEASE + timedelta(minutes=1), app.app_context)
    later.work(lambda: False, until_idle=True)
    session.refresh(job)
    assert (job.status, job.done) == (JobStatus.DONE, 5)
    assert [stands(session, flat)[0] for flat in flats] == ["address"] * 5
    assert service.asked == [f"Εφέσου {number}, Ηράκλειο" for number in (1, 2, 3, 3, 4, 5)]


PAUSE = timedelta(seconds=0.1)


def test_two_workers_with_a_search_each_ask_in_turn(app: Flask, session: Session, centre: Centre, user: User):
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    turns, moments = Turns(sessionmaker(engine), pause=PAUSE), []

    class Paced(StandIn):
        def find(self, address: Address) -> Answer:
            moments.append(turns.take())
            return super().find(address)

    service = asks(app, Paced(others=[DOOR]))
    colleague = rows.add_user(session, StaffRole.HOUSING_OFFICER, other := rows.add_centre(session, "chania"))
    for number in range(1, 5):
        add(session, centre, f"Εφέσου {number}")
        add(session, other, f"Ικάρου {number}")
    ask(session, user, centre)
    ask(session, colleague, other)
    with ThreadPoolExecutor(2) as workers:
        list(workers.map(do_jobs, [app, app]))
    assert len(service.asked) == len(set(service.asked)) == len(moments) == 8
    assert all(later - earlier >= PAUSE for earlier, later in pairwise(sorted(moments)))
    assert session.scalars(select(Job.status).where(Job.kind == FIND_PLACES)).all() == [JobStatus.DONE] * 2


HEADER = "Κωδικός;Τίτλος;Ενοίκιο;Διεύθυνση;Πόλη;Πλάτος;Μήκος;τ.μ.;Τηλέφωνο"


def send(officer: PageClient, *lines: str) -> None:
    content = "\n".join([HEADER, *lines]).encode()
    page = officer.submit("/listings/import", file=(BytesIO(content), "a.csv"), source="portal")
    [take] = [form.action for form in page.forms if form.action.endswith("/take")]
    own = take.removesuffix("/take")
    officer.submit(own, action=take)


def test_what_a_file_brings_with_an_address_only_is_looked_for(app: Flask, officer: PageClient, session: Session):
    asks(app, StandIn(KNOWN))
    send(officer, "A-1;Σπίτι;430;Εφέσου 7;Ηράκλειο;;;60;2810990002", "A-2;Σπίτι;450;;Γεράνι;;;70;2810990003")
    do_jobs(app)
    found = {listing.reference: stands(session, listing) for listing in session.scalars(select(Listing)).all()}
    assert found == {"A-1": ("address", None), "A-2": ("", "several")}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_gives_a_roughly_placed_flat_its_point_and_moves_no_other(
    app: Flask, officer: PageClient, session: Session
):
    asks(app, StandIn(KNOWN))
    for point in (";", "35,3312;25,1467", "35,3000;25,1000"):
        send(officer, f"A-1;Σπίτι;430;;Ηράκλειο;{point};60;2810990002")
        do_jobs(app)
        listing = session.scalars(select(Listing)).one()
        expected = ("place", None) if point == ";" else (PIN, None)
        assert stands(session, listing) == expected
    assert listing.dwelling.latitude == 35.3312


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_another_address_is_another_question(app: Flask, officer: PageClient, session: Session, centre: Centre):
    listing = add(session, centre, "", "Γεράνι")
    listing.dwelling.place_doubt = "several"
    session.commit()
    officer.submit(f"/listings/{listing.id}/edit", title="Another title")
    assert stands(session, listing) == ("", "several")
    officer.submit(f"/listings/{listing.id}/edit", city="Χανιά")
    assert stands(session, listing) == ("place", None)
