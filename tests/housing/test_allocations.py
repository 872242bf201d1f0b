"""The best set of offers of a centre: who and what is in it, what people decided, and offers made from it."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.allocation import Change, FairnessWeights, Kind
from housing.models import Listing
from housing.occupancy import VoidReason
from housing.opinions import Because, Opinion
from housing.reasons.declines import DeclineReason
from housing.reasons.drops import DropReason
from housing.reasons.refusals import RefusalReason
from housing.services.dealings.flat_holds import HoldDetails, promise_hold
from housing.services.dealings.landlord_refusals import households_refused
from housing.services.dealings.proposals import answer_proposal, propose
from housing.services.homes.voids import VoidFacts, add_void
from housing.services.households.opinions import say_opinion
from housing.services.households.shortlists import drop_flat, keep_flats, kept_and_refused
from housing.services.offers import offers
from housing.services.ranking.weights import all_in_force, set_weights
from housing.states import ListingStatus
from people.models import Channel, TalkOutcome
from people.services.log import EntryDetails
from tests.housing.allocation_scene import UNTIL, Scene
from tests.support import rows
from tests.support.rows import NOW, TODAY
from tests.support.statements import counted


@pytest.fixture
def scene(session: Session, centre: Centre, officer: User) -> Scene:
    return Scene(session, centre, officer)


def test_more_households_get_a_home_than_down_the_list(scene: Scene):
    """The first suits best where the second alone can pay: down the list the second would wait."""
    scene.household("Rich", "500")
    scene.household("Poor", "150")
    scene.flat(400)
    scene.flat(700)
    plan = scene.plan()
    assert scene.best() == {"Rich": "700", "Poor": "400"}
    assert [(row.waiter.household.name, row.change, row.possible) for row in plan.rows] == [
        ("Rich", Change.WORSE, 2),
        ("Poor", Change.HOME, 1),
    ]
    assert [row.greedy_flat and row.greedy_flat.title for row in plan.rows] == ["400", None]
    assert [row.figures and row.figures.household_pays for row in plan.rows] == [Decimal("425.00"), Decimal("125.00")]
    assert plan.allocation.gain > 0


def test_who_has_an_offer_and_what_nobody_may_offer_is_left_out_and_counted(scene: Scene, session: Session):
    scene.household("Waits")
    offered = scene.household("Offered")
    rows.add_household(session, scene.centre, "Not asked")
    scene.flat(400)
    scene.flat(410, ListingStatus.CANDIDATE)
    scene.flat(420, ListingStatus.LET)
    scene.offer_alone(offered, scene.flat(430))
    void = scene.flat(440)
    add_void(session, void.dwelling, VoidFacts(TODAY, TODAY, VoidReason.OTHER, "painters"), actor=scene.officer, at=NOW)
    other = rows.add_centre(session, "chania")
    rows.add_listing(session, other, "Elsewhere", "300.00")
    plan = scene.plan()
    assert [row.waiter.household.name for row in plan.rows] == ["Waits"]
    assert [flat.title for flat in plan.flats.values()] == ["400"]
    assert (plan.left_out.with_offer, plan.left_out.not_asked, plan.left_out.not_spoken) == (1, 1, 1)


def test_of_two_adverts_of_one_home_one_is_in_the_plan_and_none_while_the_home_is_offered(
    scene: Scene, session: Session
):
    first, second = scene.household("First"), scene.household("Second")
    advert = scene.flat(400)
    again = scene.flat(410)
    again.dwelling_id = advert.dwelling_id
    session.flush()
    session.expire_all()
    assert scene.best() == {"First": "400"}
    scene.offer_alone(second, again)
    assert scene.plan().flats == {}
    assert scene.plan().rows[0].waiter.household is first


def test_what_a_household_declined_or_somebody_dropped_for_it_is_not_offered_again(scene: Scene, session: Session):
    household, listing, other = scene.household("Haddad"), scene.flat(400), scene.flat(450)
    offer = scene.offer_alone(household, listing)
    offers.decline_offer(session, offer, reason=DeclineReason.OTHER, words="too dark", at=NOW, on=TODAY)
    assert scene.best() == {"Haddad": "450"}
    (entry,) = keep_flats(session, household, [other], actor=scene.officer, at=NOW)
    drop_flat(session, entry, DropReason.STAIRS, actor=scene.officer)
    assert scene.best() == {}


def test_a_pair_that_the_landlord_refused_is_planned_again_only_once_the_landlord_agrees(scene: Scene):
    household, listing, other = scene.household("Haddad"), scene.flat(400), scene.household("Other", "10")
    proposal = propose(
        scene.session, listing, household, answered(TalkOutcome.REFUSED), told=(), refusal=RefusalReason.PETS,
        actor=scene.officer, at=NOW, on=TODAY,
    )  # fmt: skip
    again = scene.flat(410)
    again.dwelling_id = listing.dwelling_id
    scene.session.flush()
    scene.session.expire_all()
    assert scene.best() == {}
    assert kept_and_refused(scene.session, household.id) == (set(), {listing.id, again.id})
    assert households_refused(scene.session, again) == {household.id}
    assert kept_and_refused(scene.session, other.id) == (set(), set())
    answer_proposal(scene.session, proposal, answered(TalkOutcome.AGREED), actor=scene.officer, at=NOW)
    assert scene.best() == {"Haddad": "400"}


def answered(outcome: TalkOutcome) -> EntryDetails:
    return EntryDetails(TODAY, "Aikaterini Lydaki", Channel.PHONE, outcome, note="So it is")


def test_a_flat_held_for_one_household_is_planned_for_no_other(scene: Scene):
    first, second = scene.household("First", days=400), scene.household("Second")
    held = scene.flat(400)
    details = HoldDetails(TODAY, "Aikaterini Lydaki", UNTIL, second)
    hold = promise_hold(scene.session, held, details, actor=scene.officer, at=NOW, on=TODAY)
    assert (scene.best(), scene.plan().held) == ({"Second": "400"}, 1)
    assert "for another household" in str(scene.offer((first, held)).refused[0].why)
    hold.household = None
    scene.session.flush()
    assert (scene.best(), scene.plan().held) == ({"First": "400"}, 0)


def test_what_a_household_would_not_like_stays_in_the_plan_and_is_said(scene: Scene, session: Session):
    household, listing = scene.household("Haddad"), scene.flat(400)
    (entry,) = keep_flats(session, household, [listing], actor=scene.officer, at=NOW)
    say_opinion(session, entry, Opinion.LIKED, because=None, actor=household, at=NOW)
    assert [row.is_not_liked for row in scene.plan().placed] == [False]
    say_opinion(session, entry, Opinion.NOT_LIKED, because=Because.STAIRS, actor=household, at=NOW)
    assert [(row.flat and row.flat.title, row.is_not_liked) for row in scene.plan().rows] == [("400", True)]


def test_scarce_flats_are_held_by_what_is_known_of_them(scene: Scene):
    scene.household("Small", days=700)
    scene.household("Large", bedrooms=4, births=6)
    scene.flat(300, bedrooms=4, size_m2=120)
    for rent in (500, 510, 520):
        scene.flat(rent, bedrooms=1, size_m2=30)
    plan = scene.plan()
    assert plan.allocation.world.reserved_counts == [(Kind.LARGE, 1, 1)]
    assert scene.best() == {"Small": "500", "Large": "300"}


def test_between_equals_the_one_that_waits_longer_and_the_more_vulnerable_comes_first(scene: Scene):
    scene.household("Short", days=10)
    long = scene.household("Long", days=400)
    scene.flat(400)
    assert scene.best() == {"Long": "400"}
    scene.household("Wheelchair", days=10, wheelchair=True)
    (flat,) = scene.session.scalars(select(Listing))
    flat.dwelling.wheelchair = True
    set_weights(
        scene.session, all_in_force(scene.session)[0], FairnessWeights(waiting=5, vulnerability=200), reason="tried",
        actor=whole_programme(scene.session), at=NOW,
    )  # fmt: skip
    assert scene.best() == {"Wheelchair": "400"}
    assert long.name in {row.waiter.household.name for row in scene.plan().waits}


def whole_programme(session: Session) -> User:
    return rows.add_user(session, StaffRole.ADMINISTRATOR)


def test_a_plan_asks_as_often_for_many_as_for_few(scene: Scene, session: Session):
    def number() -> int:
        session.commit()
        session.expunge_all()
        scene_now = Scene(session, session.get_one(Centre, scene.centre.id), scene.officer)
        with counted(session) as statements:
            assert scene_now.plan().rows
        return len(statements)

    scene.household("One")
    scene.flat(400)
    few = number()
    for count in range(5):
        scene.household(f"More {count}", births=2)
        scene.flat(410 + count)
    assert number() == few <= 14
