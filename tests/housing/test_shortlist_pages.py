"""Shortlists on the pages that officers use: kept from three places, put in order, noted, dropped."""

from dataclasses import dataclass

import pytest
from lxml.html import HtmlElement
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from core.auth.permissions import StaffRole
from housing.models import Listing
from housing.services.households.shortlists import shortlist_of
from housing.states import ListingStatus
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter, text

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass(frozen=True)
class Scene:
    """An officer at work on one household and three flats."""

    session: Session
    client: PageClient
    household: int
    flats: list[int]

    @property
    def address(self) -> str:
        return f"/households/{self.household}/shortlist"

    def kept(self) -> list[str]:
        titles = [entry.listing.title for entry in shortlist_of(self.session, self.household).kept]
        self.session.rollback()
        return titles

    def entry(self) -> int:
        first = shortlist_of(self.session, self.household).kept[0].id
        self.session.rollback()
        return first


@pytest.fixture
def scene(session: Session, client: PageClient) -> Scene:
    centre = rows.add_centre(session)
    household = rows.add_household(session, centre)
    household.officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    household.reference = "N-0001"
    flats = [rows.add_listing(session, centre, f"Flat {name}", rent=f"{name}00.00") for name in "456"]
    scene = Scene(session, client, household.id, [flat.id for flat in flats])
    enter(client, session, household.officer)
    session.rollback()
    return scene


def test_a_flat_is_kept_from_the_ranked_ones(scene: Scene):
    scene.client.submit(f"/households/{scene.household}/needs", bedrooms="1", most_rent="500")
    ranked = f"/households/{scene.household}/flats"
    page = scene.client.page(ranked)
    form = next(form for form in page.forms if form.action == scene.address)
    assert "on the shortlist" not in text(page)
    sent = scene.client.post(form.action, data=MultiDict(form.form_values()))
    assert sent.location == f"{ranked}#flat-{scene.flats[0]}"
    assert "on the shortlist" in text(scene.client.page(ranked))
    assert scene.kept() == ["Flat 4"]
    assert scene.client.page(ranked).xpath(f"//a[@href='{scene.address}']")


def test_a_flat_is_kept_for_a_household_of_those_it_suits(scene: Scene):
    scene.client.submit(f"/households/{scene.household}/needs", bedrooms="1", most_rent="500")
    ranked = f"/listings/{scene.flats[0]}/households"
    page = scene.client.submit(ranked, action=scene.address)
    assert page.xpath("string(//h1)").startswith("Whom “Flat 4” suits")
    assert "on the shortlist" in text(page)
    assert scene.kept() == ["Flat 4"]
    assert page.xpath(f"//a[@href='/listings/{scene.flats[0]}/shortlists']")
    assert scene.client.page(f"/listings/{scene.flats[0]}/shortlists").xpath(f"//a[@href='{ranked}']")


def test_after_keeping_one_goes_on_where_the_button_was(scene: Scene):
    scene.client.submit(f"/households/{scene.household}/needs", bedrooms="1", most_rent="500")
    page = scene.client.page(f"/households/{scene.household}/flats?fit=fits")
    form = next(form for form in page.forms if form.action == scene.address)
    sent = scene.client.post(form.action, data=MultiDict(form.form_values()))
    assert sent.location == f"/households/{scene.household}/flats?fit=fits#flat-{scene.flats[0]}"


def test_a_flat_is_kept_from_its_own_page(scene: Scene):
    address = f"/listings/{scene.flats[0]}/shortlists"
    assert scene.client.page(f"/listings/{scene.flats[0]}").xpath(f"//a[@href='{address}']")
    scene.client.submit(address, action="/listings/chosen/keep", household_id=str(scene.household))
    assert scene.kept() == ["Flat 4"]
    assert "Haddad" in text(scene.client.page(address).xpath("//table")[0])


def test_flats_chosen_in_the_search_are_kept_for_a_household_by_its_number(scene: Scene):
    chosen = ".".join(str(flat) for flat in scene.flats[1:])
    assert scene.client.get(f"/listings/chosen?do=keep&which=ticked&listing={chosen}").location.startswith(
        "/listings/chosen/keep?"
    )
    path = f"/listings/chosen/keep?which=ticked&listing={chosen}"
    refused = scene.client.submit(path, household_id="0", reference="N-0077", status=422)
    assert refused.xpath("//*[@id='reference-error']")
    both = scene.client.submit(path, household_id=str(scene.household), reference="N-0001", status=422)
    assert both.xpath("//*[@id='reference-error']")  # which of them is meant?
    assert len(refused.xpath("//input[@name='listing'][@checked]")) == 2
    scene.client.submit(path, household_id="0", reference="n-0001")
    assert scene.kept() == ["Flat 5", "Flat 6"]


def test_nobody_is_chosen_at_first_and_a_number_that_is_typed_is_meant(scene: Scene):
    path = f"/listings/chosen/keep?listing={scene.flats[0]}"
    refused = scene.client.submit(path, reference="", status=422)
    assert "Choose one, or enter a number below" in text(refused.get_element_by_id("household_id-error"))
    assert "Haddad" in text(scene.client.submit(path, reference="N-0001"))
    assert scene.kept() == ["Flat 4"]


def test_a_household_that_is_another_without_a_number_is_asked_for(scene: Scene):
    refused = scene.client.submit(f"/listings/chosen/keep?listing={scene.flats[0]}", household_id="0", status=422)
    assert "Enter the number of the household" in text(refused)


def test_the_list_says_what_each_flat_costs_and_why_not(scene: Scene):
    keep(scene, *scene.flats)
    assert "of 100" not in text(scene.client.page(scene.address))  # nobody has asked what it needs
    scene.client.submit(f"/households/{scene.household}/needs", bedrooms="1", most_rent="450")
    page = text(scene.client.page(scene.address))
    for said in ("left to pay €425.00", "left to pay €625.00", "€75.00 over the limit of €450.00"):
        assert said in page
    assert page.index("Flat 4") < page.index("Flat 5") < page.index("Flat 6")
    assert page.count("of 100") == 1  # of the one that fits


def test_flats_are_moved_noted_dropped_and_kept_again(scene: Scene):
    keep(scene, *scene.flats)
    entry = scene.entry()
    scene.client.submit(scene.address, action=f"/shortlist/{entry}/move")
    assert scene.kept() == ["Flat 5", "Flat 4", "Flat 6"]
    scene.client.submit(f"/shortlist/{entry}/note", note="<b>bright</b>")
    assert "<b>bright</b>" in text(scene.client.page(scene.address))
    drop = f"/shortlist/{entry}/drop"
    assert "Choose why" in text(scene.client.submit(scene.address, action=drop))
    page = scene.client.submit(scene.address, action=drop, reason="stairs")
    assert "Too many stairs" in text(card(page, "dropped"))
    assert scene.kept() == ["Flat 5", "Flat 6"]
    assert "Too many stairs" in text(scene.client.page(f"/listings/{scene.flats[0]}/shortlists"))
    scene.client.submit(scene.address, action=scene.address)
    assert scene.kept() == ["Flat 5", "Flat 6", "Flat 4"]


def test_before_the_family_sees_them_it_says_what_does_not_fit_and_what_nobody_knows(scene: Scene):
    keep(scene, *scene.flats)
    assert "Nobody has asked yet what it needs" in text(card(scene.client.page(scene.address), "family"))
    fits, misfit, unknown = (scene.session.get_one(Listing, key) for key in scene.flats)
    fits.dwelling.wheelchair, misfit.dwelling.wheelchair, unknown.status = True, False, ListingStatus.CANDIDATE
    scene.session.commit()
    scene.client.submit(
        f"/households/{scene.household}/needs", bedrooms="1", bedrooms_reason="A carer", wheelchair=True
    )
    family = card(scene.client.page(scene.address), "family")
    assert [text(one) for one in family.xpath(".//li")] == [
        "Flat 5 It does not fit: not for a wheelchair.",
        "Flat 6 Nobody knows yet whether it fits: not known whether a wheelchair gets in: ask the landlord."
        " Nobody has talked to the landlord yet.",
    ]
    assert text(family).index("Please check these first") < text(family).index("Show them to the family")


def test_of_flats_that_fit_and_of_those_that_are_not_shared_nothing_is_said_before(scene: Scene):
    scene.session.get_one(Listing, scene.flats[1]).status = ListingStatus.LET
    scene.session.commit()
    keep(scene, *scene.flats[:2])
    scene.client.submit(
        f"/households/{scene.household}/needs", bedrooms="1", bedrooms_reason="A carer", most_rent="450"
    )
    assert "Please check these first" not in text(scene.client.page(scene.address))


@pytest.mark.parametrize(
    ("status", "is_offered"),
    [(ListingStatus.CANDIDATE, False), (ListingStatus.VERIFIED, True), (ListingStatus.LET, False)],
)
def test_only_what_may_be_offered_has_the_button(scene: Scene, status: ListingStatus, is_offered: bool):
    scene.session.get_one(Listing, scene.flats[0]).status = status
    scene.session.commit()
    keep(scene, scene.flats[0])
    page = scene.client.page(scene.address)
    assert bool(page.xpath("//a[starts-with(@href, '/offers/new')]")) is is_offered


def test_other_centres_neither_see_nor_change_it(scene: Scene):
    keep(scene, scene.flats[0])
    paths = scene.address, f"/shortlist/{scene.entry()}/note"
    other = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, rows.add_centre(scene.session, "chania"))
    enter(scene.client, scene.session, other)
    scene.session.rollback()
    for path in paths:
        assert scene.client.get(path).status_code == 403


def keep(scene: Scene, *flats: int) -> None:
    for flat in flats:
        address = f"/listings/{flat}/shortlists"
        scene.client.submit(address, action="/listings/chosen/keep", household_id=str(scene.household))


def card(page: HtmlElement, name: str) -> HtmlElement:
    return page.xpath(f"//section[@aria-labelledby='{name}']")[0]


def test_where_nothing_is_to_be_had_any_more_no_button_shows_it_to_the_family(scene: Scene):
    keep(scene, scene.flats[0])
    assert "Show them to the family" in text(card(scene.client.page(scene.address), "family"))
    scene.session.get_one(Listing, scene.flats[0]).status = ListingStatus.WITHDRAWN
    scene.session.commit()
    family = text(card(scene.client.page(scene.address), "family"))
    assert "Show them to the family" not in family
    assert "keep one first" in family
