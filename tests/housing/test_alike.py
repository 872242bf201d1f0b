"""Whoever writes down what is there already hears it at once, with the way to it."""

import pytest
from lxml.html import HtmlElement
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing
from tests.support.pages import PageClient
from tests.support.rows import add_centre, add_listing, add_user
from tests.support.visits import enter

THERE = {
    "title": "Διαμέρισμα στον Πόρο", "monthly_rent": "450", "address": "Εφέσου 7", "area": "Πόρος", "city": "Ηράκλειο",
    "size_m2": "82", "floor": "3", "phone": "2810 000 001",
}  # fmt: skip


@pytest.fixture
def listing(session: Session, centre: Centre) -> Listing:
    return add_listing(session, centre, title="<b>First</b>", latitude=None, longitude=None)


@pytest.fixture
def officer(client: PageClient, session: Session, centre: Centre, listing: Listing) -> PageClient:
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def told(page: HtmlElement) -> list[tuple[str, str]]:
    """What the words above the page lead to, and how it is called."""
    return [(link.get("href"), link.text_content()) for link in page.xpath("//*[@role='status']//a")]


def test_the_flat_that_an_advert_may_be_about_is_named_with_a_link(officer: PageClient, listing: Listing):
    page = officer.submit("/listings/new", **THERE)
    assert "This may be the same flat as: <b>First</b>" in page.text_content()
    assert told(page) == [(f"/listings/{listing.id}", "<b>First</b>")]


@pytest.mark.parametrize(
    "other", [{"floor": "1"}, {"size_m2": "120"}, {"address": "Ικάρου 40", "area": "Μασταμπάς", "phone": "2810000009"}]
)
def test_of_another_flat_nothing_is_said(officer: PageClient, other: dict[str, str]):
    assert told(officer.submit("/listings/new", **THERE | other)) == []


def test_a_number_of_the_home_tells_it_whatever_else_differs(officer: PageClient, session: Session, listing: Listing):
    listing.dwelling.atak = "01234567890"
    session.commit()
    page = officer.submit("/listings/new", **THERE | {"size_m2": "140", "atak": "01234567890"})
    assert told(page) == [(f"/listings/{listing.id}", "<b>First</b>")]


def test_an_advert_of_another_centre_is_not_named(officer: PageClient, session: Session, listing: Listing):
    listing.centre = add_centre(session, "chania")
    session.commit()
    assert told(officer.submit("/listings/new", **THERE)) == []


def test_a_landlord_with_a_telephone_that_is_known_is_named(officer: PageClient, session: Session, listing: Listing):
    page = officer.submit("/landlords/new", name="Αικ. Λυδάκη", phone="2810 000 001")
    assert told(page) == [(f"/landlords/{listing.landlord_id}", "Aikaterini Lydaki")]
    assert told(officer.submit("/landlords/new", name="Νίκη Βλαχάκη", phone="2810 000 002")) == []


def test_a_landlord_of_another_centre_is_not_named(officer: PageClient, session: Session):
    elsewhere = add_listing(session, add_centre(session, "chania"))
    elsewhere.landlord.phone = "+302810000003"
    session.commit()
    assert told(officer.submit("/landlords/new", name="Σ. Βαρδάκη", phone="2810 000 003")) == []
