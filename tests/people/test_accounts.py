"""Whereto a household is paid."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Refused
from people.models import Household, Identifier, Relation
from people.services.accounts import BankAccount, account_of, choose_account
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW

IBAN = "GR1601101250000000012300695"


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session), births=("1990-02-01", "1991-05-05"))


@pytest.fixture
def officer(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)


def test_the_form_offers_the_account_of_whom_the_programme_speaks_with(
    session: Session, household: Household, officer: User, client: PageClient
):
    eldest, applicant = household.oldest_first
    applicant.relation = Relation.APPLICANT
    session.commit()
    rows.sign_in(client, officer)
    names = client.page(f"/households/{household.id}/account").xpath("//select[@name='member_id']/option/text()")
    assert names == [applicant.name, eldest.name]


@pytest.mark.parametrize("holder", ["Amal Haddad", "Αμάλ Χαντάντ", "Zoë O'Neill-Żak"])
def test_an_account_is_kept_in_one_form(session: Session, household: Household, officer: User, holder: str):
    assert account_of(household) is None
    typed = "gr16 0110 1250 0000 0001 2300 695"
    choose_account(session, household, household.members[0], holder=holder, iban=typed, actor=officer, at=NOW)
    assert account_of(household) == BankAccount(holder, IBAN)


@pytest.mark.parametrize(
    ("holder", "iban", "field"),
    [
        pytest.param("أمل حداد", IBAN, "holder", id="letters-no-bank-can-write"),
        pytest.param("Amal Haddad", IBAN[:-1] + "6", "iban", id="slip-in-the-number"),
    ],
)
def test_an_account_can_be_paid_to(
    session: Session, household: Household, officer: User, holder: str, iban: str, field: str
):
    with pytest.raises(Refused) as refusal:
        choose_account(session, household, household.members[0], holder=holder, iban=iban, actor=officer, at=NOW)
    assert refusal.value.field == field


def test_another_account_takes_its_place_and_the_first_is_known_still(
    session: Session, household: Household, officer: User
):
    mother, father = household.members
    for member, iban in ((mother, IBAN), (father, "DE89370400440532013000"), (mother, IBAN)):
        choose_account(session, household, member, holder="Haddad", iban=iban, actor=officer, at=NOW)
    assert account_of(household) == BankAccount("Haddad", IBAN)
    assert session.scalar(select(func.count(Identifier.id))) == 2
