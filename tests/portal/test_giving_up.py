"""A household that said yes and does not want the home any more: it says so itself, and the officer is told."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import DAY, instant_at, today, utc_now
from core.errors import Refused
from housing.models import Listing, Offer
from housing.reasons.withdrawn_offers import CAUSES, ITS_OWN, Cause, TakenBack
from housing.services.offers import offers
from housing.services.viewings.viewings import GuestDetails, ViewingDetails, book_viewing
from housing.states import GuestStatus, ListingStatus, OfferStatus
from housing.words.offers import GIVEN_UP_WORDS
from tests.portal.scene import Scene, post
from tests.support import rows
from tests.support.audit import events, kept
from tests.support.pages import PageClient
from tests.support.races import at_once
from tests.support.visits import enter, text

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"
SURE = {"is_sure": "y"}


@pytest.fixture
def accepted(scene: Scene) -> Scene:
    """The household has said yes, and sits before its own page."""
    offers.accept_offer(scene.session, scene.offer, at=utc_now(), on=today())
    scene.session.commit()
    scene.come_in()
    return scene


@pytest.fixture
def office(app: Flask) -> PageClient:
    """Another browser."""
    return app.test_client()


def test_what_a_household_says_of_itself_is_its_own_doing():
    assert set(GIVEN_UP_WORDS) == set(ITS_OWN)
    assert {CAUSES[reason] for reason in ITS_OWN} == {Cause.HOUSEHOLD}


def test_a_home_is_given_up_with_a_reason_and_is_free(accepted: Scene):
    (link,) = accepted.client.page(accepted.address).xpath("//main//a[contains(@href, '/give-up')]/@href")
    assert "cannot promise it to you again" in text(accepted.client.page(link))
    accepted.client.submit(link, because="found-another", words=HOSTILE, **SURE)
    page = text(accepted.client.page(accepted.address))
    assert "You gave this home up." in page
    assert HOSTILE not in page
    assert accepted.answer() is OfferStatus.WITHDRAWN
    offer = accepted.offer
    assert (offer.taken_back_because, offer.taken_back_words) == (TakenBack.FOUND_ANOTHER, HOSTILE)
    assert (offer.is_given_up, offer.accepted_at is not None) == (True, True)
    assert accepted.session.get_one(Listing, offer.listing_id).status is ListingStatus.CONTACTED


def test_who_gives_a_home_up_is_not_expected_at_its_viewing(accepted: Scene):
    listing, officer = (
        accepted.offer.listing,
        rows.add_user(accepted.session, StaffRole.HOUSING_OFFICER, accepted.centre),
    )
    details = ViewingDetails(instant_at(today() + DAY, time(10)), timedelta(minutes=30), officer)
    booked = book_viewing(
        accepted.session, listing, details, [GuestDetails(accepted.household)], actor=officer, at=utc_now()
    )
    give_up(accepted.session, accepted.offer)
    assert [guest.status for guest in booked.guests] == [GuestStatus.RELEASED]


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [
        (SURE, "because"),
        ({"because": "changed-its-mind"}, "is_sure"),
        ({"because": "household-other"} | SURE, "words"),
    ],
    ids=["no-reason", "not-sure", "another-reason-without-words"],
)
def test_nothing_is_given_up_by_half(accepted: Scene, typed: dict[str, str], faulty: str):
    page = accepted.client.submit(f"{accepted.address}/give-up", status=422, **{"words": ""} | typed)
    assert page.xpath(f"//*[@id='{faulty}-error']")
    assert accepted.answer() is OfferStatus.ACCEPTED


def test_a_household_speaks_for_itself_only(accepted: Scene):
    with pytest.raises(ValueError, match="asks-more"):
        give_up(accepted.session, accepted.offer, TakenBack.ASKS_MORE)


def give_up(session: Session, offer: Offer, because: TakenBack = TakenBack.CHANGED_ITS_MIND) -> None:
    offers.give_up_offer(session, offer, because=because, words="", at=utc_now())


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (OfferStatus.OPEN, "says yes or no"),
        (OfferStatus.DECLINED, "was declined"),
        (OfferStatus.WITHDRAWN, "was taken back"),
        (OfferStatus.EXPIRED, "is over"),
        (OfferStatus.SIGNED, "has led to a lease"),
    ],
)
def test_only_what_it_said_yes_to_is_given_up(scene: Scene, status: OfferStatus, sentence: str):
    scene.offer.status = status
    scene.session.commit()
    scene.come_in()
    assert not scene.client.page(scene.address).xpath("//a[contains(@href, '/give-up')]")
    with pytest.raises(Refused, match=sentence):
        give_up(scene.session, scene.offer)


def test_another_households_home_is_not_there_to_be_given_up(accepted: Scene):
    other = rows.add_household(accepted.session, accepted.centre, "Rasuli")
    accepted.session.commit()
    accepted.come_in(other)
    assert accepted.client.get(f"{accepted.address}/give-up").status_code == 404
    post(accepted, f"{accepted.address}/give-up", 404)
    assert accepted.answer() is OfferStatus.ACCEPTED


def test_the_log_says_that_the_household_did_it_and_whose_doing_it_was(accepted: Scene):
    offers.give_up_offer(
        accepted.session, accepted.offer, because=TakenBack.HOUSEHOLD_OTHER, words="my mother is ill", at=utc_now()
    )
    accepted.session.commit()
    (event,) = [event for event in events(accepted.session) if event.action == "give-up-offer"]
    said = str(kept(accepted.session, event))
    assert (event.actor_kind, event.actor_id) == ("household", accepted.household.id)
    assert "'cause': 'household'" in said


def test_the_officer_is_told_until_something_is_done_about_the_flat(accepted: Scene, office: PageClient):
    session, offer = accepted.session, accepted.offer
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, accepted.centre)
    enter(office, session, officer)
    news = "1 household gave up a home that it had accepted"
    assert news not in text(office.page("/"))
    give_up(session, offer)
    session.commit()
    board = office.page("/")
    assert news in text(board)
    assert board.xpath(f"//a[@href='/offers/{offer.id}']")
    assert "it said so on its own page" in text(office.page(f"/offers/{offer.id}"))
    timeline = text(office.page(f"/households/{offer.household_id}/timeline"))
    assert "Given up by the household" in timeline
    offer.listing.status = ListingStatus.VERIFIED
    session.commit()
    assert news not in text(office.page("/"))
    offer.was_verified = True  # before the offer: nobody has been there since
    session.commit()
    assert news in text(office.page("/"))
    offer.listing.status, offer.answered_at = ListingStatus.CONTACTED, utc_now() - timedelta(days=9)
    session.commit()
    assert news not in text(office.page("/"))


def test_what_is_given_up_is_news_at_its_centre_only(accepted: Scene, office: PageClient):
    give_up(accepted.session, accepted.offer)
    stranger = rows.add_user(
        accepted.session, StaffRole.HOUSING_OFFICER, rows.add_centre(accepted.session, "chania"), name="Eleni Markaki"
    )
    enter(office, accepted.session, stranger)
    assert "gave up a home that it had accepted" not in text(office.page("/"))


def test_of_a_household_and_an_officer_at_once_one_takes_the_offer_back_and_the_other_reads_it(accepted: Scene):
    officer = rows.add_user(accepted.session, StaffRole.HOUSING_OFFICER, accepted.centre)
    accepted.session.commit()
    key, officer_id = accepted.offer.id, officer.id

    def take_back(own: Session) -> None:
        offers.withdraw_offer(
            own, own.get_one(Offer, key), because=TakenBack.MISTAKE, words="", at=utc_now(),
            actor=own.get_one(type(officer), officer_id),
        )  # fmt: skip

    steps: list[Callable[[Session], None]] = [lambda own: give_up(own, own.get_one(Offer, key)), take_back]
    refused, done = at_once(accepted.session, *steps)
    assert (done, "This offer was taken back" in refused) == ("done", True)
