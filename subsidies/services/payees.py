"""Whose account the money goes to."""

from dataclasses import dataclass

from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Lease
from subsidies.bank.characters import bank_name
from subsidies.models import Payee


@dataclass(frozen=True, slots=True)
class PayeeAccount:
    """Name and IBAN as they are now; a payment keeps them as they were."""

    name: str
    iban: str


def payee_account(lease: Lease, payee: Payee) -> PayeeAccount:
    """The account that is paid for a lease. Raises Refused when there is none that the bank would take."""
    household, landlord = lease.household, lease.landlord
    name: str | None
    if payee is Payee.LANDLORD:
        name, iban, reference = landlord.name, landlord.iban, landlord.name
    else:
        name, iban, reference = household.account_holder, household.iban, household.reference
    if not name or not iban:
        msgid = N_("There is no bank account to pay to: add the account of %(payee)s first.")
        raise Refused(Sentence(msgid, {"payee": reference}))
    bank_name(name)
    return PayeeAccount(name, iban)
