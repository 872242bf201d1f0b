"""Pins in the best set of offers: what each overrides and costs, and households that rent a home already."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.structure import Centre
from housing.allocation import Change, pins
from housing.allocation.rulings import Ruling
from housing.lease_ends import EndedBy, EndReason
from housing.ranking import Limit
from housing.reasons.declines import DeclineReason
from housing.reasons.drops import DropReason
from housing.services.allocation.waiting_and_free import Against
from housing.services.dealings.flat_holds import HoldDetails, promise_hold
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.households.shortlists import drop_flat, keep_flats
from housing.services.leases.lease_ends import LeaseEnd, end_lease
from housing.services.offers import offers
from people.stages import Stage
from tests.housing.allocation_scene import UNTIL, Scene
from tests.support.leases import add_lease
from tests.support.rows import NOW, TODAY


@pytest.fixture
def scene(session: Session, centre: Centre, officer: User) -> Scene:
    return Scene(session, centre, officer)


def test_a_pin_says_which_limits_it_breaks_what_it_costs_and_whom_it_moves(scene: Scene):
    scene.household("Rich", "500")
    poor = scene.household("Poor", "150")
    scene.flat(400)
    ruling = scene.rule(poor, scene.flat(700), Ruling.PIN)
    row = next(row for row in scene.plan().rows if row.pinned)
    assert row.pinned
    assert row.pinned.cost
    assert (row.pinned.ruling, [one.limit for one in row.pinned.broken]) == (ruling, [Limit.MONEY])
    assert (row.pinned.cost.homes, row.pinned.cost.points > 100) == (0, True)
    (other,) = row.pinned.others
    assert (other.waiter.household.name, other.flat and other.flat.title, other.change) == (
        "Rich",
        "400",
        Change.BETTER,
    )
    assert other.instead
    assert other.instead.title == "700"


def test_a_pin_says_what_was_said_against_the_pair_and_without_it_the_pair_is_none(scene: Scene, session: Session):
    household, listing, other = scene.household("Haddad"), scene.flat(400), scene.household("Other", "10")
    offers.decline_offer(
        session, scene.offer_alone(household, listing), reason=DeclineReason.STAIRS, words="", at=NOW, on=TODAY
    )
    details = HoldDetails(TODAY, "Aikaterini Lydaki", UNTIL, other)
    promise_hold(session, listing, details, actor=scene.officer, at=NOW, on=TODAY)
    (entry,) = keep_flats(session, household, [listing], actor=scene.officer, at=NOW)
    drop_flat(session, entry, DropReason.STAIRS, actor=scene.officer)
    scene.rule(household, listing, Ruling.PIN)
    (row,) = scene.plan().placed
    assert row.pinned
    assert row.pinned.cost
    assert row.pinned.against == [Against.DECLINED, Against.DROPPED, Against.HELD]
    assert (row.pinned.broken, row.pinned.cost.homes) == ((), -1)


def test_what_pins_cost_is_left_out_where_it_would_take_long(scene: Scene, monkeypatch: pytest.MonkeyPatch):
    scene.rule(scene.household("Haddad"), scene.flat(400), Ruling.PIN)
    monkeypatch.setattr(pins, "MOST_PAIRS", 0)
    (row,) = scene.plan().placed
    assert row.pinned
    assert (row.pinned.cost, row.pinned.moved) == (None, [])


def test_who_rents_a_home_takes_no_place_in_the_plan_unless_pinned_and_why_is_why_it_is_to_move(
    scene: Scene, session: Session
):
    tenant = add_lease(session, scene.centre).household
    set_needs(session, tenant, NeedsDetails(0, "as they say", most_rent=Decimal(500)), on=TODAY, actor=None)
    tenant.stage = Stage.SEARCHING
    session.flush()
    waits, flat = scene.household("Waits"), scene.flat(400)
    assert (scene.best(), scene.plan().settled) == ({"Waits": "400"}, 1)
    pin = scene.rule(tenant, flat, Ruling.PIN)
    plan = scene.plan()
    assert (scene.best(), plan.settled) == ({tenant.name: "400"}, 0)
    (row,) = plan.placed
    assert row.home
    assert row.pinned
    assert row.pinned.cost
    assert [one.waiter.household for one in row.pinned.others] == [waits]
    (offer,) = scene.offer((tenant, flat)).made
    assert (offer.despite_lease, pin.reason) == (pin.reason, "They know each other")


def test_whose_lease_ends_early_stays_in_the_plan(scene: Scene, session: Session):
    lease = add_lease(session, scene.centre)
    set_needs(session, lease.household, NeedsDetails(0, "as they say", most_rent=Decimal(500)), on=TODAY, actor=None)
    lease.household.stage = Stage.SEARCHING
    end_lease(session, lease, LeaseEnd(UNTIL, EndedBy.LANDLORD, EndReason.OWN_USE), actor=scene.officer, at=NOW)
    scene.flat(400)
    assert scene.best() == {lease.household.name: "400"}
    assert scene.plan().settled == 0


def test_why_a_pair_is_pinned_is_no_reason_to_move_for_who_rents_no_home(scene: Scene):
    household, flat = scene.household("Haddad"), scene.flat(400)
    scene.rule(household, flat, Ruling.PIN)
    assert scene.offer((household, flat)).made[0].despite_lease is None
