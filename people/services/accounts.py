"""The account that a household's subsidy goes to: one of its people's, with a name that the bank can write."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.errors import Refused
from core.sealed import matches
from core.text import N_, Sentence
from people.identifiers import IdentifierKind, check_iban
from people.models import Household, HouseholdMember, Identifier

_SCRIPTS = ("LATIN", "GREEK", "MICRO SIGN")


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Whereto money goes."""

    holder: str
    iban: str


def account_of(household: Household) -> BankAccount | None:
    """The household's account, if one was chosen. The one place that says whereto a household is paid."""
    if household.account is None or household.account.holder is None:
        return None
    return BankAccount(household.account.holder, household.account.value)


def choose_account(
    session: Session, household: Household, member: HouseholdMember, *, holder: str, iban: str, actor: User,
    at: datetime,
) -> Identifier:  # fmt: skip
    """Pay the household to this account from now on. What is in a run already keeps the account it has."""
    check_account_holder(holder)
    number = check_iban(iban)
    account = _find(session, member, number)
    if account is None:
        account = Identifier(person=member.person, kind=IdentifierKind.IBAN, value=number, created_at=at)
        session.add(account)
    account.holder = holder
    household.account = account
    record(session, "choose-account", household, actor=actor)
    return account


def check_account_holder(name: str) -> None:
    """Refuse a name that no bank file can carry: only Greek and Latin letters have a form there."""
    if any(letter.isalpha() and not unicodedata.name(letter, "").startswith(_SCRIPTS) for letter in name):
        raise Refused(
            Sentence(N_("Write the account holder in Greek or Latin letters, as the bank knows the name")),
            field="holder",
        )


def _find(session: Session, member: HouseholdMember, number: str) -> Identifier | None:
    """The account, if it is known as this person's."""
    own = select(Identifier).where(Identifier.person_id == member.person_id, Identifier.kind == IdentifierKind.IBAN)
    return session.scalar(own.where(matches(Identifier.value_index, number)))
