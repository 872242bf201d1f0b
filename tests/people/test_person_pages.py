"""The pages about one person, and about people who move to another household."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from people.models import ContactKind, Household, PersonLanguage, Relation
from people.services.contacts import ContactDetails, add_contact
from people.services.members import move_members
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@pytest.fixture
def household(session: Session, centre: Centre) -> Household:
    return rows.add_household(session, centre, births=("1990-02-01", "2019-05-05"))


@pytest.fixture
def officer(session: Session, centre: Centre, household: Household, client: PageClient) -> PageClient:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    rows.sign_in(client, user)
    return client


def test_a_person_is_written_down_with_names_languages_and_interpreter(
    officer: PageClient, session: Session, household: Household
):
    person = household.members[0].person
    session.commit()
    page = officer.submit(
        f"/people/{person.id}/edit",
        name="أمل حداد",
        latin_name="Amal Haddad",
        sex="female",
        nationality="SY",
        languages=["ar", "fr"],
        interpreter_language="ar",
    )
    session.refresh(person)
    assert (person.name, person.sex, person.nationality) == ("أمل حداد", "female", "SY")
    said = " ".join(page.text_content().split())
    assert "Syria" in said
    assert "Arabic, French" in said


def test_a_person_without_a_name_is_refused(officer: PageClient, household: Household):
    officer.submit(f"/people/{household.members[0].person_id}/edit", status=422, name="")


def test_hostile_text_in_a_person_is_text(officer: PageClient, session: Session, household: Household):
    person = household.members[0].person
    person.name = person.latin_name = HOSTILE
    session.commit()
    for path in (f"/people/{person.id}", f"/people/{person.id}/edit", f"/households/{household.id}/move"):
        assert not officer.page(path).xpath("//img | //script[not(@src)]")


def test_a_relation_is_chosen(officer: PageClient, session: Session, household: Household):
    child = household.members[1]
    officer.submit(f"/households/{household.id}/members/{child.id}/edit", relation="child")
    session.refresh(child)
    assert child.relation is Relation.CHILD


def test_some_move_to_a_household_that_is_known(
    officer: PageClient, session: Session, household: Household, centre: Centre
):
    other = rows.add_household(session, centre, "Saleh")
    other.reference = "N-0077"
    child = household.members[1]
    session.commit()
    page = officer.submit(
        f"/households/{household.id}/move", members=[str(child.id)], on="23/11/2026", reference="n-0077"
    )
    assert page.xpath("string(//h1)") == "Saleh"
    assert [link.text_content() for link in page.xpath("//tbody//th//a")] == ["Saleh 1", "Haddad 2"]


def test_some_found_a_new_household(officer: PageClient, session: Session, household: Household):
    child = household.members[1]
    officer.submit(f"/households/{household.id}/move", members=[str(child.id)], on="23/11/2026", name="Junior")
    founded = session.scalars(select(Household).where(Household.name == "Junior")).one()
    assert [member.person_id for member in founded.members] == [child.person_id]


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [
        pytest.param({"members": []}, "members-0", id="nobody"),
        pytest.param({"on": ""}, "on", id="no-day"),
        pytest.param({"reference": ""}, "reference", id="to-nowhere"),
        pytest.param({"name": "Junior"}, "reference", id="to-two-places"),
        pytest.param({"reference": "N-4711"}, "reference", id="unknown-number"),
    ],
)
def test_a_slip_in_a_move_is_said_and_nobody_moves(
    officer: PageClient, session: Session, household: Household, centre: Centre, typed: dict[str, object], faulty: str
):
    other = rows.add_household(session, centre, "Saleh")
    session.commit()
    good: dict[str, object] = {"members": [str(household.members[1].id)], "on": "23/11/2026"}
    page = officer.submit(
        f"/households/{household.id}/move", status=422, **(good | {"reference": other.reference} | typed)
    )
    assert page.xpath(f"//*[@role='alert']//a[@href='#{faulty}']")
    session.expire_all()
    assert len(other.members) == 1


def test_a_former_household_of_another_centre_is_not_named(officer: PageClient, session: Session, household: Household):
    away = rows.add_household(session, rows.add_centre(session, "chania"), "Rasuli")
    move_members(session, household.members[1:], away, on=TODAY, actor=None)
    person, stranger = household.members[1].person_id, away.members[0].person_id
    session.commit()
    page = officer.page(f"/people/{person}").text_content()
    assert "Rasuli" not in page
    assert "A household of centre Chania" in page
    officer.page(f"/people/{stranger}", status=403)


def test_who_lives_with_another_centre_now_is_read_but_neither_changed_nor_led_to(
    officer: PageClient, session: Session, household: Household
):
    child = household.members[1]
    phone = ContactDetails(ContactKind.PHONE, "6912345678")
    contact = add_contact(session, child.person, phone, actor=None, at=NOW)
    away = rows.add_household(session, rows.add_centre(session, "chania"), "Rasuli")
    move_members(session, [child], away, on=date(2020, 6, 1), actor=None)
    session.commit()
    path = f"/people/{child.person_id}"
    page = officer.page(path)
    links = "contains(@href, '/edit') or contains(@href, '/new') or contains(@href, '/check')"
    assert not page.xpath(f"//main//a[{links} or @href='/households/{away.id}']")
    for step in ("/edit", "/papers/new", "/contacts/new"):
        officer.page(path + step, status=403)
    officer.page(f"/contacts/{contact.id}/edit", status=403)


def test_languages_that_are_known_stay_when_something_else_is_changed(
    officer: PageClient, session: Session, household: Household
):
    person = household.members[0].person
    person.languages = [PersonLanguage(language="ar"), PersonLanguage(language="fr")]
    session.commit()
    officer.submit(f"/people/{person.id}/edit", name="Amal")
    session.expire_all()
    assert (person.name, person.language_codes) == ("Amal", ["ar", "fr"])
