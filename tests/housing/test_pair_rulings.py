"""What people decide of a household and a flat in the plan: pinned, kept apart, lifted."""

from functools import partial

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre
from housing.allocation.rulings import Ruling
from housing.models import Listing
from housing.services.allocation import pair_rulings
from housing.services.allocation.pair_rulings import get_ruling, lift_ruling, rule_pair, standing_rulings
from housing.services.dealings.flat_holds import HoldDetails, promise_hold
from people.models import Household
from tests.housing.allocation_scene import UNTIL, Scene
from tests.support import rows
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY


@pytest.fixture
def scene(session: Session, centre: Centre, officer: User) -> Scene:
    return Scene(session, centre, officer)


def test_why_a_pair_is_pinned_is_why_it_is_offered_though_the_flat_is_held_for_another(scene: Scene):
    first, second = scene.household("First"), scene.household("Second")
    held = scene.flat(400)
    details = HoldDetails(TODAY, "Aikaterini Lydaki", UNTIL, second)
    promise_hold(scene.session, held, details, actor=scene.officer, at=NOW, on=TODAY)
    scene.rule(first, held, Ruling.PIN)
    assert scene.best() == {"First": "400"}
    (offer,) = scene.offer((first, held)).made
    assert offer.despite_landlord == "They know each other"


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
