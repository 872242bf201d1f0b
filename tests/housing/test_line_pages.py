"""The pages of lines behind flats: put together, changed, gone on with, and read where one looks for them."""

from dataclasses import dataclass

import pytest
from flask import Flask
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import DAY, today, utc_now
from housing.models import LinePlace, Listing, Offer
from housing.reasons.lines import LineReason
from housing.reasons.withdrawn_offers import ITS_OWN
from housing.services.households.shortlists import keep_flats
from housing.services.offers import offers
from housing.states import ListingStatus
from portal.services.links import make_link
from tests.housing.line_scene import LineScene
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter, text

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"
NEWS = "1 flat is free, and households stand in line"


@dataclass(frozen=True)
class Pages:
    """An officer before the pages of a flat with its line."""

    scene: LineScene
    client: PageClient
    flat: int

    @property
    def address(self) -> str:
        return f"/listings/{self.flat}/line"

    def names(self) -> list[str]:
        """Who waits, as the page has it."""
        return self.client.page(self.address).xpath("//section[@aria-labelledby='waiting']//tbody//th//bdi/text()")

    def press(self, words: str, page: str | None = None) -> HtmlElement:
        """The one button whose words begin so."""
        found = self.client.page(page or self.address)
        (form,) = found.xpath(f"//main//form[.//button[starts-with(normalize-space(), '{words}')]]")
        data = {one.get("name"): one.get("value") for one in form.xpath(".//input[@name]")}
        return self.client.page(self.client.post(form.get("action"), data=data).location)


@pytest.fixture
def pages(session: Session, client: PageClient) -> Pages:
    centre = rows.add_centre(session)
    scene = LineScene(session, centre, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    flat = scene.flat()
    enter(client, session, scene.officer)
    return Pages(scene, client, flat.id)


def test_households_are_put_in_line_from_the_list_of_those_whom_the_flat_suits(pages: Pages):
    for name in ("<b>Haddad</b>", "Okello"):
        pages.scene.household(name)
    pages.scene.session.commit()
    for name in ("Okello", "<b>Haddad</b>"):
        page = pages.press(f"Put in line: {name}", f"/listings/{pages.flat}/households")
        assert f"{name} stands in line for the flat. The household is told nothing of it." in text(page)
    assert pages.names() == ["Okello", "<b>Haddad</b>"]
    suits = pages.client.page(f"/listings/{pages.flat}/households")
    assert (text(suits).count("Waits in line"), "Put in line" in text(suits)) == (2, False)
    page = pages.press("Move up: <b>Haddad</b>")
    assert pages.names() == ["<b>Haddad</b>", "Okello"]
    assert "Next is <b>Haddad</b>." in text(page)


def test_a_household_is_put_in_line_from_the_shortlists_of_the_flat(pages: Pages):
    household, flat = pages.scene.household("Okello"), pages.scene.session.get_one(Listing, pages.flat)
    keep_flats(pages.scene.session, household, [flat], actor=pages.scene.officer, at=utc_now())
    pages.scene.session.commit()
    pages.press("Put in line: Okello", f"/listings/{pages.flat}/shortlists")
    assert pages.names() == ["Okello"]


def test_the_next_is_offered_the_flat_and_who_was_passed_over_is_named(pages: Pages):
    scene = pages.scene
    flat = scene.session.get_one(Listing, pages.flat)
    one, two = scene.line(flat, "One", "Two")
    scene.offer(scene.flat(450), one.household)
    scene.session.commit()
    assert NEWS in text(pages.client.page("/"))
    page = pages.client.submit(pages.address, action=f"{pages.address}/offer", answer_by=(today() + DAY).isoformat())
    said = text(page)
    assert "One was passed over: it has the offer of another flat." in said
    assert "The flat is offered." in said
    assert NEWS not in text(pages.client.page("/"))
    assert pages.names() == []
    said = text(pages.client.page(pages.address))
    assert "Passed over it has the offer of another flat" in said
    assert "Put in line again" in said
    assert two.household_id == scene.session.scalar(select(Offer.household_id).order_by(Offer.id.desc()).limit(1))
    scene.session.rollback()


def test_what_cannot_be_is_said_on_the_form(pages: Pages):
    scene = pages.scene
    scene.line(scene.session.get_one(Listing, pages.flat), "One")
    scene.session.commit()
    action = f"{pages.address}/offer"
    page = pages.client.submit(pages.address, action=action, status=422, answer_by="01/02/2020")
    assert page.xpath("//*[@id='answer_by-error']")
    assert scene.session.scalars(select(Offer)).all() == []
    scene.session.rollback()


def test_a_household_is_taken_out_with_a_reason_that_stays(pages: Pages):
    scene = pages.scene
    (place,) = scene.line(scene.session.get_one(Listing, pages.flat), "One")
    scene.session.commit()
    (link,) = pages.client.page(pages.address).xpath("//main//a[contains(@href, '/take-out')]/@href")
    assert pages.client.submit(link, status=422, words="").xpath("//*[@id='because-error']")
    assert pages.client.submit(link, status=422, because="other", words="").xpath("//*[@id='words-error']")
    said = text(pages.client.submit(link, because="other", words=HOSTILE))
    assert "One is taken out of the line; the reason stays." in said
    assert HOSTILE in said
    assert pages.names() == []
    scene.session.refresh(place)
    assert (place.closed_because, place.closed_words) == (LineReason.OTHER, HOSTILE)
    scene.session.rollback()


def test_a_line_goes_by_itself_in_the_name_of_who_said_so(pages: Pages):
    scene = pages.scene
    scene.line(scene.session.get_one(Listing, pages.flat), "One")
    scene.session.commit()
    assert "Nothing goes out by itself" in text(pages.client.page(pages.address))
    said = text(pages.press("Let the offers go out by themselves"))
    assert f"in the name of {scene.officer.name}." in said
    assert "Nothing goes out by itself any more." in text(pages.press("Let nothing go out by itself"))
    assert {place.auto_offer_by_id for place in scene.session.scalars(select(LinePlace))} == {None}
    scene.session.rollback()


def test_the_line_is_read_on_the_pages_of_flat_offer_and_household_and_on_the_timeline(pages: Pages):
    scene = pages.scene
    flat = scene.session.get_one(Listing, pages.flat)
    offer = scene.offer(flat, scene.household("First"))
    _one, two = scene.line(flat, "One", "Two")
    scene.session.commit()
    household, offered = two.household_id, offer.id
    assert pages.client.page(f"/listings/{pages.flat}").xpath(f"//main//a[@href='{pages.address}'][contains(., '(2)')]")
    behind = pages.client.page(f"/offers/{offered}").xpath("//section[@aria-labelledby='line']//li//bdi/text()")
    assert behind == ["One", "Two"]
    assert "1 household before it" in text(pages.client.page(f"/households/{household}"))
    assert "Put in line for a flat: Flat 400" in text(pages.client.page(f"/households/{household}/timeline"))
    assert "Flat 400" in text(pages.client.page("/lines"))
    scene.accept(scene.session.get_one(Offer, offered))
    scene.session.commit()
    ended = "In line for a flat: Flat 400: Released, another household gets the flat"
    assert ended in text(pages.client.page(f"/households/{household}/timeline"))
    assert "No line yet" in text(pages.client.page("/lines"))


def test_a_household_reads_nothing_of_lines(pages: Pages, app: Flask):
    scene = pages.scene
    (place,) = scene.line(scene.session.get_one(Listing, pages.flat), "One")
    family: PageClient = app.test_client()  # type: ignore[assignment]
    rows.speak_english(family)
    link = f"/link/{make_link(scene.session, place.household, at=utc_now(), actor=None)}"
    scene.session.commit()
    page = text(family.submit(link, action=link))
    assert "We are looking for a home for you" in page
    assert "line" not in page.split()
    assert family.get(pages.address).status_code in (302, 403)


def test_another_centres_officer_sees_and_changes_no_line(pages: Pages):
    scene = pages.scene
    (place,) = scene.line(scene.session.get_one(Listing, pages.flat), "One")
    key = place.id
    chania = rows.add_centre(scene.session, "chania")
    stranger = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, chania, name="Eleni Markaki")
    enter(pages.client, scene.session, stranger)
    for path in (pages.address, f"/line-places/{key}/take-out"):
        assert pages.client.get(path).status_code == 403
    assert "No line yet" in text(pages.client.page("/lines"))
    assert pages.client.get("/line-places/999/take-out").status_code == 404
    assert NEWS not in text(pages.client.page("/"))


def test_a_line_behind_an_accepted_flat_is_for_when_it_is_given_up(pages: Pages):
    scene = pages.scene
    flat = scene.session.get_one(Listing, pages.flat)
    offer = scene.offer(flat, scene.household("First"))
    scene.accept(offer)
    assert flat.status is ListingStatus.RESERVED
    scene.line(flat, "Next")
    scene.session.commit()
    assert "Accepted by First" in text(pages.client.page(pages.address))
    assert not pages.client.page(pages.address).xpath("//form[contains(@action, '/line/offer')]")
    offers.give_up_offer(
        scene.session, scene.session.get_one(Offer, offer.id), because=ITS_OWN[0], words="", at=utc_now()
    )
    scene.session.commit()
    assert NEWS in text(pages.client.page("/"))
    assert pages.client.page(pages.address).xpath("//form[contains(@action, '/line/offer')]")
