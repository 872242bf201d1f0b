"""From a household's needs to an offer, on the pages that officers use."""

from dataclasses import dataclass

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from core.auth.permissions import StaffRole
from core.dates import DAY, today
from core.structure import Centre
from housing.models import Listing, Needs, Offer
from housing.services.offers.offers import accept_offer
from housing.states import ListingStatus, OfferStatus
from people.models import Household
from people.stages import Stage
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

UNTIL = today() + 3 * DAY
LAST_DAY = f"{UNTIL:%d/%m/%Y}"
HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@dataclass(frozen=True)
class Scene:
    """An officer at work on one household and one flat."""

    session: Session
    client: PageClient
    centre: Centre
    household: Household
    listing: Listing

    @property
    def address(self) -> str:
        return f"/households/{self.household.id}"

    @property
    def offer_address(self) -> str:
        return f"/offers/new?household={self.household.id}&listing={self.listing.id}"

    def offers(self) -> list[Offer]:
        query = select(Offer).order_by(Offer.id).execution_options(populate_existing=True)
        found = list(self.session.scalars(query))
        self.session.commit()
        return found


@pytest.fixture
def scene(session: Session, client: PageClient) -> Scene:
    centre = rows.add_centre(session)
    household, listing = rows.add_household(session, centre), rows.add_listing(session, centre)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    rows.sign_in(client, officer)
    return Scene(session, client, centre, household, listing)


def test_of_who_is_only_referred_it_is_said_that_somebody_has_to_decide_first(scene: Scene):
    path = f"{scene.address}/stage"
    assert not scene.client.page(scene.offer_address).xpath(f"//main//a[@href='{path}']")
    scene.household.stage = Stage.REFERRED
    scene.session.commit()
    for page in (scene.client.page(scene.address), scene.client.page(scene.offer_address)):
        assert "taken in" in text(page)
        assert page.xpath(f"//main//a[@href='{path}']")


def test_without_needs_the_pages_ask_for_them(scene: Scene):
    for path in (scene.address, f"{scene.address}/flats"):
        assert scene.client.page(path).xpath(f"//*[@class='st-empty']//a[@href='{scene.address}/needs']")


def test_needs_lead_to_the_ranked_flats_with_their_reasons(scene: Scene):
    page = scene.client.submit(
        f"{scene.address}/needs", bedrooms="2", bedrooms_reason="A carer", step_free=True, most_rent="500"
    )
    assert page.xpath("//li//h3/a/text()") == ["Flat 82 m², Poros"]
    assert len(page.xpath("//li//progress[@max and @value]")) == 3
    assert page.xpath(f"//a[@href='{scene.offer_address}']")
    needs = scene.session.scalars(select(Needs)).one()
    assert (needs.bedrooms, needs.step_free, str(needs.most_rent)) == (2, True, "500.00")


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [({"bedrooms": ""}, "bedrooms"), ({"bedrooms": "eleven"}, "bedrooms"), ({"most_rent": "much"}, "most_rent")],
)
def test_wrong_needs_are_said_beside_the_field(scene: Scene, typed: dict[str, str], faulty: str):
    page = scene.client.submit(f"{scene.address}/needs", status=422, **({"bedrooms": "2"} | typed))
    assert page.xpath(f"//*[@id='{faulty}-error']")
    assert page.forms[-1].fields[faulty] == typed[faulty]
    assert scene.session.scalars(select(Needs)).all() == []


def test_a_flat_that_nobody_asked_about_has_no_button(scene: Scene):
    scene.listing.status = ListingStatus.CANDIDATE
    scene.session.commit()
    page = scene.client.submit(f"{scene.address}/needs", bedrooms="4", bedrooms_reason="A carer")
    assert not page.xpath("//a[starts-with(@href, '/offers/new')]")
    assert "2 bedrooms short" in text(page)


def test_an_offer_is_shown_first_and_made_by_the_button(scene: Scene):
    assert "€450.00" in text(scene.client.page(scene.offer_address))
    assert scene.offers() == []
    page = scene.client.submit(scene.offer_address, answer_by=LAST_DAY)
    (offer,) = scene.offers()
    assert (offer.status, offer.answer_by.isoformat()) == (OfferStatus.OPEN, UNTIL.isoformat())
    assert LAST_DAY in text(page)
    assert "Flat 82 m², Poros" in text(scene.client.page("/offers"))
    assert "Flat 82 m², Poros" in text(scene.client.page(scene.address))


def test_where_an_offer_stands_the_page_says_so_and_leads_there_and_offers_nothing(scene: Scene):
    scene.client.submit(scene.offer_address, answer_by=LAST_DAY)
    (offer,) = scene.offers()
    other = rows.add_household(scene.session, scene.centre, "Rasuli")
    flat = rows.add_listing(scene.session, scene.centre, "Flat in Mastabas")
    scene.session.commit()
    for household, listing, said in (
        (other, scene.listing, "This flat is offered to Haddad"),
        (scene.household, flat, "already has the offer of “Flat 82 m², Poros”: take that one back first."),
    ):
        page = scene.client.page(f"/offers/new?household={household.id}&listing={listing.id}")
        assert said in text(page)
        assert page.xpath(f"//main//a[@href='/offers/{offer.id}']")
        assert not page.xpath("//*[@name='answer_by']")


def test_a_flat_that_is_gone_is_offered_by_no_button(scene: Scene):
    scene.listing.status = ListingStatus.WITHDRAWN
    scene.session.commit()
    page = scene.client.page(scene.offer_address)
    assert "This listing was withdrawn: reopen it first." in text(page)
    assert not page.xpath("//*[@name='answer_by']")


def test_an_offer_whose_time_is_over_stands_in_no_pages_way(scene: Scene):
    scene.client.submit(scene.offer_address, answer_by=LAST_DAY)
    (offer,) = scene.offers()
    offer.answer_by = today() - DAY
    other = rows.add_household(scene.session, scene.centre, "Rasuli")
    scene.session.commit()
    page = f"/offers/new?household={other.id}&listing={scene.listing.id}"
    assert LAST_DAY in text(scene.client.submit(page, answer_by=LAST_DAY))


def test_before_the_button_it_says_every_limit_that_the_flat_breaks_and_what_would_mend_it(scene: Scene):
    scene.listing.dwelling.bedrooms, scene.listing.dwelling.wheelchair = 0, False
    scene.session.commit()
    assert "Nobody has asked yet what it needs" in text(scene.client.page(scene.offer_address))
    scene.client.submit(f"{scene.address}/needs", bedrooms="1", bedrooms_reason="A carer", wheelchair=True)
    page = scene.client.page(scene.offer_address)
    (warning,) = page.find_class("st-note-no")
    assert [text(one) for one in warning.xpath(".//li")] == [
        "one bedroom short: needs 1, has 0 It would have to have one bedroom more.",
        "not for a wheelchair A wheelchair would have to get in.",
    ]
    assert text(page).index("This flat does not fit the household") < text(page).index("Offer this flat")


@pytest.mark.parametrize(("gets_in", "warned"), [(True, []), (None, ["Nobody knows yet whether this flat fits"])])
def test_an_offer_tells_what_nobody_knows_from_what_does_not_fit(scene: Scene, gets_in: bool | None, warned: list[str]):
    scene.listing.dwelling.wheelchair = gets_in
    scene.session.commit()
    scene.client.submit(f"{scene.address}/needs", bedrooms="1", bedrooms_reason="A carer", wheelchair=True)
    notes = scene.client.page(scene.offer_address).xpath("//main//*[contains(@class, 'st-note-')]")
    assert [text(note)[:39] for note in notes] == warned


def test_an_offered_flat_leads_to_its_offer_and_household(scene: Scene):
    page = f"/listings/{scene.listing.id}"
    scene.client.submit(scene.offer_address, answer_by=LAST_DAY)
    (offer,) = scene.offers()
    for status, said in (
        (OfferStatus.OPEN, "Offered to Haddad, who can"),
        (OfferStatus.ACCEPTED, "Accepted by Haddad."),
    ):
        offer.status = status
        scene.session.commit()
        shown = scene.client.page(page)
        assert said in text(shown)
        assert shown.xpath(f"//main//a[@href='/offers/{offer.id}']")
        assert shown.xpath(f"//main//a[@href='{scene.address}']")
    scene.client.submit(f"/offers/{offer.id}/withdraw", because="mistake")
    assert not scene.client.page(page).xpath(f"//a[@href='/offers/{offer.id}']")


def test_who_may_not_open_the_offer_is_not_told_whose_it_is(scene: Scene):
    scene.client.submit(scene.offer_address, answer_by=LAST_DAY)
    (offer,) = scene.offers()
    scene.household.centre = rows.add_centre(scene.session, "chania")
    scene.session.commit()
    assert scene.client.get(f"/offers/{offer.id}").status_code == 403
    page = scene.client.page(f"/listings/{scene.listing.id}")
    assert "Haddad" not in text(page.xpath("//main")[0])
    assert not page.xpath(f"//a[@href='/offers/{offer.id}']")


def test_only_who_reads_the_audit_is_led_to_what_it_keeps(scene: Scene, app: Flask):
    scene.client.submit(scene.offer_address, answer_by=LAST_DAY)
    (offer,) = scene.offers()
    accept_offer(scene.session, offer, at=NOW, on=TODAY)
    scene.session.commit()
    page = scene.client.page(f"/offers/{offer.id}")
    assert f"Household {scene.household.id}" in text(page)
    assert not page.xpath("//a[starts-with(@href, '/audit')]")
    auditor = app.test_client()
    assert isinstance(auditor, PageClient)
    enter(auditor, scene.session, rows.add_user(scene.session, StaffRole.ADMINISTRATOR))
    page = auditor.page(f"/audit?subject=offer-{offer.id}")
    assert page.xpath(f"//a[@href='/audit?subject=household-{scene.household.id}']")


def test_an_offer_into_the_past_keeps_what_was_typed(scene: Scene):
    page = scene.client.submit(scene.offer_address, status=422, answer_by="01/01/2020")
    assert page.xpath("//*[@id='answer_by-error']")
    assert page.forms[-1].fields["answer_by"] == "01/01/2020"
    assert scene.offers() == []


def test_a_second_offer_is_refused_with_the_reason(scene: Scene):
    """By a page that was opened before the first was made."""
    other = rows.add_household(scene.session, scene.centre, "Rasuli")
    scene.session.commit()
    address = f"/offers/new?household={other.id}&listing={scene.listing.id}"
    form = scene.client.page(address).forms[-1]
    scene.client.submit(scene.offer_address, answer_by=LAST_DAY)
    (offer,) = scene.offers()
    answer = scene.client.post(address, data=MultiDict(form.form_values()))
    page = html.document_fromstring(answer.text)
    assert (answer.status_code, "This flat is offered to Haddad" in text(page)) == (422, True)
    assert page.xpath("//*[@name='answer_by']")
    assert page.xpath(f"//main//a[@href='/offers/{offer.id}']")


def test_an_offer_is_taken_back_once(scene: Scene):
    scene.client.submit(scene.offer_address, answer_by=LAST_DAY)
    (offer,) = scene.offers()
    address = f"/offers/{offer.id}"
    scene.client.submit(f"{address}/withdraw", because="mistake")
    assert [offer.status for offer in scene.offers()] == [OfferStatus.WITHDRAWN]
    assert not scene.client.page(address).xpath("//a[contains(@href, 'withdraw')]")


def test_offers_without_an_answer_are_closed_together(scene: Scene):
    scene.client.submit(scene.offer_address, answer_by=LAST_DAY)
    (offer,) = scene.offers()
    scene.session.get_one(Offer, offer.id).answer_by = rows.TODAY.replace(year=2020)
    scene.session.commit()
    assert "has not answered" in text(scene.client.page("/"))
    scene.client.submit("/offers", action="/offers/expire")
    assert [offer.status for offer in scene.offers()] == [OfferStatus.EXPIRED]


def test_another_centres_household_flat_and_offer_are_refused(scene: Scene):
    chania = rows.add_centre(scene.session, "chania")
    household, listing = rows.add_household(scene.session, chania), rows.add_listing(scene.session, chania)
    officer = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, chania)
    offer = Offer(
        household=household,
        listing=listing,
        made_by_id=officer.id,
        offered_at=rows.NOW,
        answer_by=rows.TODAY,
        monthly_rent=listing.monthly_rent,
        household_pays=listing.monthly_rent,
    )
    scene.session.add(offer)
    scene.session.commit()
    for path in (
        f"/households/{household.id}/needs",
        f"/households/{household.id}/flats",
        f"/offers/new?household={scene.household.id}&listing={listing.id}",
        f"/offers/new?household={household.id}&listing={scene.listing.id}",
        f"/offers/{offer.id}",
    ):
        scene.client.page(path, status=403)
    assert "No offer yet" in text(scene.client.page("/offers"))


def test_finance_makes_no_offers(scene: Scene, client: PageClient):
    client.submit("/", action="/sign-out")
    user = rows.add_user(scene.session, StaffRole.FINANCE_OFFICER)
    scene.session.commit()
    rows.sign_in(client, user)
    for path in (scene.offer_address, f"{scene.address}/needs"):
        client.page(path, status=403)


def test_hostile_titles_and_names_are_text(scene: Scene):
    scene.listing.title, scene.household.name = HOSTILE, HOSTILE
    scene.session.commit()
    scene.client.submit(f"{scene.address}/needs", bedrooms="1")
    scene.client.submit(scene.offer_address, answer_by=LAST_DAY)
    (offer,) = scene.offers()
    for path in (f"{scene.address}/flats", scene.address, "/offers", f"/offers/{offer.id}"):
        page = scene.client.page(path)
        assert HOSTILE in text(page)
        assert not page.xpath("//img | //script[not(@src)]")


def test_an_offer_without_household_or_flat_is_no_page(scene: Scene):
    scene.client.page("/offers/new", status=404)
    scene.client.page(f"/offers/new?household={scene.household.id}&listing=404", status=404)
