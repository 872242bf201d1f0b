"""The account that a household's subsidy goes to: a name that the bank can write, and a number without a slip."""

import unicodedata

from core.errors import Refused
from core.text import N_, Sentence
from people.identifiers import check_iban

_SCRIPTS = ("LATIN", "GREEK", "MICRO SIGN")


def check_account_holder(name: str) -> None:
    """Refuse a name that no bank file can carry: only Greek and Latin letters have a form there."""
    if any(letter.isalpha() and not unicodedata.name(letter, "").startswith(_SCRIPTS) for letter in name):
        raise Refused(
            Sentence(N_("Write the account holder in Greek or Latin letters, as the bank knows the name")),
            field="account_holder",
        )


def check_bank_account(account_holder: str | None, iban: str | None) -> str | None:
    """The IBAN as it is stored. An account is whole or not there at all."""
    if account_holder:
        check_account_holder(account_holder)
    if iban and not account_holder:
        raise Refused(Sentence(N_("Enter in whose name the account is")), field="account_holder")
    if account_holder and not iban:
        raise Refused(Sentence(N_("Enter the IBAN of the account")), field="iban")
    return check_iban(iban) if iban else None
