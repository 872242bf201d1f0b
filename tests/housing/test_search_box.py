"""The one search box: what it finds for whom, where it leads, and what it keeps to itself."""

import logging
from time import perf_counter

import pytest
from lxml.html import HtmlElement
from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.search_keys import search_key
from core.structure import Centre
from housing.models import Lease, Listing
from people.identifiers import IdentifierKind
from people.models import ContactKind, Household, Identifier
from people.services.contacts import ContactDetails, add_contact
from people.services.identifiers import IdentifierDetails, add_identifier
from tests.support.audit import events, kept
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_household, add_listing, add_user
from tests.support.visits import enter, text

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def household(session: Session, centre: Centre) -> Household:
    household = add_household(session, centre, "Χαντάντ")
    household.reference = "N-0001"
    phone = ContactDetails(ContactKind.PHONE, "+306941234567")
    add_contact(session, household, phone, actor=None, at=NOW)
    return household


@pytest.fixture
def listing(session: Session, centre: Centre) -> Listing:
    listing = add_listing(session, centre, "Διαμέρισμα 82 τ.μ.", address="Εφέσου 7")
    listing.reference = "4711"
    listing.landlord.name, listing.landlord.afm = "Αικατερίνη Λυδάκη", "123456783"
    return listing


@pytest.fixture
def officer(client: PageClient, session: Session, centre: Centre, household: Household, listing: Listing) -> PageClient:
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def find(client: PageClient, typed: str) -> HtmlElement:
    return client.submit("/search", q=typed)


def hits(page: HtmlElement) -> list[str]:
    return [" ".join(hit.text_content().split()) for hit in page.xpath("//*[@class='st-hit']//h3")]


@pytest.mark.parametrize("typed", ["χανταντ", "ΧΑΝΤ", "Haddad", "xantant 1"])
def test_a_family_is_found_by_its_name_in_any_script(officer: PageClient, typed: str):
    assert "Χαντάντ 1" in hits(find(officer, typed))


@ONE
@pytest.mark.parametrize("typed", ["694 123 4567", "+30 6941234567"])
def test_a_family_is_found_by_its_phone(officer: PageClient, typed: str):
    assert hits(find(officer, typed)) == ["Χαντάντ"]


@ONE
@pytest.mark.parametrize("typed", ["094429812", "EL 094429812"])
def test_a_person_is_found_by_a_number(officer: PageClient, session: Session, household: Household, typed: str):
    details = IdentifierDetails(IdentifierKind.AFM, "094429812")
    add_identifier(session, household.members[0].person, details, actor=None, at=NOW)
    session.commit()
    assert hits(find(officer, typed)) == ["Χαντάντ 1"]


@ONE
@pytest.mark.parametrize(
    ("kind", "stored", "typed"),
    [
        (IdentifierKind.PERMIT, "DA 1234567", "da 1234567"),
        (IdentifierKind.PASSPORT, "N0123456", "N0123456"),
        (IdentifierKind.CASE, "12/3456", "12/3456"),
        (IdentifierKind.IBAN, "GR1601101250000000012300695", "GR16 0110 1250 0000 0001 2300 695"),
    ],
)
def test_a_person_is_found_by_the_number_of_a_paper(
    officer: PageClient, session: Session, household: Household, kind: IdentifierKind, stored: str, typed: str
):
    person, holder = household.members[0].person, "Amal" if kind is IdentifierKind.IBAN else None
    session.add(Identifier(person=person, kind=kind, value=stored, holder=holder, created_at=NOW))
    session.commit()
    assert hits(find(officer, typed)) == ["Χαντάντ 1"]


@ONE
def test_the_nearest_comes_first_with_its_latin_name_beside_it(
    officer: PageClient, session: Session, centre: Centre, household: Household
):
    for name in ("Софія Савчук", "Савчук", "يوسف"):
        add_household(session, centre, name)
    household.name, household.members[0].person.latin_name = "سمير يوسف", "Samir Yousef"
    session.commit()
    page = find(officer, "سمير يوسف")
    assert hits(page)[0] == "سمير يوسف"
    assert hits(find(officer, "يوسف"))[:2] == ["سمير يوسف", "يوسف"]
    for shown in (page, officer.page("/households")):
        assert "Samir Yousef" in text(shown)


@ONE
@pytest.mark.parametrize("typed", ["efesou 7", "διαμ 82"])
def test_a_flat_is_found_by_its_address_and_its_title(officer: PageClient, typed: str):
    assert hits(find(officer, typed)) == ["Διαμέρισμα 82 τ.μ."]


@ONE
@pytest.mark.parametrize("typed", ["lydaki", "2810 000001", "EL 123456783"])
def test_a_landlord_is_found_with_what_it_lets(officer: PageClient, typed: str):
    assert hits(find(officer, typed)) == ["Διαμέρισμα 82 τ.μ.", "Αικατερίνη Λυδάκη"]


def test_a_landlord_of_another_centre_is_not_found(officer: PageClient, session: Session):
    add_listing(session, add_centre(session, "chania")).landlord.name = "Νίκη Βλαχάκη"
    session.commit()
    assert hits(find(officer, "vlaxaki")) == []


@ONE
@pytest.mark.parametrize(
    ("typed", "heading"), [("n-0001", "Χαντάντ"), ("Ν-0001", "Χαντάντ"), ("4711", "Διαμέρισμα 82 τ.μ.")]
)
def test_a_number_leads_straight_to_what_it_names(officer: PageClient, typed: str, heading: str):
    assert find(officer, typed).findtext(".//h1") == heading


def test_a_lease_is_found_by_its_household_and_its_declaration(officer: PageClient, session: Session, centre: Centre):
    lease: Lease = add_lease(session, centre)
    lease.declaration_number = "123456789"
    session.commit()
    assert "Leases" in text(find(officer, "haddad"))
    assert officer.post("/search", data={"q": "123456789", "csrf_token": _token(officer)}).location == "/leases/1"


def _token(client: PageClient) -> str:
    return client.page("/search").xpath("string(//input[@name='csrf_token']/@value)")


def test_another_centre_finds_nothing(client: PageClient, officer: PageClient, session: Session):
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER, add_centre(session, "chania")))
    for typed in ("haddad", "n-0001", "694 123 4567", "efesou", "4711", "lydaki"):
        page = find(client, typed)
        assert hits(page) == []
        assert "Nothing found" in text(page)


def test_the_audit_keeps_how_many_of_each_kind_were_shown_and_not_what_was_typed(officer: PageClient, session: Session):
    find(officer, "χανταντ")
    search = events(session)[-1]
    assert (search.action, search.actor_kind) == ("list-found", "user")
    assert kept(session, search) == [(None, {"facts": {"Households": 1, "Persons": 1}})]


@ONE
def test_one_is_told_what_one_may_look_for_and_only_that(officer: PageClient, session: Session, centre: Centre):
    assert "a household by its name" in text(officer.page("/search"))
    assert "an award" not in text(officer.page("/search"))
    enter(officer, session, add_user(session, StaffRole.FINANCE_OFFICER, centre))
    assert "an award by its household" in text(officer.page("/search"))


@ONE
@pytest.mark.parametrize("typed", ["", " ", "x", "%", "__", "'", "🏠", "<b>", "a" * 5000, "${}"])
def test_whatever_is_typed_the_page_stands(officer: PageClient, typed: str):
    assert hits(find(officer, typed)) == []


@ONE
def test_what_is_typed_stands_in_no_address_and_no_log(officer: PageClient, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    page = find(officer, "haddad")
    assert page.xpath("//form[@role='search']/@method") == ["post"]
    assert "haddad" not in caplog.text.lower()
    assert not page.xpath("//@href[contains(., 'haddad')] | //@action[contains(., 'haddad')]")


def test_a_corrected_name_is_found_by_its_new_letters(officer: PageClient, session: Session, household: Household):
    household.name = "Κοβαλένκο"
    session.commit()
    assert hits(find(officer, "коваленко")) == ["Κοβαλένκο"]


def test_among_ten_thousand_families_one_is_found_at_once(officer: PageClient, session: Session, centre: Centre):
    names = [f"{first}{middle}{last}akis" for first in _SOUNDS for middle in _SOUNDS for last in _SOUNDS][:10_000]
    session.execute(
        insert(Household),
        [
            {"reference": f"N-1{n:05d}", "name": name, "search_key": search_key(name), "language": "el",
             "centre_id": centre.id, "single_parent": False, "created_at": NOW}
            for n, name in enumerate(names)
        ],
    )  # fmt: skip
    session.connection().commit()
    begun = perf_counter()
    page = find(officer, "haddad")
    assert hits(page) == ["Χαντάντ", "Χαντάντ 1"]
    assert perf_counter() - begun < 2, "and that is with two pages and a slow machine"


_SOUNDS = [consonant + vowel for consonant in "bdgklmnprst" for vowel in "aeo"]
