"""Whose turn it is in a line: gone on with when an offer comes to nothing, passed over with reasons."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import DAY
from core.errors import Refused
from core.structure import Centre
from housing.allocation.rulings import Ruling
from housing.models import Listing, Offer
from housing.reasons.lines import LineReason
from housing.reasons.withdrawn_offers import TakenBack
from housing.services.allocation.pair_rulings import rule_pair
from housing.services.allocation.planned_offers import offer_pairs
from housing.services.dealings.flat_holds import HoldDetails, promise_hold
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.leases.leases import LeaseTerms, sign_lease
from housing.services.offers import lines, offers
from housing.states import ListingStatus, OfferStatus
from people.models import Household
from people.stages import Stage
from tests.housing.allocation_scene import PaysAllThreeHundred
from tests.housing.line_scene import UNTIL, LineScene, has_home, has_offer
from tests.support import rows
from tests.support.rows import NOW, TODAY


@pytest.fixture
def scene(session: Session, centre: Centre, officer: User) -> LineScene:
    return LineScene(session, centre, officer)


def decline(scene: LineScene, offer: Offer) -> None:
    scene.decline(offer)


def withdraw(scene: LineScene, offer: Offer) -> None:
    offers.withdraw_offer(scene.session, offer, because=TakenBack.ASKS_MORE, words="", actor=scene.officer, at=NOW)


def give_up(scene: LineScene, offer: Offer) -> None:
    scene.accept(offer)
    scene.put(offer.listing, named(scene, "Next"))
    offers.give_up_offer(scene.session, offer, because=TakenBack.FOUND_ANOTHER, words="", at=NOW)


def expire(scene: LineScene, offer: Offer) -> None:
    offer.answer_by = TODAY - timedelta(days=1)
    scene.session.flush()


def named(scene: LineScene, name: str) -> Household:
    return scene.session.scalars(select(Household).where(Household.name == name)).one()


@pytest.mark.parametrize("end", [decline, withdraw, give_up, expire])
def test_when_the_offer_comes_to_nothing_the_next_gets_one_of_its_own(
    scene: LineScene, end: Callable[[LineScene, Offer], None]
):
    flat = scene.flat()
    first = scene.offer(flat, scene.household("First"))
    scene.line(flat, "Next")
    end(scene, first)
    turn = scene.next(flat)
    assert turn.offer is not None
    offer = turn.offer
    assert (offer.household.name, offer.status, offer.answer_by) == ("Next", OfferStatus.OPEN, UNTIL)
    assert (offer.monthly_rent, offer.facts is not None) == (flat.monthly_rent, True)
    assert scene.waiting(flat) == []
    assert scene.session.get_one(Offer, first.id).status not in (OfferStatus.OPEN, OfferStatus.ACCEPTED)


def test_while_an_offer_stands_nobody_else_gets_one(scene: LineScene):
    flat = scene.flat()
    scene.offer(flat, scene.household("First"))
    scene.line(flat, "Next")
    with pytest.raises(Refused, match="wait for the answer"):
        scene.next(flat)
    assert scene.waiting(flat) == ["Next"]


def test_a_flat_that_is_free_is_offered_to_nobody_before_the_next_in_line(scene: LineScene):
    flat = scene.flat()
    scene.line(flat, "Next", "Later")
    with pytest.raises(Refused, match=r"Next \(.*\) is next in line"):
        scene.offer(flat, scene.household("Other"))
    outcome = offer_pairs(
        scene.session, scene.centre, [(scene.household("Planned").id, flat.id)], PaysAllThreeHundred(),
        answer_by=UNTIL, actor=scene.officer, at=NOW, on=TODAY,
    )  # fmt: skip
    assert (outcome.made, ["is next in line" in str(one.why) for one in outcome.refused]) == ([], [True])
    assert scene.offer(flat, named(scene, "Next")).status is OfferStatus.OPEN
    assert scene.ended() == {"Next": ("offered", None)}


def fits_no_more(scene: LineScene, household: Household) -> None:
    set_needs(scene.session, household, NeedsDetails(9, "many came"), on=TODAY, actor=None)


def kept_apart(scene: LineScene, household: Household) -> None:
    flat = scene.session.scalars(select(Listing)).one()
    rule_pair(scene.session, household, flat, Ruling.BAR, reason="A quarrel", actor=scene.officer, at=NOW)


def hold_for(scene: LineScene, household: Household) -> None:
    flat = scene.session.scalars(select(Listing)).one()
    details = HoldDetails(TODAY, "Aikaterini Lydaki", TODAY, household)
    promise_hold(scene.session, flat, details, actor=scene.officer, at=NOW, on=TODAY)


def other_centre(scene: LineScene, household: Household) -> None:
    household.centre = rows.add_centre(scene.session, "chania")
    scene.session.flush()


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (has_offer, LineReason.HAS_OFFER),
        (has_home, LineReason.HAS_HOME),
        (fits_no_more, LineReason.FITS_NO_MORE),
        (kept_apart, LineReason.KEPT_APART),
        (other_centre, LineReason.OTHER_CENTRE),
    ],
)
def test_whom_it_cannot_be_offered_is_passed_over_with_the_reason(
    scene: LineScene, happens: Callable[[LineScene, Household], None], why: LineReason
):
    flat = scene.flat()
    one, _two = scene.line(flat, "One", "Two")
    happens(scene, one.household)
    turn = scene.next(flat)
    assert (turn.offer and turn.offer.household.name) == "Two"
    assert scene.ended() == {"One": ("passed-over", why), "Two": ("offered", None)}
    assert [place.household.name for place in turn.passed_over] == ["One"]


def test_who_waits_for_a_flat_that_is_held_is_passed_over_up_to_the_household_it_is_held_for(scene: LineScene):
    flat = scene.flat()
    _one, two, _three = scene.line(flat, "One", "Two", "Three")
    hold_for(scene, two.household)
    assert scene.next(flat).offer is not None
    assert scene.ended() == {"One": ("passed-over", LineReason.HELD), "Two": ("offered", None)}
    assert scene.waiting(flat) == ["Three"]


def test_who_rents_a_home_already_is_passed_over_though_it_looks_for_another(scene: LineScene):
    flat, tenant = scene.flat(), scene.household("Tenant")
    terms = LeaseTerms(flat.monthly_rent, None, TODAY, TODAY, TODAY + timedelta(days=1100))
    sign_lease(scene.session, scene.flat(450), tenant, terms, actor=scene.officer, at=NOW)
    tenant.stage = Stage.SEARCHING
    scene.put(flat, tenant)
    assert scene.next(flat).offer is None
    assert scene.ended() == {"Tenant": ("passed-over", LineReason.HAS_HOME)}


def test_who_is_pinned_to_the_flat_is_offered_it_though_a_limit_is_broken(scene: LineScene):
    flat = scene.flat()
    (place,) = scene.line(flat, "One")
    rule_pair(scene.session, place.household, flat, Ruling.PIN, reason="So", actor=scene.officer, at=NOW)
    fits_no_more(scene, place.household)
    assert scene.next(flat).offer is not None


def test_when_nobody_can_be_offered_it_the_line_is_at_its_end_and_the_flat_free(scene: LineScene):
    flat = scene.flat()
    (place,) = scene.line(flat, "One")
    has_offer(scene, place.household)
    assert scene.next(flat).offer is None
    assert (scene.waiting(flat), flat.status) == ([], ListingStatus.VERIFIED)
    with pytest.raises(Refused, match="Nobody stands in line"):
        scene.next(flat)


def test_what_was_seen_is_what_is_offered(scene: LineScene):
    flat = scene.flat()
    one, two = scene.line(flat, "One", "Two")
    lines.move_in_line(scene.session, two, earlier=True, actor=scene.officer)
    with pytest.raises(Refused, match="look who is next now"):
        scene.next(flat, expected=one.id)
    assert scene.next(flat, expected=two.id).offer is not None


def test_a_last_day_in_the_past_is_refused_at_its_field(scene: LineScene):
    flat = scene.flat()
    scene.line(flat, "One")
    with pytest.raises(Refused) as refusal:
        scene.next(flat, until=TODAY - DAY)
    assert refusal.value.field == "answer_by"
