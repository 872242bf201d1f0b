"""The weights of rankings: looked at before they are set, by whoever administers everything, and in force at once."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from core.auth.models import User
from core.auth.permissions import Permission, StaffRole
from core.errors import Forbidden, Refused
from core.structure import Centre
from housing.allocation import FairnessWeights
from housing.models import Needs, RankingWeights
from housing.ranking import AS_SHIPPED, Weights
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.ranking.matching import rank_flats_for
from housing.services.ranking.weights import all_in_force, list_weights, set_weights, weights_in_force
from housing.services.ranking.weights_preview import preview
from people.models import Household
from tests.housing.test_matching import PaysThreeHundred
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

ONLY_MONEY, ONLY_DISTANCE = Weights(100, 0, 0), Weights(0, 0, 100)
NEAR, FAR = (35.3387, 25.1442), (35.20, 25.30)


@pytest.fixture
def administrator(session: Session, centre: Centre) -> User:
    """Of the whole programme."""
    found = rows.add_user(session, StaffRole.ADMINISTRATOR)
    found.take_up(found.duty.narrowed(Permission.ADMINISTER))
    return found


@pytest.fixture
def needs(session: Session, centre: Centre) -> Needs:
    """Of somebody who may live near and dear, or far away and cheaply."""
    for title, rent, (latitude, longitude) in (("Near", "700.00", NEAR), ("Far", "310.00", FAR)):
        rows.add_listing(session, centre, title, rent, latitude=latitude, longitude=longitude)
    return add_needs(session, rows.add_household(session, centre, "Haddad"))


def add_needs(session: Session, household: Household) -> Needs:
    return set_needs(session, household, NeedsDetails(most_rent=Decimal("900.00")), on=TODAY, actor=None)


def set_them(session: Session, weights: Weights, administrator: User) -> RankingWeights:
    return set_weights(session, weights, reason="Tried out", actor=administrator, at=NOW)


def first(session: Session, needs: Needs) -> str:
    return rank_flats_for(session, needs, PaysThreeHundred(), on=TODAY).page.rows[0].listing.title


def test_rankings_go_by_what_was_set_last(session: Session, needs: Needs, administrator: User):
    assert weights_in_force(session) == AS_SHIPPED
    set_them(session, ONLY_MONEY, administrator)
    assert first(session, needs) == "Far"
    set_them(session, ONLY_DISTANCE, administrator)
    assert (first(session, needs), weights_in_force(session)) == ("Near", ONLY_DISTANCE)


def test_what_was_set_stays_written_down_with_who_and_why(session: Session, administrator: User):
    set_them(session, ONLY_MONEY, administrator)
    set_them(session, ONLY_DISTANCE, administrator)
    session.commit()
    found = list_weights(session)
    assert [(row.parts["money"], row.set_by, row.reason) for row in found] == [
        (0, administrator, "Tried out"),
        (100, administrator, "Tried out"),
    ]
    steps = session.scalars(select(AuditEvent).where(AuditEvent.action == "set-ranking-weights")).all()
    assert [(step.actor_id, step.subject_id) for step in steps] == [(administrator.id, row.id) for row in found[::-1]]


def test_a_part_that_was_not_known_when_they_were_set_counts_as_shipped(session: Session, administrator: User):
    session.add(RankingWeights(parts={"money": 7, "gone": 9}, reason="Earlier", set_by=administrator, set_at=NOW))
    session.flush()
    assert weights_in_force(session) == Weights(money=7)


def test_the_same_again_is_refused(session: Session, administrator: User):
    with pytest.raises(Refused, match="in force already"):
        set_them(session, AS_SHIPPED, administrator)


def test_of_a_single_centre_nobody_sets_them(session: Session, centre: Centre):
    local = rows.add_user(session, StaffRole.ADMINISTRATOR, centre)
    with pytest.raises(Forbidden, match="whole programme"):
        set_them(session, ONLY_MONEY, local)


def test_the_first_flats_of_a_household_of_each_size_are_compared(
    session: Session, centre: Centre, needs: Needs, administrator: User
):
    large = rows.add_household(session, centre, "Large", births=("1990-02-01", "2019-05-05"))
    for household in (large, rows.add_household(session, centre, "As small as the first")):
        add_needs(session, household)
    compared = preview(session, ONLY_MONEY, ONLY_DISTANCE, PaysThreeHundred(), administrator, on=TODAY)
    assert [(one.people, one.has_new_first, len(one.moves)) for one in compared] == [(1, True, 2), (2, True, 2)]
    small = compared[0]
    assert [(flat.title, flat.score) for flat in small.before] == [("Far", 94), ("Near", 29)]
    assert [(flat.title, small.was(flat)) for flat in small.after] == [("Near", 2), ("Far", 1)]
    same = preview(session, ONLY_MONEY, ONLY_MONEY, PaysThreeHundred(), administrator, on=TODAY)
    assert [(one.has_new_first, one.moves) for one in same] == [(False, []), (False, [])]
    assert weights_in_force(session) == AS_SHIPPED


def test_they_are_looked_at_and_then_set_on_a_page(
    session: Session, needs: Needs, administrator: User, client: PageClient
):
    enter(client, session, administrator)
    page = client.submit("/ranking-weights", money="0", room="0", distance="10", wishes="0")
    said = text(page)
    assert "1 of 1 households" in said
    assert "Haddad" not in said
    assert "Near, €700.00: 100 of 100 (before: 2)" in said
    verdict = "1 flat goes up, by 1 place · 1 flat goes down, by 1 place"
    assert f"Among the first ten flats something changes for 1 of 1 household: {verdict}." in said
    assert "Near: up by 1 place, from 2 to 1" in said
    assert "Far: down by 1 place, from 1 to 2" in said
    assert weights_in_force(session) == AS_SHIPPED
    session.commit()
    page = client.submit("/ranking-weights?money=0&room=0&distance=10&wishes=5", reason="<b>Jobs</b> are in town")
    assert "Rankings go by these weights from now on." in text(page)
    assert "<b>Jobs</b> are in town" in text(page)
    session.expire_all()
    assert weights_in_force(session) == Weights(0, 0, 10, 5)


def test_weights_of_fairness_stand_beside_them_and_stay_where_nobody_sets_them(
    session: Session, administrator: User, client: PageClient
):
    set_weights(session, AS_SHIPPED, FairnessWeights(vulnerability=60), reason="So", actor=administrator, at=NOW)
    set_them(session, ONLY_MONEY, administrator)
    enter(client, session, administrator)
    said = text(client.page("/ranking-weights"))
    assert "A home at all 100 · Waiting 30 · Vulnerability 60" in said
    looked = "/ranking-weights?money=100&room=0&distance=0&wishes=20&home=&waiting=0&vulnerability=60"
    client.submit(looked, reason="Who waits is vulnerable")
    session.expire_all()
    assert all_in_force(session) == (ONLY_MONEY, FairnessWeights(waiting=0, vulnerability=60))


def test_where_nothing_moves_the_page_says_so(
    session: Session, centre: Centre, needs: Needs, administrator: User, client: PageClient
):
    add_needs(session, rows.add_household(session, centre, "Large", births=("1990-02-01", "2019-05-05")))
    enter(client, session, administrator)
    said = text(client.page("/ranking-weights?money=100&room=60&distance=40&wishes=40"))
    assert "Nothing changes among the first ten flats of 2 households." in said
    assert "goes up" not in said


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"money": "0", "room": "0", "distance": "0"}, "Of money, room and distance one at least has to count."),
        ({"money": "-1"}, "Whole numbers from 0 to 1000"),
        ({"room": "much"}, "Enter a whole number"),
        ({"distance": ""}, "Enter a number, 0 for what is not to count"),
        ({"home": "0"}, "Whole numbers from 1 to 1000"),
        ({"waiting": "-1"}, "Whole numbers from 0 to 1000"),
    ],
)
def test_what_is_no_weight_is_refused_beside_its_field(
    session: Session, administrator: User, client: PageClient, typed: dict[str, str], says: str
):
    enter(client, session, administrator)
    page = client.submit("/ranking-weights", status=422, **typed)
    assert says in text(page)
    assert "What would change" not in text(page)


def test_an_administrator_of_one_centre_looks_and_does_not_set(session: Session, centre: Centre, client: PageClient):
    enter(client, session, rows.add_user(session, StaffRole.ADMINISTRATOR, centre))
    said = text(client.page("/ranking-weights?money=1&room=0&distance=0&wishes=0"))
    assert "whoever administers the whole programme sets them" in said
    assert "Set them for every centre" not in said
