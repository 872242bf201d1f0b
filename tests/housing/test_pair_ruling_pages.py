"""What a person decides of a household and a flat, on the pages of the best set of offers."""

import re
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from housing.allocation.rulings import Ruling
from housing.models import Listing, PairRuling
from housing.services.allocation.pair_rulings import rule_pair
from housing.services.households.needs import NeedsDetails, set_needs
from people.models import Household
from tests.housing.allocation_pages import Scene, new_scene
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import text

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def scene(session: Session, client: PageClient) -> Scene:
    return new_scene(session, client)


def test_two_are_kept_apart_from_their_row_until_somebody_lifts_it(scene: Scene):
    link = scene.page().xpath("//a[starts-with(normalize-space(), 'Keep apart')]/@href")[0]
    page = scene.client.submit(link, reason="<i>The landlord</i> is a relative")
    said = text(page)
    assert "The plan keeps to that from now on." in said
    assert "<i>The landlord</i> is a relative" in said
    assert "kept apart" in said
    ruling = scene.session.scalars(select(PairRuling)).one()
    key, pair = ruling.id, (ruling.household_id, ruling.listing_id)
    scene.session.rollback()
    assert f"{pair[0]}-{pair[1]}" not in scene.page().xpath("//input[@name='pair']/@value")
    said = text(scene.client.page(scene.send(f"/allocation/decisions/{key}/lift").location))
    assert "The decision holds no more." in said
    assert "Nobody is pinned to a flat or kept from one." in said
    assert [step for step in scene.steps() if step in ("bar-pair", "lift-ruling")] == ["bar-pair", "lift-ruling"]


def test_a_pin_shows_in_its_row_and_a_second_one_is_refused_beside_the_field(scene: Scene):
    values = {"household_id": str(scene.households[0]), "ruling": "pin", "reason": "near its doctor"}
    page = scene.client.submit("/allocation/decisions/new", listing_id=str(scene.flats[1]), **values)
    assert "pinned" in text(page)
    page = scene.client.submit("/allocation/decisions/new", status=422, listing_id=str(scene.flats[0]), **values)
    assert "This household is pinned to another flat: lift that first." in text(page)


def test_the_row_of_a_pin_says_what_it_overrides_what_it_costs_and_whom_it_moves(scene: Scene, session: Session):
    """The second is pinned to the cheaper flat, which alone the first can pay."""
    first, second = (session.get_one(Household, key) for key in scene.households)
    flat, officer = session.get_one(Listing, scene.flats[0]), session.scalars(select(User)).first()
    assert officer
    for household, most in ((first, "430"), (second, "1")):
        set_needs(session, household, NeedsDetails(1, "as they say", most_rent=Decimal(most)), on=TODAY, actor=None)
    rule_pair(session, second, flat, Ruling.PIN, reason="near its doctor", actor=officer, at=NOW)
    session.commit()
    said = text(scene.page())
    assert "The pin overrides: €424.00 over the limit of €1.00" in said
    assert re.search(r"What the pin costs all together: \d+ points fewer", said)
    assert "<b>Haddad</b> waits; without the pin it would get “Flat 4”" in said
    assert "Okello gets “Flat 4”; without the pin it would wait" in said


def test_nobody_is_chosen_at_first_and_without_a_choice_nothing_is_decided(scene: Scene, session: Session):
    page = scene.client.submit("/allocation/decisions/new", status=422, ruling="pin", reason="So")
    for name in ("household_id", "listing_id"):
        assert page.xpath(f"//select[@name='{name}']/option[@selected]/@value") == ["0"]
        assert page.xpath(f"//*[@id='{name}-error']")
    assert session.scalars(select(PairRuling)).all() == []


def test_who_pins_reads_which_limit_is_broken_and_that_it_does_not_count_now(scene: Scene, session: Session):
    household = session.get_one(Household, scene.households[0])
    set_needs(session, household, NeedsDetails(4, "as they say", most_rent=Decimal(10)), on=TODAY, actor=None)
    session.commit()
    values = {"household_id": str(scene.households[0]), "ruling": "pin", "reason": "near its doctor"}
    said = text(scene.client.submit("/allocation/decisions/new", listing_id=str(scene.flats[1]), **values))
    assert "The flat that is pinned breaks a limit: " in said
    scene.confirm(all="yes")
    values = {"household_id": str(scene.households[1]), "ruling": "bar", "reason": "So"}
    third = rows.add_listing(session, session.get_one(Listing, scene.flats[0]).centre, "Flat 6", rent="600.00").id
    session.commit()
    said = text(scene.client.submit("/allocation/decisions/new", listing_id=str(third), **values))
    assert "It does not count now: the household has an offer." in said
    assert "The plan keeps to that from now on." not in said
