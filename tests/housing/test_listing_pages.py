"""The pages of listings: list and map, one listing, typing one in and correcting it."""

import json
import re
from decimal import Decimal

import pytest
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.person_keys import erase_person_key
from core.auth.permissions import StaffRole
from core.dates import today
from core.structure import Centre
from housing.models import Landlord, Listing
from housing.services.adverts import as_advert
from housing.states import ListingStatus
from housing.withdrawal_reasons import WithdrawalReason
from tests.support import rows
from tests.support.pages import PageClient

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"
THIS_YEAR = today().year
NEW = "/listings/new"
GOOD = {"title": "Flat 82 m², Poros", "monthly_rent": "450,50"}


@pytest.fixture
def centre(session: Session) -> Centre:
    centre = rows.add_centre(session)
    session.commit()
    return centre


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    rows.sign_in(client, user)
    return client


def text(page: HtmlElement) -> str:
    return " ".join(page.text_content().split())


def stored(session: Session) -> list[Listing]:
    session.expire_all()
    return list(session.scalars(select(Listing)))


def results(page: HtmlElement) -> list[str]:
    return page.xpath("//li[@data-marker]//h3/a/text()")


def pins(client: PageClient, query: str = "") -> list[dict[str, object]]:
    """What the map's script shows, as its one literal says it."""
    script = client.get(f"/listings/map.js{query}").text
    literal = re.search(r"stegiMap\.dress\(\w+, (\{.*\})\);", script)
    assert literal
    return json.loads(literal[1])["pins"]


WHOLE_HOME = {
    "common_charges": "25", "rent_covers": "rent", "bathrooms": "1", "floor": "3", "top_floor": "yes",
    "furnished": "partly", "heating": "heat-pump", "condition": "renovated", "parking": "2", "year_built": "1998",
    "energy_class": "B+", "energy_certificate_number": "12345/2021", "energy_certificate_expires_on": "31/05/2031",
    "atak": "01234567890", "electricity_supply_number": "123456789", "available_from": "01/12/2026",
    "available_until": "31/05/2027", "winter_only": "yes", "pets": "no",
}  # fmt: skip


def test_everything_a_portal_says_of_a_home_is_typed_in_shown_and_stays(officer: PageClient, session: Session):
    page = officer.submit(NEW, **GOOD, **WHOLE_HOME)
    [listing] = stored(session)
    words = text(page)
    for said in ("€475.50", "the home alone", "partly", "heat pump", "renovated", "2 places", "1998", "12345/2021",
                 "31/05/2031", "01234567890", "123456789", "01/12/2026", "31/05/2027"):  # fmt: skip
        assert said in words
    before, path, title = as_advert(listing), f"/listings/{listing.id}/edit", listing.title
    session.rollback()
    officer.submit(path, title=title)
    assert as_advert(stored(session)[0]) == before


@pytest.mark.parametrize(("covers", "together"), [("rent", True), ("charges", False), ("bills", False), ("", True)])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_common_charges_are_counted_once(officer: PageClient, session: Session, covers: str, together: bool):
    page = officer.submit(NEW, **GOOD, common_charges="25", rent_covers=covers)
    assert ("€475.50" in text(page)) is together
    assert ("in the rent" in text(page)) is not together


def test_an_advert_is_typed_in_and_shown(officer: PageClient, session: Session):
    page = officer.submit(
        NEW,
        **GOOD,
        common_charges="25",
        city="Heraklion",
        size_m2="82",
        bedrooms="2",
        floor="−1",
        lift="no",
        available_from="01/12/2026",
        landlord_name="Aikaterini Lydaki",
        phone="2810 990 001",
        source_link="https://portal.example/1",
    )
    [listing] = stored(session)
    assert page.findtext(".//h1") == "Flat 82 m², Poros"
    assert "The listing is saved." in text(page)
    assert (listing.monthly_rent, listing.dwelling.floor, listing.dwelling.has_lift) == (Decimal("450.50"), -1, False)
    assert listing.landlord is not None
    assert listing.landlord.phone == "+302810990001"
    assert page.xpath("//a[@href='tel:+302810990001']")
    assert page.xpath("//a[@href='https://portal.example/1'][contains(@rel, 'noreferrer')]")
    for words in ("€450.50", "€25.00", "82 m²", "basement", "01/12/2026"):
        assert words in text(page)


@pytest.mark.parametrize(
    ("typed", "stored_as"),
    [
        ({"floor": "3ος"}, {"floor": 3}),
        ({"floor": "ισόγειο"}, {"floor": 0}),
        ({"floor": "−1"}, {"floor": -1}),
        ({"floor": "ρετιρέ"}, {"floor": None, "top_floor": True}),
        ({"floor": "ρετιρέ", "top_floor": "no"}, {"floor": None, "top_floor": False}),
        ({"size_m2": "85,5"}, {"size_m2": 85}),
        ({"size_m2": "85 τ.μ."}, {"size_m2": 85}),
        ({"bedrooms": "στούντιο"}, {"bedrooms": 0}),
        ({"year_built": str(THIS_YEAR + 1)}, {"year_built": THIS_YEAR + 1}),
        ({"atak": "01 234 567 890"}, {"atak": "01234567890"}),
        ({"electricity_supply_number": "1 23456789-01 2"}, {"electricity_supply_number": "123456789012"}),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_form_reads_what_a_file_may_say(
    officer: PageClient, session: Session, typed: dict[str, str], stored_as: dict[str, object]
):
    officer.submit(NEW, **GOOD, **typed)
    home = stored(session)[0].dwelling
    assert {name: getattr(home, name) for name in stored_as} == stored_as


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Give the advert a title, such as Flat 82 m², Poros"),
        ("title", "x" * 201, "Use at most 200 characters"),
        ("monthly_rent", "", "Enter the rent for one month, such as 450 or 450,50"),
        ("monthly_rent", "41o", "The rent must be an amount such as 450 or 450,50"),
        ("monthly_rent", "0", "Enter an amount above zero"),
        ("common_charges", "some", "Enter an amount such as 450 or 450,50"),
        ("deposit", "-450", "Enter an amount such as 450 or 450,50"),
        ("address", "x" * 201, "Use at most 200 characters"),
        ("area", "x" * 201, "Use at most 200 characters"),
        ("city", "x" * 201, "Use at most 200 characters"),
        ("postal_code", "7130", "A postal code has 5 digits"),
        ("latitude", "north", "Enter degrees such as 35,3387"),
        ("latitude", "91", "Latitude is between -90 and 90"),
        ("longitude", "181", "Longitude is between -180 and 180"),
        ("longitude", "25,1", "Give both latitude and longitude, or neither"),
        ("size_m2", "4", "The size is between 5 and 1000 m²"),
        ("size_m2", "large", "“large” is not a size in square metres. Write it as 85."),
        ("bedrooms", "2,5", "“2,5” is not a whole number."),
        ("bedrooms", "21", "Bedrooms are between 0 and 20"),
        ("floor", "51", "“51” is not a floor. Write ισόγειο, υπόγειο or a number."),
        ("bathrooms", "21", "Bathrooms are between 0 and 20"),
        ("parking", "21", "Parking places are between 0 and 20"),
        ("year_built", "85", f"The year is between 1800 and {THIS_YEAR + 1}"),
        ("year_built", str(THIS_YEAR + 2), f"The year is between 1800 and {THIS_YEAR + 1}"),
        ("atak", "1234", "A property number (ATAK) has 11 digits"),
        (
            "electricity_supply_number",
            "xx<b>",
            "An electricity supply number has 9 to 12 digits",
        ),
        (
            "electricity_supply_number",
            "1" * 13,
            "An electricity supply number has 9 to 12 digits",
        ),
        ("available_from", "31/11/2026", "There is no such day in the calendar"),
        ("available_until", "30/11/2026", "It becomes available only after this day: choose a later one"),
        ("landlord_name", "x" * 201, "Use at most 200 characters"),
        ("phone", "2810 99 00 1", "A Greek phone number has 10 digits; this one has 9."),
        ("email", "lydaki", "Enter an e-mail address such as name@example.org"),
        ("source", "x" * 201, "Use at most 200 characters"),
        ("reference", "x" * 201, "Use at most 200 characters"),
        ("source_link", "javascript:alert(1)", "A web address begins with https://"),
        ("source_link", "https://" + "x" * 2000, "Use at most 2000 characters"),
        ("description", "x" * 10_001, "Use at most 10000 characters"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_slip_is_said_beside_its_field_and_the_rest_stays(
    officer: PageClient, session: Session, field: str, typed: str, sentence: str
):
    sent = GOOD | {"landlord_name": "Aikaterini Lydaki", "available_from": "01/12/2026", field: typed}
    page = officer.submit(NEW, status=422, **sent)
    assert page.xpath("string(//title)").startswith("Error: ")
    assert page.xpath(f"//*[@id='{field}'][@aria-invalid='true'][contains(@aria-describedby, '{field}-error')]")
    assert page.xpath(f"normalize-space(//*[@id='{field}-error'])") == sentence
    assert page.xpath("//*[@role='alert']//a/@href") == [f"#{field}"]
    form = next(form for form in page.forms if "title" in form.fields)
    assert {name: form.fields[name].lstrip("\n") for name in sent} == sent
    assert stored(session) == []
    assert session.scalars(select(Landlord)).all() == []


def test_a_reference_that_is_taken_is_said_beside_it(officer: PageClient, session: Session):
    officer.submit(NEW, **GOOD, source="portal", reference="A-1")
    page = officer.submit(NEW, status=422, **GOOD, source="portal", reference="A-1")
    assert "There is a listing with this reference" in page.xpath("string(//*[@id='reference-error'])")
    assert len(stored(session)) == 1


def test_a_listing_is_corrected_and_keeps_what_was_not_touched(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre)
    session.commit()
    address = f"/listings/{listing.id}/edit"
    before = officer.page(address)
    form = next(form for form in before.forms if "title" in form.fields)
    assert (form.fields["monthly_rent"], form.fields["lift"]) == ("450,00", "yes")
    officer.submit(address, monthly_rent="430", energy_class="B+")
    [changed] = stored(session)
    assert (changed.monthly_rent, changed.dwelling.energy_class) == (Decimal("430.00"), "B+")
    assert (changed.dwelling.latitude, changed.dwelling.size_m2) == (35.3312, 82)
    assert changed.landlord is not None
    assert changed.landlord.name == "Aikaterini Lydaki"


def test_a_correction_with_a_slip_changes_nothing(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre)
    session.commit()
    officer.submit(f"/listings/{listing.id}/edit", status=422, title="New", monthly_rent="a lot")
    assert [one.title for one in stored(session)] == ["Flat 82 m², Poros"]


def test_an_officer_takes_the_steps_of_a_listing(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre, status=ListingStatus.CANDIDATE)
    session.commit()
    address = f"/listings/{listing.id}"
    steps = (("contact", "Contacted", {}), ("verify", "Verified", {}), ("withdraw", "Withdrawn", {"reason": "let"}))
    for step, status, typed in steps:
        page = officer.submit(address, action=f"{address}/{step}", **typed)
        assert page.xpath("normalize-space(//*[@class='st-lead']/span)") == status
    officer.submit(address, action=f"{address}/reopen")
    assert [one.status for one in stored(session)] == [ListingStatus.CANDIDATE]


def test_why_an_advert_is_withdrawn_is_asked_and_stays(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre)
    session.commit()
    address = f"/listings/{listing.id}"
    for nothing in ({}, {"reason": ""}, {"reason": "unheard-of"}):
        token = officer.page(address).xpath("string(//input[@name='csrf_token']/@value)")
        answer = officer.post(f"{address}/withdraw", data={"csrf_token": token} | nothing)
        assert answer.status_code == 409
        assert "Choose why the advert is withdrawn" in answer.text
    [unchanged] = stored(session)
    assert (unchanged.status, unchanged.withdrawn_for) == (ListingStatus.VERIFIED, None)
    session.commit()
    page = officer.submit(address, action=f"{address}/withdraw", reason="refused")
    assert "“Flat 82 m², Poros” is withdrawn: The landlord refused." in text(page)
    assert "Why it was withdrawn: The landlord refused" in text(page)
    [withdrawn] = stored(session)
    assert (withdrawn.status, withdrawn.withdrawn_for) == (ListingStatus.WITHDRAWN, WithdrawalReason.REFUSED)
    session.commit()
    officer.submit(address, action=f"{address}/reopen")
    assert [one.withdrawn_for for one in stored(session)] == [None]


def told(page: HtmlElement) -> list[tuple[str, str]]:
    """What the history says was done, and from what to what; who and when follows."""
    entries = page.xpath("//*[@aria-labelledby='audit-history']//li[h3]")
    return [(entry.findtext("h3"), ": ".join(entry.xpath("p/br/preceding-sibling::text()"))) for entry in entries]


def test_the_history_of_a_flat_says_which_step_was_taken(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre, status=ListingStatus.CANDIDATE)
    session.commit()
    address = f"/listings/{listing.id}"
    for step in ("contact", "verify", "step-back"):
        page = officer.submit(address, action=f"{address}/{step}")
    page = officer.submit(address, action=f"{address}/step-back")
    officer.submit(address, action=f"{address}/withdraw", reason="doubtful")
    page = officer.submit(address, action=f"{address}/reopen")
    assert told(page)[:6] == [
        ("Took a listing to another step", "from “Withdrawn” to “Candidate”"),
        ("Took a listing to another step", "from “Candidate” to “Withdrawn”: Doubtful, perhaps a fraud"),
        ("Took a listing to another step", "from “Contacted” to “Candidate”"),
        ("Took a listing to another step", "from “Verified” to “Contacted”"),
        ("Took a listing to another step", "from “Contacted” to “Verified”"),
        ("Took a listing to another step", "from “Candidate” to “Contacted”"),
    ]


def test_a_history_tells_nothing_that_was_erased(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre, status=ListingStatus.CANDIDATE)
    session.commit()
    address = f"/listings/{listing.id}"
    officer.submit(address, action=f"{address}/contact")
    erase_person_key(session, listing.landlord or listing, actor=None, at=rows.NOW)
    session.commit()
    assert "Took a listing to another step" in dict(told(officer.page(address)))
    assert "from “" not in text(officer.page(address))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_step_that_cannot_be_taken_now_is_refused(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre, status=ListingStatus.CANDIDATE)
    session.commit()
    token = officer.page("/").xpath("string(//input[@name='csrf_token']/@value)")
    for step, status in (("reopen", 409), ("let", 404), ("offer", 404)):
        answer = officer.post(f"/listings/{listing.id}/{step}", data={"csrf_token": token})
        assert answer.status_code == status
    assert [one.status for one in stored(session)] == [ListingStatus.CANDIDATE]


def test_list_and_map_show_the_same(officer: PageClient, session: Session, centre: Centre):
    near = rows.add_listing(session, centre, "Near", rent="400.00", latitude=35.34)
    dear = rows.add_listing(session, centre, "Dear", rent="700.50", latitude=35.35)
    rows.add_listing(session, centre, "Far", latitude=35.20)
    rows.add_listing(session, centre, "Placeless", latitude=None, longitude=None)
    session.commit()
    page = officer.page("/listings")
    assert results(page) == ["Near", "Dear"]
    assert page.xpath("//li/@data-marker") == [str(near.id), str(dear.id)]
    assert "2 listings within 5 km of the centre of Heraklion." in text(page)
    assert "1 listing is not on the map" in text(page)
    assert [(pin["title"], pin["label"], pin["url"]) for pin in pins(officer)] == [
        ("Near", "€400", f"/listings/{near.id}"),
        ("Dear", "€700.50", f"/listings/{dear.id}"),
    ]
    for query, expected in (("?most_rent=400", ["Near"]), ("?radius_km=50", ["Near", "Dear", "Far"])):
        found = officer.page(f"/listings{query}")
        assert results(found) == expected
        assert found.xpath("//script/@src")[-1] == f"/listings/map.js{query}"
        assert [pin["title"] for pin in pins(officer, query)] == expected


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("most_rent=a+lot", "most_rent", "Enter an amount such as 450 or 450,50"),
        ("least_bedrooms=-1", "least_bedrooms", "Bedrooms are between 0 and 20"),
        ("least_size_m2=big", "least_size_m2", "Enter a whole number"),
        ("radius_km=3", "radius_km", "Not a valid choice."),
        ("radius_km=near", "radius_km", "Invalid Choice: could not coerce."),
        ("centre=atlantis", "centre", "Not a valid choice."),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_filter_that_cannot_be_read_is_said_beside_it(
    officer: PageClient, session: Session, centre: Centre, query: str, field: str, sentence: str
):
    rows.add_listing(session, centre)
    session.commit()
    page = officer.page(f"/listings?{query}", status=422)
    assert page.xpath(f"normalize-space(//*[@id='{field}-error'])").startswith(sentence)
    assert results(page) == []


@pytest.mark.parametrize("query", ["endpoint=x", "_external=1&_scheme=javascript", "values=1&_anchor=a", "unknown=%00"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_no_filter_does_not_travel(officer: PageClient, query: str):
    page = officer.page(f"/listings?{query}&most_rent=450%2C50")
    assert page.xpath("//script/@src")[-1] == "/listings/map.js?most_rent=450,50"


def test_nothing_found_offers_a_wider_search(officer: PageClient):
    page = officer.page("/listings?most_rent=1")
    assert page.xpath("//*[@class='st-empty']//a/@href") == ["/listings?centre=heraklion&radius_km=50"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_any_centre_there_is_still_a_page(session: Session, client: PageClient):
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    session.commit()
    rows.sign_in(client, user)
    client.page("/listings")
    assert client.get("/listings/map.js").status_code == 404


def test_hostile_text_is_text_everywhere(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre, HOSTILE, area=HOSTILE, city=HOSTILE, address=HOSTILE)
    listing.description, listing.source, listing.reference = HOSTILE, HOSTILE, HOSTILE
    listing.further = {"parking": HOSTILE, HOSTILE: HOSTILE}
    assert listing.landlord is not None
    listing.landlord.name = listing.landlord.email = HOSTILE
    session.commit()
    for path in ("", f"/{listing.id}", f"/{listing.id}/edit", f"/{listing.id}/place"):
        page = officer.page(f"/listings{path}")
        assert not page.xpath("//img | //script[not(@src)]")
        assert HOSTILE in text(page) or page.xpath(f"//input[@value={HOSTILE!r}]")
    for script in ("/listings/map.js", f"/listings/{listing.id}/map.js"):
        answer = officer.get(script)
        assert answer.mimetype == "text/javascript"
        assert not set("<>`$") & set(answer.text.split("stegiMap.dress(")[1])
    assert pins(officer)[0]["title"] == HOSTILE


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
    page = officer.page(f"/listings/{placeless.id}")
    assert not page.xpath("//script[contains(@src, 'map')] | //*[@role='region']")
    assert page.xpath(f"//main//a[@href='/listings/{placeless.id}/place']")
    assert officer.get(f"/listings/{placeless.id}/map.js").status_code == 404


PAGES = ("", "/edit", "/place", "/map.js")


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (StaffRole.HOUSING_OFFICER, (200, 200, 200, 200)),
        (StaffRole.ADMINISTRATOR, (403, 403, 403, 403)),
        (StaffRole.FINANCE_OFFICER, (403, 403, 403, 403)),
        (StaffRole.FINANCE_APPROVER, (403, 403, 403, 403)),
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
        data = {"csrf_token": token, **GOOD, "latitude": "35", "longitude": "25"}
        assert officer.post(f"/listings/{other.id}{page}", data=data).status_code == 403
    assert [(one.title, one.status) for one in stored(session)] == [("Elsewhere", ListingStatus.VERIFIED)]


def test_an_unknown_listing_is_not_found(officer: PageClient):
    for page in PAGES:
        assert officer.get(f"/listings/12345{page}").status_code == 404


def test_nobody_reads_listings_without_signing_in(client: PageClient):
    for path in ("/listings", "/listings/map.js", NEW, "/listings/import", "/listings/needs-a-place"):
        assert client.get(path).location.startswith("/sign-in")
