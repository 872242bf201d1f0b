"""Both sides of an offer are kept as they were on its day, and the page tells what has become of them."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing, Needs, Offer
from housing.services.offers.offered_facts import changed_since
from housing.services.offers.offers import make_offer
from housing.services.ranking.costs import MonthlyFigures
from housing.words.offered import FLAT_FACT_WORDS, HOUSEHOLD_FACT_WORDS
from people.models import Household
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text


@dataclass(frozen=True)
class Scene:
    """A flat offered to a household whose needs are known."""

    session: Session
    officer: User
    household: Household
    listing: Listing
    needs: Needs
    offer: Offer


@pytest.fixture
def scene(session: Session, centre: Centre) -> Scene:
    household, listing = rows.add_household(session, centre), rows.add_listing(session, centre)
    needs = Needs(household=household, bedrooms=2, bedrooms_reason="A carer", most_rent=Decimal(120))
    session.add(needs)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.flush()
    figures = MonthlyFigures(listing.monthly_rent, None, None)
    answer_by = TODAY + timedelta(days=3)
    offer = make_offer(
        session, household, listing, figures=figures, answer_by=answer_by, actor=officer, at=NOW, on=TODAY
    )
    session.commit()
    return Scene(session, officer, household, listing, needs, offer)


def test_an_offer_keeps_what_is_known_of_flat_and_household_and_no_name(scene: Scene):
    facts = scene.offer.facts
    assert facts is not None
    assert set(facts) == {*FLAT_FACT_WORDS, *HOUSEHOLD_FACT_WORDS}
    assert (facts["size_m2"], facts["needs_bedrooms"], facts["most_rent"]) == (82, 2, "120.00")
    assert facts["people"] == len(scene.household.present_on(TODAY))
    assert scene.household.name not in str(facts)


def test_facts_stay_as_they_were_and_what_has_changed_is_told(scene: Scene):
    scene.session.expire_all()
    assert changed_since(scene.session, scene.offer, on=TODAY) == {}
    scene.listing.dwelling.bedrooms, scene.needs.most_rent, scene.needs.has_pet = 5, Decimal(90), True
    scene.session.flush()
    assert changed_since(scene.session, scene.offer, on=TODAY) == {"bedrooms": 5, "most_rent": "90.00", "has_pet": True}
    assert scene.offer.facts is not None
    assert scene.offer.facts["most_rent"] == "120.00"


def test_children_come_of_age(scene: Scene):
    for member in scene.household.members:
        member.person.born_on = TODAY - timedelta(days=10 * 365)
    scene.session.flush()
    assert changed_since(scene.session, scene.offer, on=TODAY)["children"] == len(scene.household.members)
    assert "children" not in changed_since(scene.session, scene.offer, on=TODAY + timedelta(days=10 * 365))


def test_of_a_household_that_nobody_asked_only_its_people_are_kept(scene: Scene, centre: Centre):
    scene.session.delete(scene.needs)
    scene.session.flush()
    changed = changed_since(scene.session, scene.offer, on=TODAY)
    assert {name for name, value in changed.items() if value is None} == set(HOUSEHOLD_FACT_WORDS) - {
        "people",
        "children",
    }


def test_the_page_says_then_and_now(scene: Scene, client: PageClient):
    scene.listing.dwelling.floor = 0
    scene.session.commit()
    enter(client, scene.session, scene.officer)
    page = client.page(f"/offers/{scene.offer.id}")
    said = {text(term): text(term.getnext()) for term in page.xpath("//*[@aria-labelledby='facts']//dt")}
    assert (said["Most it can pay"], said["Has a pet"]) == ("€120.00", "no")
    assert [fact for fact, words in said.items() if "· now" in words] == ["Floor"]
    assert said["Floor"].endswith("· now ground floor")


def test_an_offer_of_before_has_no_such_card(scene: Scene, client: PageClient):
    scene.offer.facts = None
    scene.session.commit()
    enter(client, scene.session, scene.officer)
    assert "As it was" not in text(client.page(f"/offers/{scene.offer.id}"))
