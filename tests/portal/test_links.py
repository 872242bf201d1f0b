"""Personal links: secret, single, and closed in time."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.errors import Refused
from people.models import Household
from portal.models import HouseholdLink
from portal.services.links import (
    DAYS_VALID,
    check_link,
    find_latest_link,
    make_link,
    shut_household_out,
    use_link,
)
from tests.support import rows
from tests.support.races import at_once
from tests.support.rows import NOW


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session))


def test_only_the_hash_of_the_secret_is_kept(session: Session, household: Household):
    token = make_link(session, household, at=NOW, actor=None)
    link = session.scalars(select(HouseholdLink)).one()
    assert len(token) >= 43
    assert link.token_sha256 == hashlib.sha256(token.encode()).hexdigest()
    assert not [value for value in vars(link).values() if value == token]


def test_a_link_opens_once(session: Session, household: Household):
    token = make_link(session, household, at=NOW, actor=None)
    check_link(session, token, at=NOW)
    assert use_link(session, token, at=NOW).household is household
    for again in (check_link, use_link):
        with pytest.raises(Refused, match="used already"):
            again(session, token, at=NOW)


def test_the_demonstrations_link_opens_again(session: Session, household: Household):
    token = make_link(session, household, at=NOW, reusable=True, actor=None)
    assert [use_link(session, token, at=NOW).household for _time in range(2)] == [household, household]


@pytest.mark.parametrize(
    ("seconds_left", "opens"),
    [pytest.param(1, True, id="last-second"), pytest.param(0, False, id="end")],
)
def test_a_link_ends(session: Session, household: Household, seconds_left: int, opens: bool):
    token = make_link(session, household, at=NOW, actor=None)
    at = NOW + timedelta(days=DAYS_VALID, seconds=-seconds_left)
    if opens:
        assert use_link(session, token, at=at).household is household
    else:
        with pytest.raises(Refused, match="too old"):
            use_link(session, token, at=at)


def test_a_new_link_ends_the_earlier_ones_of_this_household_only(session: Session, household: Household):
    other = rows.add_household(session, household.centre)
    others_token = make_link(session, other, at=NOW, actor=None)
    token = make_link(session, household, at=NOW, actor=None)
    later = NOW + timedelta(hours=1)
    newer = make_link(session, household, at=later, actor=None)
    with pytest.raises(Refused, match="too old"):
        use_link(session, token, at=later)
    assert use_link(session, newer, at=later).household is household
    assert use_link(session, others_token, at=later).household is other


def test_a_lost_telephone_opens_nothing_any_more_with_what_lies_on_it(session: Session, household: Household):
    other = rows.add_household(session, household.centre)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    kept, lost = make_link(session, other, at=NOW, actor=None), make_link(session, household, at=NOW, actor=None)
    shut_household_out(session, household, actor=officer, at=NOW)
    with pytest.raises(Refused, match="too old"):
        use_link(session, lost, at=NOW)
    assert use_link(session, kept, at=NOW).household is other


@pytest.mark.parametrize("token", ["", "x", "’; DROP TABLE household_link", "\x00"])
def test_what_is_no_link_opens_nothing(session: Session, household: Household, token: str):
    make_link(session, household, at=NOW, actor=None)
    with pytest.raises(Refused, match="not complete"):
        use_link(session, token, at=NOW)


def test_the_newest_link_is_found(session: Session, household: Household):
    assert find_latest_link(session, household.id) is None
    make_link(session, household, at=NOW, actor=None)
    make_link(session, household, at=NOW + timedelta(hours=1), actor=None)
    found = find_latest_link(session, household.id)
    assert found is not None
    assert found.created_at == NOW + timedelta(hours=1)


def test_of_two_who_open_it_at_once_one_comes_in(session: Session, household: Household):
    token = make_link(session, household, at=NOW, actor=None)
    session.commit()

    def come_in(own: Session) -> None:
        use_link(own, token, at=NOW)

    outcomes = at_once(session, come_in, come_in)
    assert outcomes == ["This link was used already. Each link opens once.", "done"]
