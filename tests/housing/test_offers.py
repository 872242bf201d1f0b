"""Offers as the services keep them: one at a time, answered once, figures kept, the listing moved along."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre
from housing.models import Listing, Offer
from housing.reasons.declines import DeclineReason
from housing.reasons.withdrawn_offers import TakenBack
from housing.services.offers import offer_queries, offers
from housing.services.ranking.costs import MonthlyFigures
from housing.states import ListingStatus, OfferStatus
from people.models import Household
from people.services.stages import StageDetails, move_stage
from people.stages import Stage, StageFact, StageReason
from tests.support import rows
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY

FIGURES = MonthlyFigures(Decimal("450.00"), Decimal("25.00"), None)
UNTIL = TODAY + timedelta(days=3)


@dataclass(frozen=True)
class Scene:
    """A household, a free flat and the officer of both."""

    session: Session
    household: Household
    listing: Listing
    officer: User

    def offer(self, listing: Listing | None = None, household: Household | None = None, until: date = UNTIL) -> Offer:
        return offers.make_offer(
            self.session,
            household or self.household,
            listing or self.listing,
            figures=FIGURES,
            answer_by=until,
            actor=self.officer,
            at=NOW,
            on=TODAY,
        )


@pytest.fixture
def scene(session: Session) -> Scene:
    centre = rows.add_centre(session)
    household, listing = rows.add_household(session, centre), rows.add_listing(session, centre)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    return Scene(session, household, listing, officer)


def test_an_offer_keeps_the_figures_of_its_day(scene: Scene):
    offer = scene.offer()
    scene.listing.monthly_rent = Decimal("999.00")
    scene.session.flush()
    assert (offer.monthly_rent, offer.common_charges, offer.monthly_subsidy, offer.household_pays) == (
        Decimal("450.00"),
        Decimal("25.00"),
        None,
        Decimal("475.00"),
    )


def accept(session: Session, offer: Offer) -> None:
    offers.accept_offer(session, offer, at=NOW, on=TODAY)


def decline(session: Session, offer: Offer) -> None:
    offers.decline_offer(session, offer, reason=DeclineReason.TOO_FAR, words="", at=NOW, on=TODAY)


def withdraw(session: Session, offer: Offer) -> None:
    offers.withdraw_offer(session, offer, because=TakenBack.MISTAKE, words="", at=NOW, actor=None)


def expire_all(session: Session, centre: Centre) -> int:
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    return offers.expire_offers(session, actor=officer, on=UNTIL + timedelta(days=1), at=NOW)


def expire(session: Session, offer: Offer) -> None:
    assert expire_all(session, offer.household.centre) == 1


def test_an_offered_flat_is_kept(scene: Scene):
    assert scene.offer().status == OfferStatus.OPEN
    assert scene.listing.status == ListingStatus.OFFERED


@pytest.mark.parametrize(
    ("answer", "status", "listing_status"),
    [
        (accept, OfferStatus.ACCEPTED, ListingStatus.RESERVED),
        (decline, OfferStatus.DECLINED, ListingStatus.VERIFIED),
        (withdraw, OfferStatus.WITHDRAWN, ListingStatus.VERIFIED),
        (expire, OfferStatus.EXPIRED, ListingStatus.VERIFIED),
    ],
)
def test_an_answer_moves_the_flat_along(
    scene: Scene, answer: Callable[[Session, Offer], None], status: OfferStatus, listing_status: ListingStatus
):
    offer = scene.offer()
    answer(scene.session, offer)
    assert (offer.status, scene.listing.status) == (status, listing_status)
    assert offer.answered_at == NOW


@pytest.mark.parametrize("second", [accept, decline])
@pytest.mark.parametrize("first", [accept, decline, withdraw, expire])
def test_an_offer_is_answered_once(
    scene: Scene, first: Callable[[Session, Offer], None], second: Callable[[Session, Offer], None]
):
    offer = scene.offer()
    first(scene.session, offer)
    answered = offer.status
    with pytest.raises(Refused):
        second(scene.session, offer)
    assert offer.status == answered


def test_an_accepted_offer_can_still_be_taken_back(scene: Scene):
    offer = scene.offer()
    accept(scene.session, offer)
    withdraw(scene.session, offer)
    assert (offer.status, scene.listing.status) == (OfferStatus.WITHDRAWN, ListingStatus.VERIFIED)


def test_a_flat_is_offered_to_one_household_and_the_refusal_says_to_whom(scene: Scene):
    scene.offer()
    other = rows.add_household(scene.session, scene.household.centre, "Rasuli")
    with pytest.raises(Refused, match=rf"offered to Haddad \({scene.household.reference}\).*until {UNTIL}"):
        scene.offer(household=other)


def test_a_household_has_one_offer_and_the_refusal_says_which(scene: Scene):
    accept(scene.session, scene.offer())
    other = rows.add_listing(scene.session, scene.household.centre, "Flat in Mastabas")
    with pytest.raises(Refused, match="Haddad .* already has the offer of “Flat 82 m², Poros”"):
        scene.offer(other)


def test_an_offer_whose_time_is_over_stands_in_nobodys_way(scene: Scene):
    late = scene.offer()
    late.answer_by = TODAY - timedelta(days=1)
    scene.session.flush()
    other = rows.add_listing(scene.session, scene.household.centre, "Flat in Mastabas")
    assert scene.offer(other).status == OfferStatus.OPEN
    assert (late.status, scene.listing.status) == (OfferStatus.EXPIRED, ListingStatus.VERIFIED)


def test_offers_of_another_centre_are_not_ones_own_to_close(scene: Scene):
    offer = scene.offer()
    assert expire_all(scene.session, rows.add_centre(scene.session, "chania")) == 0
    assert offer.status == OfferStatus.OPEN


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_offer_that_another_closes_at_the_same_moment_is_left_as_it_is(scene: Scene):
    late = scene.offer()
    late.answer_by = TODAY - timedelta(days=1)
    other = rows.add_listing(scene.session, scene.household.centre, "Flat in Mastabas")
    scene.session.commit()
    scene.session.expunge(late)
    engine = scene.session.get_bind()

    def be_faster(*_details: object) -> None:
        with Session(engine) as faster:
            withdraw(faster, faster.get_one(Offer, late.id))
            faster.commit()

    event.listen(scene.session, "loaded_as_persistent", be_faster, once=True)
    assert scene.offer(other).status == OfferStatus.OPEN
    assert scene.session.get_one(Offer, late.id).status == OfferStatus.WITHDRAWN


@pytest.mark.parametrize("answer", [accept, decline])
def test_nobody_answers_after_the_last_day(scene: Scene, answer: Callable[[Session, Offer], None]):
    offer = scene.offer(until=TODAY)
    answer_in_time = offer.answer_by
    offer.answer_by = TODAY - timedelta(days=1)
    with pytest.raises(Refused, match="The time to answer"):
        answer(scene.session, offer)
    offer.answer_by = answer_in_time
    answer(scene.session, offer)


@pytest.mark.parametrize("days", [-1, offers.MOST_DAYS_TO_ANSWER + 1])
def test_an_offer_neither_ends_before_it_begins_nor_binds_without_end(scene: Scene, days: int):
    with pytest.raises(Refused) as refusal:
        scene.offer(until=TODAY + timedelta(days=days))
    assert refusal.value.field == "answer_by"


def test_a_flat_that_nobody_asked_about_is_not_offered(scene: Scene):
    scene.listing.status = ListingStatus.CANDIDATE
    with pytest.raises(Refused, match="contact the landlord first"):
        scene.offer()


def test_another_reason_needs_words(scene: Scene):
    offer = scene.offer()
    with pytest.raises(Refused) as refusal:
        offers.decline_offer(scene.session, offer, reason=DeclineReason.OTHER, words="", at=NOW, on=TODAY)
    assert refusal.value.field == "words"
    offers.decline_offer(scene.session, offer, reason=DeclineReason.OTHER, words="A dog", at=NOW, on=TODAY)
    assert (offer.decline_reason, offer.answer_words) == ("other", "A dog")


def test_offers_are_found_by_those_they_concern_only(scene: Scene):
    offer = scene.offer()
    chania = rows.add_centre(scene.session, "chania")
    stranger = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, chania)
    assert offer_queries.get_offer(scene.session, offer.id, scene.officer) is offer
    assert offer_queries.get_own_offer(scene.session, offer.id, scene.household) is offer
    assert offer_queries.list_offers(scene.session, stranger).rows == []
    with pytest.raises(Forbidden):
        offer_queries.get_offer(scene.session, offer.id, stranger)
    with pytest.raises(NotFound):
        offer_queries.get_own_offer(scene.session, offer.id, rows.add_household(scene.session, chania))


def test_of_two_officers_at_once_one_offers_and_the_other_reads_why_not(scene: Scene):
    """Each in a session of its own, both past their checks before either writes."""
    flats = [scene.listing.id, rows.add_listing(scene.session, scene.household.centre, "Flat in Mastabas").id]
    scene.session.commit()

    def make_offer(own: Session, flat: int) -> None:
        household, officer = own.get_one(Household, scene.household.id), own.get_one(User, scene.officer.id)
        Scene(own, household, own.get_one(Listing, flat), officer).offer()

    refused, made = at_once(scene.session, *(partial(make_offer, flat=flat) for flat in flats))
    assert made == "done"
    assert "already has the offer of" in refused


def test_of_two_adverts_of_one_home_one_is_offered(scene: Scene):
    other = rows.add_listing(scene.session, scene.household.centre, "The same flat")
    other.dwelling = scene.listing.dwelling  # as if both could be open
    chances = [(scene.listing.id, scene.household.id), (other.id, rows.add_household(scene.session, other.centre).id)]
    officer_id = scene.officer.id
    scene.session.commit()

    def make_offer(own: Session, flat: int, household: int) -> None:
        Scene(own, own.get_one(Household, household), own.get_one(Listing, flat), own.get_one(User, officer_id)).offer()

    refused, made = at_once(scene.session, *(partial(make_offer, flat=flat, household=who) for flat, who in chances))
    assert made == "done"
    assert refused.startswith("This flat is offered to Haddad")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_is_beaten_between_check_and_write_reads_why(scene: Scene):
    """SQLite's writers take turns from the start; here the index decides."""
    other = rows.add_listing(scene.session, scene.household.centre, "Flat in Mastabas")
    scene.session.commit()
    engine = scene.session.get_bind()

    def be_faster(*_details: object) -> None:
        with Session(engine) as faster:
            household = faster.get_one(Household, scene.household.id)
            Scene(faster, household, faster.get_one(Listing, other.id), scene.officer).offer()
            faster.commit()

    event.listen(scene.session, "before_flush", be_faster, once=True)
    with pytest.raises(Refused, match="already has the offer of “Flat in Mastabas”"):
        scene.offer()


@pytest.mark.usefixtures("app")  # which introduces those who hear of it
def test_who_has_left_the_programme_gets_no_offer_and_who_has_one_does_not_leave(scene: Scene):
    left = StageDetails(StageFact(Stage.EXITED, TODAY, StageReason.MOVED_AWAY))
    offer = scene.offer()
    with pytest.raises(Refused, match="take it back first"), scene.session.begin_nested():
        move_stage(scene.session, scene.household, left, actor=scene.officer, at=NOW)
    offers.withdraw_offer(scene.session, offer, because=TakenBack.LET_TO_ANOTHER, words="", actor=scene.officer, at=NOW)
    move_stage(scene.session, scene.household, left, actor=scene.officer, at=NOW)
    with pytest.raises(Refused, match="has left the programme"):
        scene.offer()


def test_what_waits_for_its_lease_comes_before_what_is_over(scene: Scene):
    def another() -> Offer:
        centre = scene.household.centre
        return scene.offer(
            rows.add_listing(scene.session, centre, "Another"), rows.add_household(scene.session, centre)
        )

    accepted, waiting, declined = scene.offer(), another(), another()
    offers.accept_offer(scene.session, accepted, at=NOW, on=TODAY)
    offers.decline_offer(scene.session, declined, reason=DeclineReason.TOO_FAR, words="", at=NOW, on=TODAY)
    assert offer_queries.list_offers(scene.session, scene.officer).rows == [waiting, accepted, declined]
