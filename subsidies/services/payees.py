"""Whose account the money goes to."""

from dataclasses import dataclass

from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Lease
from people.services.accounts import account_of
from subsidies.bank.characters import bank_name
from subsidies.models import Payee


@dataclass(frozen=True, slots=True)
class PayeeAccount:
    """Name and IBAN as they are now; a payment keeps them as they were."""

    name: str
    iban: str


def payee_account(lease: Lease, payee: Payee) -> PayeeAccount:
    """The account that is paid for a lease. Raises Refused when there is none that the bank would take."""
    if payee is Payee.LANDLORD:
        return _account(lease.landlord.name, lease.landlord.iban, lease.landlord.known_as)
    account = account_of(lease.household)
    if account is None:
        return _account(None, None, lease.household.reference)
    return _account(account.holder, account.iban, lease.household.reference)


def can_be_paid(lease: Lease, payee: Payee) -> bool:
    """Whether there is an account that the bank would take."""
    try:
        payee_account(lease, payee)
    except Refused:
        return False
    return True


def _account(name: str | None, iban: str | None, whose: str) -> PayeeAccount:
    if not name or not iban:
        msgid = N_("There is no bank account to pay to: add the account of %(payee)s first.")
        raise Refused(Sentence(msgid, {"payee": whose}))
    bank_name(name)
    return PayeeAccount(name, iban)
