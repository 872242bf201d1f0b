"""The page of one flat: its own map, what comes next for it, and who may open it."""

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.states import ListingStatus
from tests.support import rows
from tests.support.audit import events
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.visits import enter, results, text


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def test_a_placed_flat_has_a_small_map_of_its_own(officer: PageClient, session: Session, centre: Centre):
    placed = rows.add_listing(session, centre)
    placeless = rows.add_listing(session, centre, latitude=None, longitude=None)
    session.commit()
    page = officer.page(f"/listings/{placed.id}")
    assert page.xpath("//*[contains(@class, 'st-map-frame-small')]//*[@role='region']")
    assert page.xpath("//script/@src")[-1] == f"/listings/{placed.id}/map.js"
    script = officer.get(f"/listings/{placed.id}/map.js").text
    assert '"kind":"here"' in script
    assert "35.3312,25.1467" in script
    assert page.xpath("//*[@role='region']/noscript/img/@src") == [f"/listings/{placed.id}/map.svg"]
    still = officer.get(f"/listings/{placed.id}/map.svg")
    assert (still.mimetype, "€450" in still.text) == ("image/svg+xml", True)
    page = officer.page(f"/listings/{placeless.id}")
    assert not page.xpath("//script[contains(@src, 'map')] | //*[@role='region']")
    assert page.xpath(f"//main//a[@href='/listings/{placeless.id}/place']")
    for kind in ("map.js", "map.svg", "area.svg"):
        assert officer.get(f"/listings/{placeless.id}/{kind}").status_code == 404


@pytest.mark.parametrize(
    ("status", "first"),
    [
        (ListingStatus.CANDIDATE, "Landlord contacted"),
        (ListingStatus.CONTACTED, "Flat verified"),
        (ListingStatus.VERIFIED, "Whom it suits"),
        (ListingStatus.WITHDRAWN, "Take up again"),
    ],
)
def test_what_comes_next_for_a_flat_is_its_first_button(
    officer: PageClient, session: Session, centre: Centre, status: ListingStatus, first: str
):
    listing = rows.add_listing(session, centre, status=status)
    session.commit()
    head = officer.page(f"/listings/{listing.id}").xpath("//div[@class='st-head']//*[contains(@class, 'btn ')]")
    assert head[0].text.strip() == first
    assert [button for button in head if "btn-primary" in button.get("class")] == [head[0]]


def test_a_flat_that_is_let_leads_to_its_lease(officer: PageClient, session: Session, centre: Centre):
    lease = add_lease(session, centre)
    session.commit()
    page = officer.page(f"/listings/{lease.listing_id}")
    assert page.xpath("//*[@class='st-note']//a[text()='Open the lease']/@href") == [f"/leases/{lease.id}"]
    assert f"Let to {lease.household.name} since 10/11/2026." in text(page)
    assert "show-lease" in [event.action for event in events(session)]
    assert not page.xpath("//*[@class='st-head']//a[text()='Whom it suits' or text()='Keep for a household']")


PAGES = ("", "/edit", "/place", "/map.js", "/map.svg", "/area.svg")


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (StaffRole.HOUSING_OFFICER, (200, 200, 200, 200, 200, 200)),
        (StaffRole.ADMINISTRATOR, (403, 403, 403, 403, 403, 403)),
        (StaffRole.FINANCE_OFFICER, (403, 403, 403, 403, 403, 403)),
        (StaffRole.FINANCE_APPROVER, (403, 403, 403, 403, 403, 403)),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_role_sees_what_it_works_with(
    session: Session, client: PageClient, centre: Centre, role: StaffRole, statuses: tuple[int, ...]
):
    listing = rows.add_listing(session, centre)
    user = rows.add_user(session, role)
    session.commit()
    rows.sign_in(client, user)
    assert tuple(client.get(f"/listings/{listing.id}{page}").status_code for page in PAGES) == statuses


def test_another_centres_listing_is_refused_and_not_listed(officer: PageClient, session: Session):
    other = rows.add_listing(session, rows.add_centre(session, "chania"), "Elsewhere")
    session.commit()
    assert results(officer.page("/listings?radius_km=50")) == []
    for page in PAGES:
        assert officer.get(f"/listings/{other.id}{page}").status_code == 403
    token = officer.page("/").xpath("string(//input[@name='csrf_token']/@value)")
    for page in ("/edit", "/place", "/contact"):
        data = {
            "csrf_token": token,
            "title": "Flat 82 m², Poros",
            "monthly_rent": "450,50",
            "latitude": "35",
            "longitude": "25",
        }
        assert officer.post(f"/listings/{other.id}{page}", data=data).status_code == 403
    assert [(one.title, one.status) for one in rows.stored_listings(session)] == [("Elsewhere", ListingStatus.VERIFIED)]


def test_an_unknown_listing_is_not_found(officer: PageClient):
    for page in PAGES:
        assert officer.get(f"/listings/12345{page}").status_code == 404


def test_nobody_reads_listings_without_signing_in(client: PageClient):
    for path in ("/listings", "/listings/map.js", "/listings/new", "/listings/import", "/listings/needs-a-place"):
        assert client.get(path).location.startswith("/sign-in")
