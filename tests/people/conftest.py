"""A centre, two officers of its, a household; and people and families that are written down twice."""

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from people.models import Household, HouseholdMember, Relation
from tests.people.family_twice import a_family
from tests.people.twice import MOVED_ON, alone
from tests.support import rows


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def officer(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)


@pytest.fixture
def colleague(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Nikos Vardakis")


@pytest.fixture
def household(session: Session, centre: Centre, officer: User) -> Household:
    """One that the officer answers for."""
    household = rows.add_household(session, centre)
    household.officer = officer
    session.flush()
    return household


@pytest.fixture
def two(session: Session, centre: Centre) -> tuple[HouseholdMember, HouseholdMember]:
    """One who lived alone, and somebody of that name who lives elsewhere since."""
    one, other = alone(session, centre, "Amal Haddad"), alone(session, centre, "Άμαλ Χαντάντ")
    one.left_on = other.joined_on = MOVED_ON
    return one, other


@pytest.fixture
def together(session: Session, centre: Centre) -> tuple[HouseholdMember, HouseholdMember]:
    """Twice in one household."""
    household = rows.add_household(session, centre, "Haddad", ("1990-02-14", "1990-02-14"))
    for member, name in zip(household.members, ("Amal Haddad", "Άμαλ Χαντάντ"), strict=True):
        member.person.name = name
    household.members[1].joined_on, household.members[1].relation = MOVED_ON, Relation.PARTNER
    session.flush()
    return household.members[0], household.members[1]


@pytest.fixture
def families(session: Session, centre: Centre, officer: User) -> tuple[Household, Household]:
    """A mother and a son; and the same once more, in Greek letters, with a daughter."""
    own = {"Amal Haddad": "1990-02-14", "Sami Haddad": "2015-05-05"}
    again = {"Άμαλ Χαντάντ": "1990-02-14", "Σάμι Χαντάντ": "2015-05-05", "Lina Haddad": "2020-01-09"}
    return a_family(session, centre, "Haddad", own, officer), a_family(session, centre, "Χαντάντ", again, officer)
