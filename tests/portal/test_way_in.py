"""Who offers a flat reads on the offer's page whether the household can see it, and makes the link there."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import utc_now
from housing.models import Offer
from housing.states import OfferStatus
from people.models import Household
from portal.services.links import has_way_in, make_link, sign_household_out, use_link
from tests.portal.scene import Scene
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter

WORDS = "The household cannot see this offer yet"


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session))


def text_of(client: PageClient, offer: Offer) -> str:
    return " ".join(client.page(f"/offers/{offer.id}").text_content().split())


def test_an_offer_to_a_household_without_a_link_says_so_until_there_is_one(scene: Scene, client: PageClient) -> None:
    officer = rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, scene.centre)
    enter(client, scene.session, officer)
    assert WORDS in text_of(client, scene.offer)
    page = client.submit(f"/offers/{scene.offer.id}", action=f"/households/{scene.household.id}/link")
    assert "/link/" in page.xpath("string(//main//input/@value[contains(., '/link/')])")
    assert WORDS not in text_of(client, scene.offer)


def test_what_is_over_needs_no_link(scene: Scene, client: PageClient) -> None:
    scene.offer.status = OfferStatus.WITHDRAWN
    enter(client, scene.session, rows.add_user(scene.session, StaffRole.HOUSING_OFFICER, scene.centre))
    assert WORDS not in text_of(client, scene.offer)


@pytest.mark.parametrize(("days", "is_used", "is_out", "opens"), [
    pytest.param(0, False, False, True, id="sent today"),
    pytest.param(14, False, False, False, id="not opened in time"),
    pytest.param(14, True, False, True, id="opened"),
    pytest.param(0, True, True, False, id="signed out"),
])  # fmt: skip
def test_a_link_lets_in_until_it_ends(
    session: Session, household: Household, days: int, is_used: bool, is_out: bool, opens: bool
) -> None:
    assert not has_way_in(session, household.id, at=utc_now())
    token = make_link(session, household, at=utc_now(), actor=None)
    if is_used:
        use_link(session, token, at=utc_now())
    if is_out:
        sign_household_out(session, household, actor=household, at=utc_now())
    assert has_way_in(session, household.id, at=utc_now() + timedelta(days=days)) == opens
