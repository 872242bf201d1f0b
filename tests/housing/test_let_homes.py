"""Where households live: a map of its own, for who may see leases and exact places, written down and without a name."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from core.auth.permissions import StaffRole
from core.dates import today, utc_now
from core.structure import Centre
from housing.models import Lease
from housing.services.leases.leases import LeaseTerms, sign_lease
from housing.states import ListingStatus
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.statements import counted
from tests.support.visits import enter

TOWN = "bbox=25.0,35.2,25.3,35.4&zoom=12"
HOSTILE = "<img src=x onerror=alert(1)>{{ 7 * 7 }}"
NAME = "Σαμίρ Χαντάντ"


def let(session: Session, centre: Centre, title: str, *, served_by: Centre | None = None, **facts: object) -> Lease:
    household = rows.add_household(session, served_by or centre)
    signer = rows.add_user(session, StaffRole.HOUSING_OFFICER, served_by or centre)
    starts_on = facts.pop("starts_on", today())
    assert isinstance(starts_on, date)
    home = rows.add_listing(session, centre, title, **facts)
    terms = LeaseTerms(home.monthly_rent, None, starts_on, starts_on, starts_on + timedelta(days=400))
    return sign_lease(session, home, household, terms, actor=signer, at=utc_now())


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def points(client: PageClient, sight: str = TOWN) -> dict[str, dict]:
    answer = client.get(f"/leases/points.geojson?{sight}").get_json(force=True)
    flats = [flat for feature in answer["features"] for flat in feature["properties"].get("flats", [])]
    return {flat["title"]: flat for flat in flats}


def test_the_map_and_its_list_show_the_same_homes_and_no_name(officer: PageClient, session: Session, centre: Centre):
    lease = let(session, centre, HOSTILE, latitude=35.31)
    let(session, centre, "Ended", latitude=35.32, starts_on=date(2020, 1, 1))
    let(session, centre, "Placeless", latitude=None, longitude=None)
    rows.add_listing(session, centre, "To be had", latitude=35.3)
    session.commit()
    shown = points(officer)
    assert shown.keys() == {HOSTILE}
    assert shown[HOSTILE]["url"] == f"/leases/{lease.id}"
    assert shown[HOSTILE]["shape"] == "todo"
    page = officer.page("/leases/map")
    assert page.xpath("//li[@data-marker]//a/text()") == ["Placeless", HOSTILE]
    assert page.xpath("//li[@data-at]/@data-marker") == [str(lease.id)]
    told = [page.text_content(), officer.get("/leases/map.js").text, str(shown)]
    assert [lease.household.name in text or lease.household.reference in text for text in told] == [False] * 3
    assert page.xpath("//noscript") == []  # a drawing is passed on easily


def test_every_look_at_it_is_written_down(officer: PageClient, session: Session, centre: Centre):
    let(session, centre, "Home", latitude=35.31)
    session.commit()
    for address in ("/leases/map", "/leases/map.js", f"/leases/points.geojson?{TOWN}"):
        before = len(session.scalars(select(AuditEvent.id)).all())
        session.commit()
        assert officer.get(address).status_code == 200
        actions = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
        assert actions[before:] == ["list-leases"], address
        session.commit()


def test_a_home_is_shown_to_who_may_see_both_its_lease_and_its_place(
    client: PageClient, session: Session, centre: Centre
):
    other = rows.add_centre(session, "chania")
    let(session, centre, "Served elsewhere", served_by=other, latitude=35.312345)
    let(session, other, "Stands elsewhere", served_by=centre, latitude=35.312345)
    session.commit()
    assert client.get("/leases/map").status_code == 302
    for role in (StaffRole.FINANCE_OFFICER, StaffRole.ADMINISTRATOR):
        enter(client, session, rows.add_user(session, role, centre))
        for address in ("/leases/map", "/leases/map.js", f"/leases/points.geojson?{TOWN}"):
            assert client.get(address).status_code in (302, 403), address
    for where in (centre, other):
        enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, where))
        assert points(client) == {}
        assert client.page("/leases/map").xpath("//li[@data-marker]") == []
        assert "35.312" not in client.get("/leases/map.js").text


def test_the_home_of_a_household_is_on_no_other_map_by_whatever_stage(
    officer: PageClient, session: Session, centre: Centre
):
    let(session, centre, "Home", latitude=35.31, rent="987.00")
    rows.add_listing(session, centre, "Let to others", latitude=35.3, rent="321.00").status = ListingStatus.LET
    session.commit()
    query = "status=let&radius_km=20"
    for address in (
        f"/listings/points.geojson?{query}&{TOWN}",
        f"/listings/map.js?{query}",
        f"/listings/map.svg?{query}",
    ):
        told = officer.get(address).text
        assert "321" in told, address
        assert "987" not in told, address


def test_a_file_for_other_maps_is_without_the_homes_of_households(
    officer: PageClient, session: Session, centre: Centre
):
    home = let(session, centre, "Home", latitude=35.312345).listing
    rows.add_listing(session, centre, "Home again", latitude=35.31).dwelling = home.dwelling
    rows.add_listing(session, centre, "Let to others", latitude=35.3).status = ListingStatus.LET
    rows.add_listing(session, centre, "To be had", latitude=35.3)
    session.commit()
    for status, expected in (("let", ["Let to others"]), ("", ["To be had"])):
        answer = officer.get(f"/listings/export?kind=geojson&status={status}&radius_km=20")
        told = [feature["properties"]["title"] for feature in answer.get_json(force=True)["features"]]
        assert (told, "35.312" in answer.text) == (expected, False)


def test_whose_lease_one_does_not_see_whose_home_no_search_finds(officer: PageClient, session: Session, centre: Centre):
    other = rows.add_centre(session, "chania")
    let(session, centre, "Served elsewhere", served_by=other, latitude=35.31)
    again = rows.add_listing(session, centre, "Served elsewhere, again")
    again.dwelling, again.status = session.scalars(select(Lease)).one().listing.dwelling, ListingStatus.WITHDRAWN
    let(session, centre, "Served here", latitude=35.31)
    let(session, centre, "Ended", served_by=other, latitude=35.31, starts_on=date(2020, 1, 1))
    rows.add_listing(session, centre, "Let to others", latitude=35.3).status = ListingStatus.LET
    session.commit()
    seen = {"let": {"Served here", "Ended", "Let to others"}, "withdrawn": set()}
    for status, expected in seen.items():
        for order in ("distance", "rent", "newest"):
            query = f"status={status}&radius_km=20&order={order}"
            for view in ("list", "table"):
                page = officer.page(f"/listings?{query}&view={view}")
                shown = page.xpath("//li[@data-marker]//h3/a/text() | //tbody//th/a/bdi/text()")
                assert set(shown) == expected
                assert "Served elsewhere" not in page.text_content()
                assert page.xpath("string(//*[@id='found'])").strip().startswith(f"{len(expected)} listing")
            told = officer.get(f"/listings/export?kind=csv&{query}").data.decode("utf-8-sig")
            assert [title in told for title in ("Served elsewhere", *expected)] == [False, *(True for _ in expected)]
    both = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    enter(officer, session, both)
    assert "Served elsewhere" in officer.page("/listings?status=let&radius_km=20").text_content()


def test_the_list_gives_the_place_of_what_its_map_shows(officer: PageClient, session: Session, centre: Centre):
    home = let(session, centre, "Home", latitude=35.31).listing
    again = rows.add_listing(session, centre, "Home again")
    again.dwelling, again.status = home.dwelling, ListingStatus.WITHDRAWN
    rows.add_listing(session, centre, "Let to others", latitude=35.3).status = ListingStatus.LET
    rows.add_listing(session, centre, "Gone", latitude=35.3).status = ListingStatus.WITHDRAWN
    session.commit()
    for status, expected in (("let", "Let to others"), ("withdrawn", "Gone")):
        query = f"status={status}&radius_km=20"
        page = officer.page(f"/listings?{query}")
        assert page.xpath("//li[@data-at]//a/text()") == [expected]
        assert len(page.xpath("//li[@data-marker]")) == 2
        shown = officer.get(f"/listings/points.geojson?{query}&{TOWN}").get_json(force=True)["features"]
        assert [flat["title"] for feature in shown for flat in feature["properties"]["flats"]] == [expected]


def test_the_list_follows_the_map(officer: PageClient, session: Session, centre: Centre):
    let(session, centre, "Near", latitude=35.31)
    let(session, centre, "Far", latitude=35.05)
    session.commit()
    page = officer.page("/leases/map?bbox=25.0,35.2,25.3,35.4")
    assert page.xpath("//li[@data-marker]//a/text()") == ["Near"]
    assert "1 let home in what the map shows." in page.xpath("string(//*[@id='found'])")
    assert "bbox=25.0" in page.xpath("//script[contains(@src, '/leases/map.js')]/@src")[0]
    assert len(officer.page("/leases/map?bbox=nonsense").xpath("//li[@data-marker]")) == 2


def test_many_homes_are_as_many_statements_as_one(officer: PageClient, session: Session, centre: Centre):
    numbers = []
    for _ in range(2):
        for i in range(5):
            let(session, centre, f"Home {i}", latitude=35.30 + i / 1000)
        session.commit()
        with counted(session) as asked:
            assert len(points(officer)) >= 5
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_moves_the_map_moves_the_list(
    officer: PageClient, session: Session, centre: Centre, new_page: NewPage, live_server: str
):
    let(session, centre, HOSTILE, latitude=35.31)
    let(session, centre, "Far", latitude=35.05)
    session.commit()
    cookie = officer.get_cookie("session")
    assert cookie is not None
    page = new_page(viewport={"width": 1280, "height": 900})
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page.goto("/leases/map")
    expect(page.locator(".st-pin")).to_have_count(2)
    page.get_by_role("link", name="Far").focus()
    expect(page.locator(".st-pin-lifted")).to_have_attribute("title", "Far")
    page.locator(".st-pin").first.evaluate("pin => pin.closest('.leaflet-container').focus()")
    page.keyboard.press("Shift+ArrowUp")  # three steps at once
    expect(page.locator("li[data-marker]")).to_have_count(1)
    assert "bbox=" in page.url


def test_what_opens_from_a_home_says_what_its_row_says(officer: PageClient, session: Session, centre: Centre):
    let(session, centre, "Home", latitude=35.31)
    session.commit()
    [row] = officer.page("/leases/map").xpath("//li[@data-marker]")
    told, lines = " ".join(row.text_content().split()), points(officer)["Home"]["lines"]
    assert lines[0] == "€450.00 a month"
    assert [line for line in lines if line not in told] == []
