"""The best set of offers of a centre: who and what is in it, what people decided, and offers made from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre
from housing.allocation import Change, FairnessWeights, Kind
from housing.allocation.rulings import Ruling
from housing.models import Listing, Offer, PairRuling
from housing.occupancy import VoidReason
from housing.opinions import Because, Opinion
from housing.ports import HouseholdFacts, SubsidyEstimate
from housing.reasons.declines import DeclineReason
from housing.reasons.drops import DropReason
from housing.reasons.refusals import RefusalReason
from housing.services import offers, pair_rulings
from housing.services.allocations import CentrePlan, plan_offers
from housing.services.figures import MonthlyFigures
from housing.services.flat_holds import HoldDetails, promise_hold
from housing.services.landlord_refusals import households_refused
from housing.services.needs import NeedsDetails, set_needs
from housing.services.opinions import say_opinion
from housing.services.pair_rulings import get_ruling, lift_ruling, rule_pair, standing_rulings
from housing.services.planned_offers import MOST_AT_ONCE, Outcome, offer_pairs
from housing.services.proposals import answer_proposal, propose
from housing.services.shortlists import drop_flat, keep_flats, kept_and_refused
from housing.services.voids import VoidFacts, add_void
from housing.services.weights import all_in_force, set_weights
from housing.states import ListingStatus
from people.models import Channel, Household
from people.models import Outcome as Heard
from people.services.log import EntryDetails
from tests.housing.test_matching import PaysThreeHundred
from tests.support import rows
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY
from tests.support.statements import counted

UNTIL = TODAY + timedelta(days=3)


class PaysAllThreeHundred(PaysThreeHundred):
    """And answers for all households at once."""

    def estimate_all(
        self, session: Session, households: Sequence[HouseholdFacts], rents: Sequence[Decimal], on: date
    ) -> Sequence[Mapping[Decimal, SubsidyEstimate]]:
        return [self.estimate(session, facts, rents, on) for facts in households]


@dataclass(frozen=True)
class Scene:
    """A centre and its officer; flats cost what their titles say."""

    session: Session
    centre: Centre
    officer: User

    def household(self, name: str, most: str = "500", births: int = 1, days: int = 0, **needs: object) -> Household:
        household = rows.add_household(
            self.session, self.centre, name, ("1990-02-01",) * births, taken_in_on=TODAY - timedelta(days=days)
        )
        details = NeedsDetails(needs.pop("bedrooms", 0), "as they say", most_rent=Decimal(most), **needs)  # type: ignore[arg-type]
        set_needs(self.session, household, details, on=TODAY, actor=None)
        return household

    def flat(self, rent: int, status: ListingStatus = ListingStatus.VERIFIED, **facts: object) -> Listing:
        return rows.add_listing(self.session, self.centre, str(rent), f"{rent}.00", status, **facts)

    def plan(self) -> CentrePlan:
        return plan_offers(self.session, self.centre, PaysAllThreeHundred(), on=TODAY)

    def best(self) -> dict[str, str]:
        return {row.waiter.household.name: row.flat.title for row in self.plan().placed if row.flat}

    def rule(self, household: Household, listing: Listing, ruling: Ruling, actor: User | None = None) -> PairRuling:
        return rule_pair(
            self.session, household, listing, ruling, reason="They know each other", actor=actor or self.officer, at=NOW
        )

    def offer(self, *pairs: tuple[Household, Listing], until: date = UNTIL) -> Outcome:
        keys = [(household.id, listing.id) for household, listing in pairs]
        return offer_pairs(
            self.session, self.centre, keys, PaysAllThreeHundred(), answer_by=until, actor=self.officer, at=NOW,
            on=TODAY,
        )  # fmt: skip

    def offer_alone(self, household: Household, listing: Listing) -> Offer:
        figures = MonthlyFigures(listing.monthly_rent, None, None)
        return offers.make_offer(
            self.session, household, listing, figures=figures, answer_by=UNTIL, actor=self.officer, at=NOW, on=TODAY
        )


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
        scene.session, listing, household, answered(Heard.REFUSED), told=(), refusal=RefusalReason.PETS,
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
    answer_proposal(scene.session, proposal, answered(Heard.AGREED), actor=scene.officer, at=NOW)
    assert scene.best() == {"Haddad": "400"}


def answered(outcome: Heard) -> EntryDetails:
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


def test_why_a_pair_is_pinned_is_why_it_is_offered_though_the_flat_is_held_for_another(scene: Scene):
    first, second = scene.household("First"), scene.household("Second")
    held = scene.flat(400)
    details = HoldDetails(TODAY, "Aikaterini Lydaki", UNTIL, second)
    promise_hold(scene.session, held, details, actor=scene.officer, at=NOW, on=TODAY)
    scene.rule(first, held, Ruling.PIN)
    assert scene.best() == {"First": "400"}
    (offer,) = scene.offer((first, held)).made
    assert offer.despite_hold == "They know each other"


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
    assert plan.allocation.world.held_counts == [(Kind.LARGE, 1, 1)]
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


def test_a_pin_and_a_bar_hold_until_they_are_lifted(scene: Scene):
    rich, poor = scene.household("Rich", "500"), scene.household("Poor", "150")
    cheap, dear = scene.flat(400), scene.flat(700)
    pin = scene.rule(rich, cheap, Ruling.PIN)
    plan = scene.plan()
    assert scene.best() == {"Rich": "400"}
    assert [row.ruling for row in plan.placed] == [pin]
    assert plan.carried_out == {pin.id}
    lift_ruling(scene.session, pin, actor=scene.officer, at=NOW)
    scene.rule(rich, dear, Ruling.BAR)
    assert len(scene.best()) == 1
    broken = scene.rule(poor, dear, Ruling.PIN)
    row = next(row for row in scene.plan().placed if row.ruling is broken)
    assert (row.fit, row.placement and row.placement.points) == (None, 0)


def test_a_decision_about_somebody_who_does_not_wait_is_no_matter(scene: Scene):
    household, listing = scene.household("Haddad"), scene.flat(400)
    scene.rule(household, listing, Ruling.PIN)
    scene.offer_alone(household, listing)
    plan = scene.plan()
    assert (plan.carried_out, len(plan.rulings), plan.rows) == (frozenset(), 1, [])


@pytest.mark.parametrize(
    ("first", "pair", "ruling", "says"),
    [
        pytest.param(Ruling.BAR, (0, 0), Ruling.BAR, "decided of the two already", id="the-same-again"),
        pytest.param(Ruling.BAR, (0, 0), Ruling.PIN, "kept apart", id="pin-what-is-barred"),
        pytest.param(Ruling.PIN, (0, 0), Ruling.BAR, "pinned together", id="bar-what-is-pinned"),
        pytest.param(Ruling.PIN, (0, 1), Ruling.PIN, "This household is pinned", id="household-twice"),
        pytest.param(Ruling.PIN, (1, 0), Ruling.PIN, "Another household", id="flat-twice"),
    ],
)
def test_what_contradicts_a_decision_is_refused(
    scene: Scene, first: Ruling, pair: tuple[int, int], ruling: Ruling, says: str
):
    households = scene.household("One"), scene.household("Two")
    flats = scene.flat(400), scene.flat(410)
    earlier = scene.rule(households[0], flats[0], first)
    with pytest.raises(Refused, match=says):
        scene.rule(households[pair[0]], flats[pair[1]], ruling)
    lift_ruling(scene.session, earlier, actor=scene.officer, at=NOW)
    lift_ruling(scene.session, earlier, actor=scene.officer, at=NOW)
    scene.rule(households[pair[0]], flats[pair[1]], ruling)
    assert len(standing_rulings(scene.session, scene.centre)) == 1


def test_others_neither_decide_nor_lift(scene: Scene, session: Session):
    household, listing = scene.household("Haddad"), scene.flat(400)
    ruling = scene.rule(household, listing, Ruling.BAR)
    elsewhere = rows.add_centre(session, "chania")
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, elsewhere)
    with pytest.raises(Forbidden):
        scene.rule(household, listing, Ruling.PIN, actor=stranger)
    with pytest.raises(Forbidden):
        scene.rule(household, rows.add_listing(session, elsewhere), Ruling.PIN)
    with pytest.raises(Forbidden):
        get_ruling(session, ruling.id, stranger)
    with pytest.raises(NotFound):
        get_ruling(session, 99, scene.officer)


def test_what_is_confirmed_is_offered_each_by_itself_and_what_was_refused_meanwhile_is_said(
    scene: Scene, session: Session
):
    first, second, third = (scene.household(name) for name in ("First", "Second", "Third"))
    flats = [scene.flat(rent) for rent in (400, 410, 420)]
    scene.offer_alone(second, scene.flat(430))
    session.commit()
    outcome = scene.offer((first, flats[0]), (second, flats[1]), (third, flats[2]))
    session.commit()
    assert [(offer.household.name, offer.household_pays) for offer in outcome.made] == [
        ("First", Decimal("125.00")),
        ("Third", Decimal("145.00")),
    ]
    (refusal,) = outcome.refused
    assert (refusal.household, refusal.listing) == (second, flats[1])
    assert "already has the offer" in str(refusal.why)
    assert [flat.status for flat in flats] == [ListingStatus.OFFERED, ListingStatus.VERIFIED, ListingStatus.OFFERED]
    assert scene.plan().rows == []


def test_what_fits_no_more_is_offered_only_where_it_is_pinned(scene: Scene):
    household, listing = scene.household("Poor", "10"), scene.flat(700)
    assert "does not fit any more" in str(scene.offer((household, listing)).refused[0].why)
    pin = scene.rule(household, listing, Ruling.PIN)
    assert len(scene.offer((household, listing)).made) == 1
    lift_ruling(scene.session, pin, actor=scene.officer, at=NOW)


def test_who_was_kept_apart_meanwhile_is_not_offered_the_flat(scene: Scene):
    household, listing = scene.household("Haddad"), scene.flat(400)
    scene.rule(household, listing, Ruling.BAR)
    assert "kept the two apart" in str(scene.offer((household, listing)).refused[0].why)


def test_nothing_is_offered_of_another_centre_nor_for_a_day_that_is_over(scene: Scene, session: Session):
    household, listing = scene.household("Haddad"), scene.flat(400)
    elsewhere = rows.add_listing(session, rows.add_centre(session, "chania"))
    with pytest.raises(Forbidden):
        scene.offer((household, elsewhere))
    with pytest.raises(Refused, match="past"):
        scene.offer((household, listing), until=TODAY - timedelta(days=1))
    many = [(number, number) for number in range(MOST_AT_ONCE + 1)]
    with pytest.raises(Refused, match="At most"):
        offer_pairs(session, scene.centre, many, PaysAllThreeHundred(), answer_by=UNTIL, actor=scene.officer, at=NOW,
                    on=TODAY)  # fmt: skip
    assert session.scalar(select(func.count(Offer.id))) == 0


def test_of_two_who_confirm_the_same_plan_at_once_one_makes_each_offer(scene: Scene, session: Session):
    pairs = [(scene.household(name), scene.flat(rent)) for name, rent in (("One", 400), ("Two", 410))]
    keys = [(household.id, listing.id) for household, listing in pairs]
    centre_id, officer_id = scene.centre.id, scene.officer.id
    session.commit()
    refused: list[str] = []

    def confirm(own: Session) -> None:
        centre, officer = own.get_one(Centre, centre_id), own.get_one(User, officer_id)
        rows.go_to_work(own, officer)
        outcome = offer_pairs(own, centre, keys, PaysAllThreeHundred(), answer_by=UNTIL, actor=officer, at=NOW,
                              on=TODAY)  # fmt: skip
        refused.extend(str(one.why) for one in outcome.refused)

    assert at_once(session, confirm, confirm) == ["done", "done"]
    session.expire_all()
    assert session.scalar(select(func.count(Offer.id))) == 2
    assert len(refused) == 2
    assert all("offered to" in why or "already has the offer" in why for why in refused)


def test_of_two_pins_of_one_household_at_once_one_stands(scene: Scene, session: Session):
    household, flats = scene.household("One"), [scene.flat(rent) for rent in (400, 410)]
    keys = household.id, scene.officer.id
    session.commit()

    def pin(listing_id: int, own: Session) -> None:
        officer = own.get_one(User, keys[1])
        rows.go_to_work(own, officer)
        rule_pair(own, own.get_one(Household, keys[0]), own.get_one(Listing, listing_id), Ruling.PIN, reason="So",
                  actor=officer, at=NOW)  # fmt: skip

    ends = at_once(session, *(partial(pin, flat.id) for flat in flats))
    assert sorted(ends) == sorted(["done", str(pair_rulings.HOUSEHOLD_PINNED)])


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
