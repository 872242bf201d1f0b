"""Whoever is typed by hand and may be written down already is asked about once."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from people.models import ContactKind, Household, Person
from people.services.alike import people_like
from people.services.contacts import ContactDetails, add_contact
from people.services.persons import PersonDetails
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient


@pytest.fixture
def user(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)


@pytest.fixture
def officer(session: Session, user: User, client: PageClient) -> PageClient:
    session.commit()
    rows.sign_in(client, user)
    return client


def household_of(session: Session, centre: Centre, name: str, born: str = "1990-02-14") -> Household:
    """One person of this name, alone."""
    household = rows.add_household(session, centre, births=(born,))
    household.members[0].person.name = name
    session.commit()
    return household


@pytest.mark.parametrize(
    ("known", "born", "typed", "day", "is_same"),
    [
        pytest.param("Amal Haddad", "1990-02-14", "Άμαλ Χαντάντ", date(1990, 2, 14), True, id="greek"),
        pytest.param("Amal Haddad", "1990-02-14", "أمل حداد", date(1990, 2, 14), True, id="arabic"),
        pytest.param("Amal Haddad", "1990-02-03", "Haddad Amal", date(1990, 3, 2), True, id="day-and-month-exchanged"),
        pytest.param("Amal Haddad", "1990-06-05", "Amal Haddad", date(1990, 1, 1), True, id="only-the-year-is-known"),
        pytest.param("Amal Haddad", "1990-01-01", "Amal Haddad", date(1990, 6, 5), True, id="only-the-year-was-known"),
        pytest.param("Amal Haddad", "1990-02-14", "Amal Haddad", date(1991, 2, 14), False, id="another-year"),
        pytest.param("Amal Haddad", "1990-02-14", "Nour Osman", date(1990, 2, 14), False, id="another-name"),
    ],
)
def test_names_of_any_script_and_days_tell_who_may_be_the_same(
    session: Session, centre: Centre, user: User, known: str, born: str, typed: str, day: date, is_same: bool
):
    household = household_of(session, centre, known, born)
    found = people_like(session, [PersonDetails(typed, day)], user)
    assert [alike.household for alike in found] == [household] * is_same


def test_a_telephone_is_a_sign_where_the_day_says_little(session: Session, centre: Centre, user: User):
    household = household_of(session, centre, "Amal Haddad", "1990-01-01")
    typed = [PersonDetails("أمل حداد", date(1990, 1, 1))]
    assert people_like(session, typed, user, phone="+306912345678") == []
    add_contact(session, household, ContactDetails(ContactKind.PHONE, "6912345678"), actor=user, at=rows.NOW)
    [alike] = people_like(session, typed, user, phone="+306912345678")
    assert alike.signs == ("name", "phone")


def test_whom_another_centre_serves_is_not_told(session: Session, user: User):
    household_of(session, rows.add_centre(session, "chania"), "Amal Haddad")
    assert people_like(session, [PersonDetails("Amal Haddad", date(1990, 2, 14))], user) == []


def test_a_new_member_is_asked_about_once_and_nothing_typed_is_lost(
    session: Session, centre: Centre, officer: PageClient
):
    household, other = household_of(session, centre, "Sami Osman"), household_of(session, centre, "Amal Haddad")
    path, typed = f"/households/{household.id}/members/new", {"name": "Άμαλ Χαντάντ", "born_on": "14/02/1990"}
    asked = officer.submit(path, status=422, latin_name="Amal", **typed)
    assert asked.xpath(f"//a[@href='/households/{other.id}'][@target='_blank']")
    assert asked.forms[-1].fields["latin_name"] == "Amal"
    tick = asked.xpath("//input[@name='apart']")[0]
    assert (tick.get("value"), tick.get("checked")) == (str(other.members[0].person_id), None)
    assert [event.action for event in events(session)].count("show-alike") == 1
    session.commit()
    answer = dict(asked.forms[-1].form_values()) | {"apart": tick.get("value")}
    slip = officer.post(path, data=answer | {"born_on": ""})
    assert f'type="hidden" name="apart" value="{tick.get("value")}"' in slip.text  # what was answered stays so
    officer.post(path, data=answer)
    assert [member.name for member in session.get_one(Household, household.id).members] == ["Sami Osman", typed["name"]]


def test_a_new_household_is_asked_about_again_only_when_somebody_else_is_typed(
    session: Session, centre: Centre, officer: PageClient
):
    for name in ("Amal Haddad", "Nour Osman"):
        household_of(session, centre, name)
    typed = {"name": "Haddad", "members-0-name": "Amal Haddad", "members-0-born_on": "14/02/1990"}
    asked = officer.submit("/households/new", status=422, **typed)
    answer = dict(asked.forms[-1].form_values()) | {"apart": asked.xpath("string(//input[@name='apart']/@value)")}
    again = officer.post("/households/new", data=answer | {"members-0-name": "Νουρ Οσμάν"})
    assert again.status_code == 422
    assert "Nour Osman" in again.text
    assert officer.post("/households/new", data=answer).status_code == 302
    assert session.scalar(select(func.count(Person.id))) == 3


@pytest.mark.parametrize("sent", ["", "x", "٣", "9" * 5000, "99 x"])
def test_a_tick_of_other_making_changes_nothing(session: Session, centre: Centre, officer: PageClient, sent: str):
    household = household_of(session, centre, "Amal Haddad")
    path = f"/households/{household.id}/members/new"
    page = officer.page(path)
    form = dict(page.forms[-1].form_values()) | {"name": "Amal Haddad", "born_on": "14/02/1990", "apart": f"0 {sent}"}
    assert officer.post(path, data=form).status_code == 422
