"""By what households, people and enterprises are reached."""

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from people.models import ContactKind, EnterpriseKind, Household
from people.services.contacts import (
    ContactDetails,
    add_contact,
    change_contact,
    contacts_of,
    get_contact,
    remove_contact,
)
from people.services.enterprises import (
    EnterpriseDetails,
    add_enterprise,
    change_enterprise,
    get_enterprise,
    list_enterprises,
)
from people.services.members import Membership, change_member
from tests.support import rows
from tests.support.rows import NOW, TODAY

PHONE = ContactDetails(ContactKind.PHONE, "691 234 5678", is_preferred=True)


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session), births=("1990-02-01", "1991-05-05"))


@pytest.fixture
def officer(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)


@pytest.fixture
def stranger(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        pytest.param(ContactKind.PHONE, "691 234 5678", "+306912345678", id="telephone"),
        pytest.param(ContactKind.EMAIL, "Amal@Example.ORG", "Amal@example.org", id="e-mail"),
        pytest.param(ContactKind.ADDRESS, "Εφέσου 7, Ηράκλειο", "Εφέσου 7, Ηράκλειο", id="address"),
    ],
)
def test_a_contact_is_kept_in_one_form(
    session: Session, household: Household, officer: User, kind: ContactKind, typed: str, stored: str
):
    contact = add_contact(session, household, ContactDetails(kind, typed), actor=officer, at=NOW)
    session.expire(contact)
    assert contact.value == stored


@pytest.mark.parametrize(("kind", "typed"), [(ContactKind.PHONE, "12"), (ContactKind.EMAIL, "amal at example")])
def test_a_slip_is_refused_beside_its_field(
    session: Session, household: Household, officer: User, kind: ContactKind, typed: str
):
    with pytest.raises(Refused) as refusal:
        add_contact(session, household, ContactDetails(kind, typed), actor=officer, at=NOW)
    assert refusal.value.field == "value"


def test_one_of_an_owners_contacts_comes_first(session: Session, household: Household, officer: User):
    first = add_contact(session, household, PHONE, actor=officer, at=NOW)
    second = add_contact(
        session, household, ContactDetails(ContactKind.PHONE, "2810 000001", is_preferred=True), actor=officer, at=NOW
    )
    of_mother = add_contact(session, household.members[0].person, PHONE, actor=officer, at=NOW)
    assert (first.is_preferred, second.is_preferred, of_mother.is_preferred) == (False, True, True)
    change_contact(session, first, PHONE, actor=officer, at=NOW)
    assert (first.is_preferred, second.is_preferred, of_mother.is_preferred) == (True, False, True)


def test_a_household_is_reached_by_its_peoples_contacts_too_while_they_are_there(
    session: Session, household: Household, officer: User
):
    mother, father = household.members
    own = add_contact(session, household, PHONE, actor=officer, at=NOW)
    of_father = add_contact(
        session, father.person, ContactDetails(ContactKind.EMAIL, "a@example.org"), actor=officer, at=NOW
    )
    assert contacts_of(session, household) == [own, of_father]
    assert contacts_of(session, father.person) == [of_father]
    change_member(session, father, Membership(left_on=TODAY), actor=officer)
    assert contacts_of(session, household) == [own]
    remove_contact(session, own, actor=officer)
    assert contacts_of(session, household) == []


def test_a_contact_is_opened_by_those_who_serve_its_owner(
    session: Session, household: Household, officer: User, stranger: User
):
    for owner in (household, household.members[0].person):
        contact = add_contact(session, owner, PHONE, actor=officer, at=NOW)
        assert get_contact(session, contact.id, officer, TODAY) is contact
        with pytest.raises(Forbidden):
            get_contact(session, contact.id, stranger, TODAY)
    with pytest.raises(NotFound):
        get_contact(session, 404, officer, TODAY)


def test_an_enterprise_is_known_once_to_each_centre(
    session: Session, household: Household, officer: User, stranger: User
):
    details = EnterpriseDetails("Φάρος ΑΕ", EnterpriseKind.EMPLOYER, household.centre_id, afm="EL 094429812")
    enterprise = add_enterprise(session, details, actor=officer, at=NOW)
    assert enterprise.afm == "094429812"
    with pytest.raises(Refused, match="known already"):
        add_enterprise(session, details, actor=officer, at=NOW)
    change_enterprise(session, enterprise, details, actor=officer)
    with pytest.raises(Forbidden):
        get_enterprise(session, enterprise.id, stranger)
    with pytest.raises(Forbidden):
        add_enterprise(session, details, actor=stranger, at=NOW)
    assert (list_enterprises(session, officer), list_enterprises(session, stranger)) == ([enterprise], [])
    with pytest.raises(NotFound):
        get_enterprise(session, 404, officer)
