"""Offers that come to nothing, and whose doing it was; answers that the office writes down."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Refused
from core.structure import Centre
from housing.models import Listing, Offer
from housing.reasons.declines import DeclineReason
from housing.reasons.lines import LineReason
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.reasons.withdrawn_offers import CAUSES, NEEDS_WORDS, Cause, TakenBack
from housing.services.allocation.waiting_and_free import what_is_free
from housing.services.offers import offers
from housing.services.offers.lines import put_in_line
from housing.states import ListingStatus, OfferStatus
from housing.states.lines import LineStatus
from housing.words.offers import CAUSE_WORDS, DECLINE_WORDS, TAKEN_BACK_WORDS
from people.models import Household
from tests.portal.scene import add_offer
from tests.support import rows
from tests.support.audit import events, kept
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@dataclass(frozen=True)
class Scene:
    """An officer and an open offer."""

    session: Session
    officer: User
    offer: Offer
    household: Household
    listing: Listing


@pytest.fixture
def scene(session: Session, centre: Centre) -> Scene:
    household, listing = rows.add_household(session, centre), rows.add_listing(session, centre)
    offer = add_offer(session, household, listing)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    return Scene(session, officer, offer, household, listing)


def take_back(scene: Scene, because: TakenBack, words: str = "") -> None:
    offers.withdraw_offer(scene.session, scene.offer, because=because, words=words, actor=scene.officer, at=NOW)


def test_every_reason_has_its_cause_and_its_words_and_every_cause_a_reason_of_its_own():
    assert set(CAUSES) == set(TAKEN_BACK_WORDS) == set(TakenBack)
    assert set(CAUSES.values()) == set(CAUSE_WORDS) == set(Cause)
    assert {CAUSES[because] for because in NEEDS_WORDS} == set(Cause)


@pytest.mark.parametrize("because", [one for one in TakenBack if one is not TakenBack.LET_TO_ANOTHER])
def test_an_offer_is_taken_back_with_its_reason_and_the_flat_is_free(scene: Scene, because: TakenBack):
    take_back(scene, because, "the owner's sister moves in")
    assert (scene.offer.status, scene.offer.taken_back_because) == (OfferStatus.WITHDRAWN, because)
    assert scene.offer.taken_back_words == "the owner's sister moves in"
    assert scene.listing.status is ListingStatus.CONTACTED


@pytest.mark.parametrize("said_yes", [True, False])
@pytest.mark.usefixtures("app")
def test_a_flat_that_its_landlord_has_let_is_gone_and_who_stands_in_line_is_let_go(scene: Scene, said_yes: bool):
    behind = rows.add_household(scene.session, scene.household.centre)
    place = put_in_line(scene.session, scene.listing, behind, fits=True, actor=scene.officer, at=NOW)
    if said_yes:
        offers.accept_offer(scene.session, scene.offer, at=NOW, on=TODAY)
    take_back(scene, TakenBack.LET_TO_ANOTHER)
    gone = scene.listing.status, scene.listing.withdrawn_for, scene.listing.closed_on
    assert gone == (ListingStatus.WITHDRAWN, WithdrawalReason.LET, TODAY)
    assert place.status is LineStatus.RELEASED
    assert place.closed_because is (LineReason.FLAT_TAKEN if said_yes else LineReason.FLAT_GONE)
    assert scene.listing.id not in what_is_free(scene.session, scene.household.centre, on=TODAY)


def test_a_page_says_before_and_after_that_a_flat_let_to_another_is_closed(scene: Scene, client: PageClient):
    enter(client, scene.session, scene.officer)
    assert "its listing is closed" in text(client.page(f"/offers/{scene.offer.id}/withdraw"))
    page = client.submit(f"/offers/{scene.offer.id}/withdraw", because="let-to-another", words="")
    assert "the flat is gone, and its listing is closed" in text(page)
    assert "the flat is free again" not in text(page)


@pytest.mark.parametrize("because", NEEDS_WORDS)
def test_another_reason_says_which(scene: Scene, because: TakenBack):
    with pytest.raises(Refused, match="in a few words") as refusal:
        take_back(scene, because)
    assert (refusal.value.field, scene.offer.status) == ("words", OfferStatus.OPEN)


@pytest.mark.parametrize("said_yes", [True, False])
def test_what_is_lost_after_a_yes_keeps_the_time_of_the_yes(scene: Scene, said_yes: bool):
    if said_yes:
        offers.accept_offer(scene.session, scene.offer, at=NOW, on=TODAY)
    take_back(scene, TakenBack.CHANGED_ITS_MIND)
    assert (scene.offer.accepted_at == NOW) is said_yes


def test_the_log_tells_whose_doing_it_was_and_no_word_of_anybody(scene: Scene):
    take_back(scene, TakenBack.LANDLORD_OTHER, "his son comes home")
    scene.session.commit()
    (event,) = [event for event in events(scene.session) if event.action == "withdraw-offer"]
    said = str(kept(scene.session, event))
    assert "landlord-other" in said
    assert "'cause': 'landlord'" in said


def test_the_office_writes_down_what_was_said_on_the_telephone(scene: Scene, client: PageClient):
    enter(client, scene.session, scene.officer)
    page = client.page(f"/offers/{scene.offer.id}")
    (link,) = page.xpath("//main//a[contains(@href, '/household-answer')]/@href")
    page = client.submit(link, answer="declined", reason="too-far", words=HOSTILE)
    assert str(DECLINE_WORDS[DeclineReason.TOO_FAR]) in text(page)
    assert HOSTILE in text(page)
    (offer,) = scene.session.scalars(select(Offer).execution_options(populate_existing=True))
    assert (offer.status, offer.decline_reason, offer.answer_words) == (OfferStatus.DECLINED, "too-far", HOSTILE)
    (event,) = [event for event in events(scene.session) if event.action == "decline-offer"]
    assert event.actor_id == scene.officer.id


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [({}, "answer"), ({"answer": "declined"}, "reason"), ({"answer": "declined", "reason": "other"}, "words")],
)
def test_an_answer_without_its_reason_is_asked_for_it(
    scene: Scene, client: PageClient, typed: dict[str, str], faulty: str
):
    enter(client, scene.session, scene.officer)
    address = f"/offers/{scene.offer.id}/household-answer"
    page = client.submit(address, status=422, **{"words": ""} | typed)
    assert page.xpath(f"//*[@id='{faulty}-error']")


def test_a_yes_with_a_reason_why_not_is_asked_about(scene: Scene, client: PageClient):
    enter(client, scene.session, scene.officer)
    address = f"/offers/{scene.offer.id}/household-answer"
    page = client.submit(address, answer="accepted", reason="stairs", words="", status=422)
    assert "along with a yes" in page.xpath("string(//*[@id='answer-error'])")
    assert not page.xpath("//input[@type='radio'][@checked]")
    assert scene.session.scalar(select(Offer.status)) is OfferStatus.OPEN


def test_a_yes_needs_no_reason_and_reserves_the_flat(scene: Scene, client: PageClient):
    enter(client, scene.session, scene.officer)
    page = client.submit(f"/offers/{scene.offer.id}/household-answer", answer="accepted", words="From Monday on")
    assert "From Monday on" in text(page)
    (listing,) = scene.session.scalars(select(Listing).execution_options(populate_existing=True))
    assert listing.status is ListingStatus.RESERVED


def test_a_page_asks_why_an_offer_is_taken_back_and_the_offer_tells_it(scene: Scene, client: PageClient):
    enter(client, scene.session, scene.officer)
    client.submit(f"/offers/{scene.offer.id}/withdraw", words="", status=422)
    page = client.submit(f"/offers/{scene.offer.id}/withdraw", because="asks-more", words="<b>500</b> now")
    assert "The landlord: The landlord asks for more" in text(page)
    assert "<b>500</b> now" in text(page)
