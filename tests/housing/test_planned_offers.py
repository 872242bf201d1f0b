"""Offers made from the best set: each by itself, and what was refused meanwhile is said."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Forbidden, Refused
from core.structure import Centre
from housing.allocation.rulings import Ruling
from housing.models import Offer
from housing.services.allocation.pair_rulings import lift_ruling
from housing.services.allocation.planned_offers import MOST_AT_ONCE, offer_pairs
from housing.states import ListingStatus
from tests.housing.allocation_scene import UNTIL, PaysAllThreeHundred, Scene
from tests.support import rows
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY


@pytest.fixture
def scene(session: Session, centre: Centre, officer: User) -> Scene:
    return Scene(session, centre, officer)


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
