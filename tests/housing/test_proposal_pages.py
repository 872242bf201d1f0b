"""Households that are put to landlords, on the pages: calls, answers, and what others may read."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from housing.disclosed_facts import DisclosedFact
from housing.discrimination import Ground
from housing.models import DiscriminationReport
from housing.reasons.declines import DeclineReason
from housing.reasons.refusals import RefusalReason
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.offers.lines import put_in_line
from housing.services.offers.offers import decline_offer
from people.models import TalkOutcome
from tests.housing.proposal_scene import Scene, new_scene
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text


@pytest.fixture
def scene(session: Session) -> Scene:
    return new_scene(session)


@pytest.mark.usefixtures("clock")
def test_the_pages_say_when_it_was_offered_and_why_it_was_declined(client: PageClient, scene: Scene):
    enter(client, scene.session, scene.officer)
    offer = scene.offer()
    decline_offer(scene.session, offer, reason=DeclineReason.TOO_FAR, words="", at=NOW, on=TODAY)
    scene.session.commit()
    for path in (f"/listings/{scene.listing.id}/dealings", f"/landlords/{scene.listing.landlord_id}/dealings"):
        page = client.page(path)
        [cell] = page.xpath("//td[@data-th='Offered']")
        assert text(cell).split() == ["23/11/2026", "Declined", "23/11/2026", "It", "is", "too", "far", "away"]
        assert cell.xpath(".//a/@href") == [f"/offers/{offer.id}"]


@pytest.mark.usefixtures("clock")
def test_a_call_is_written_down_in_one_step_and_its_no_is_reported(client: PageClient, scene: Scene):
    enter(client, scene.session, scene.officer)
    form = f"/listings/{scene.listing.id}/proposals/new"
    told = {"household_id": "0", "reference": "N-0007", "told": ["people", "languages"]}
    assert client.submit(form, outcome="refused", status=422, **told).xpath("//*[@id='refusal-error']")
    page = client.submit(form, outcome="refused", refusal="children", note="No children", **told)
    for words in ("Haddad", "N-0007", "told: 3 people, Arabic, English", "Wants no children"):
        assert words in text(page)
    (report,) = page.xpath("//main//a[starts-with(@href, '/discrimination/new')]/@href")
    shown = client.page(report)
    assert shown.xpath("string(//textarea[@name='words'])").strip() == "No children"
    client.submit(report, words="No children")
    kept = scene.session.scalars(select(DiscriminationReport)).one()
    assert (kept.ground, kept.landlord_id, kept.listing_id) == (
        Ground.FAMILY, scene.listing.landlord_id, scene.listing.id,
    )  # fmt: skip
    landlord_id = scene.listing.landlord_id
    scene.session.commit()
    page = client.page(f"/landlords/{landlord_id}/dealings")
    assert "reported as discrimination" in text(page)
    assert "Haddad" not in text(client.page(f"/landlords/{landlord_id}"))


@pytest.mark.usefixtures("clock")
def test_an_answer_that_comes_later_is_written_down_and_met_before_an_offer(client: PageClient, scene: Scene):
    enter(client, scene.session, scene.officer)
    proposal = scene.ask()
    scene.session.commit()
    page = client.submit(f"/proposals/{proposal.id}/answer", outcome="refused", refusal="too-many", note="Five is much")
    assert "Too many people for the flat" in text(page)
    offering = client.page(f"/offers/new?household={scene.household.id}&listing={scene.listing.id}")
    assert "Too many people for the flat" in text(offering)


@pytest.mark.usefixtures("clock")
def test_lists_say_what_the_landlord_refused_and_an_offer_all_the_same_asks_why(client: PageClient, scene: Scene):
    enter(client, scene.session, scene.officer)
    set_needs(scene.session, scene.household, NeedsDetails(0, "as they say"), actor=scene.officer, on=TODAY)
    form = f"/offers/new?household={scene.household.id}&listing={scene.listing.id}"
    flats, households = f"/households/{scene.household.id}/flats", f"/listings/{scene.listing.id}/households"
    scene.session.commit()
    assert not client.page(form).xpath("//*[@name='despite_landlord']")
    assert "said no to this household" not in text(client.page(flats)) + text(client.page(households))
    scene.ask(TalkOutcome.REFUSED, RefusalReason.PETS)
    scene.session.commit()
    for path in (flats, f"{flats}/{scene.listing.id}", households):
        assert "the landlord said no to this household" in text(client.page(path)), path
    assert client.submit(form, despite_landlord="", status=422).xpath("//*[@id='despite_landlord-error']")
    assert "The cat stays away" in text(client.submit(form, despite_landlord="The cat stays away"))


@pytest.mark.usefixtures("clock")
def test_the_page_says_who_left_the_line_by_the_landlords_no(client: PageClient, scene: Scene):
    put_in_line(scene.session, scene.listing, scene.household, fits=True, actor=scene.officer, at=NOW)
    asked = scene.ask()
    enter(client, scene.session, scene.officer)
    page = client.submit(f"/proposals/{asked.id}/answer", outcome="refused", refusal="pets", spoken_with="Lydaki")
    assert "Haddad stands in line for this flat no more." in text(page)
    assert "the landlord would not let it to this household" in text(client.page(f"/listings/{scene.listing.id}/line"))


@pytest.mark.usefixtures("clock")
def test_of_another_centres_household_neither_name_nor_what_was_told_is_read(client: PageClient, scene: Scene):
    elsewhere = rows.add_household(scene.session, rows.add_centre(scene.session, "chania"), "Rasuli")
    boss = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER)
    asked = Scene(scene.session, scene.listing, elsewhere, boss)
    asked.ask(TalkOutcome.AGREED, None, *DisclosedFact)
    decline_offer(scene.session, asked.offer(), reason=DeclineReason.TOO_FAR, words="", at=NOW, on=TODAY)
    scene.session.commit()
    enter(client, scene.session, scene.officer)
    page = text(client.page(f"/listings/{scene.listing.id}/dealings"))
    assert elsewhere.reference in page
    assert "Rasuli" not in page
    assert "told:" not in page
    assert "It is too far away" not in page
    assert "Declined" in page
