"""Households as the services keep them: numbers, centres, members, accounts."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from people.models import Household
from people.services import households
from people.services.households import HouseholdDetails, HouseholdSearch
from people.services.members import Membership, get_member
from people.services.persons import PersonDetails
from tests.support import rows
from tests.support.rows import NOW, TODAY

MOTHER = (PersonDetails("Amal Haddad", date(1990, 2, 1)), Membership())


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session), births=("1990-02-01", "2019-05-05"))


def details(centre_id: int) -> HouseholdDetails:
    return HouseholdDetails(name="Haddad", language="ar", centre_id=centre_id)


def test_each_household_has_a_number_of_its_own(session: Session):
    centre = rows.add_centre(session)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    made = [
        households.add_household(session, details(centre.id), [MOTHER], actor=officer, at=NOW) for _number in range(2)
    ]
    assert [household.reference for household in made] == [f"N-{household.id:04d}" for household in made]


def test_a_household_has_somebody_in_it(session: Session):
    centre = rows.add_centre(session)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    with pytest.raises(Refused, match="at least one person"):
        households.add_household(session, details(centre.id), [], actor=officer, at=NOW)


def test_nobody_opens_or_moves_a_household_of_another_centre(session: Session, household: Household):
    chania = rows.add_centre(session, "chania")
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, chania)
    assert households.list_households(session, stranger).rows == []
    with pytest.raises(Forbidden):
        households.get_household(session, household.id, stranger)
    own = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    with pytest.raises(Forbidden):
        households.change_household(session, household, details(chania.id), actor=own, on=TODAY)


def test_a_household_that_is_not_there_is_not_found(session: Session):
    with pytest.raises(NotFound):
        households.get_household(session, 404, rows.add_user(session, StaffRole.ADMINISTRATOR))


def test_households_are_listed_by_centre_the_newest_first(session: Session, household: Household):
    newer = rows.add_household(session, household.centre)
    other = rows.add_household(session, rows.add_centre(session, "chania"))
    everywhere = rows.add_user(session, StaffRole.FINANCE_OFFICER)
    assert households.list_households(session, everywhere).rows == [other, newer, household]
    of_one = HouseholdSearch(centre_id=household.centre_id)
    assert households.list_households(session, everywhere, of_one).rows == [newer, household]


def test_a_person_of_another_household_is_not_found(session: Session, household: Household):
    other = rows.add_household(session, household.centre)
    with pytest.raises(NotFound):
        get_member(household, other.members[0].id)


@pytest.mark.parametrize(
    ("born_on", "on", "age"),
    [
        (date(2008, 11, 24), date(2026, 11, 23), 17),
        (date(2008, 11, 23), date(2026, 11, 23), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_a_person_is_older_on_the_birthday(household: Household, born_on: date, on: date, age: int):
    household.members[0].person.born_on = born_on
    assert household.members[0].age_on(on) == age


@pytest.mark.parametrize("text", ["χαντάντ", "HADDAD", "n-0077", "Haddad 1"])
def test_a_household_is_found_by_name_in_any_script_by_number_and_by_its_people(session: Session, text: str):
    centre = rows.add_centre(session)
    found = rows.add_household(session, centre, "Haddad")
    found.reference = "N-0077"
    rows.add_household(session, centre, "Rasuli")
    everywhere = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    session.flush()
    assert households.list_households(session, everywhere, HouseholdSearch(text=text)).rows == [found]


def test_one_finds_the_households_one_answers_for(session: Session):
    centre = rows.add_centre(session)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    own = households.add_household(session, details(centre.id), [MOTHER], actor=officer, at=NOW)
    rows.add_household(session, centre)
    assert own.officer is officer
    assert households.list_households(session, officer, HouseholdSearch(is_mine=True)).rows == [own]


def test_a_long_list_comes_in_pages(session: Session):
    centre = rows.add_centre(session)
    everywhere = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    all_of_them = [rows.add_household(session, centre) for _number in range(52)][::-1]
    pages = [households.list_households(session, everywhere, number=number) for number in (1, 2)]
    assert [*pages[0].rows, *pages[1].rows] == all_of_them
    assert (len(pages[0].rows), pages[0].total) == (50, 52)
