"""Who pays: the holder of the account that bank files are drawn on."""

from dataclasses import dataclass

from core.config import Settings
from core.errors import Refused
from core.text import N_, Sentence
from people.identifiers import check_iban

_NOBODY = Sentence(N_("Nobody has said from which account to pay: set STEGI_DEBTOR_NAME and STEGI_DEBTOR_IBAN."))


@dataclass(frozen=True, slots=True)
class Debtor:
    """Name and account; the BIC only where the bank wants it."""

    name: str
    iban: str
    bic: str | None = None


def debtor_of(settings: Settings) -> Debtor:
    """Who pays, by the settings of this installation. Raises Refused without a name or a right IBAN."""
    if not settings.debtor_name or not settings.debtor_iban:
        raise Refused(_NOBODY)
    return Debtor(settings.debtor_name, check_iban(settings.debtor_iban), settings.debtor_bic)
