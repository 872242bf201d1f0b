"""Numbers that people have and type: tax, insurance, permit, bank account. Pure.

Each check gives the one form that is stored, or raises Refused for the field that it was typed into.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.gr import amka, vat

from core.errors import Refused
from core.text import N_, Sentence

GREEK_IBAN_LENGTH = 27
PAAYPA_LENGTH = 11
LONGEST_PAPER_NUMBER = 30

_PAPER_NUMBER = re.compile(r"\w(?:[\w /.-]*\w)?")


class IdentifierKind(StrEnum):
    """What a number is a number of."""

    AFM = "afm"  # tax
    AMKA = "amka"  # social insurance
    PAAYPA = "paaypa"  # health care while asylum is asked for; becomes an AMKA, or ends
    PERMIT = "permit"  # residence permit
    CASE = "case"  # the asylum service's file (DIKA)
    PASSPORT = "passport"
    IBAN = "iban"


def check_iban(text: str, field: str = "iban") -> str:
    """The IBAN in capitals and without blanks. Raises Refused when its check digits or its length are wrong."""
    bare = iban.compact(text)
    if bare.startswith("GR") and len(bare) != GREEK_IBAN_LENGTH:
        raise Refused(
            Sentence(
                N_("A Greek IBAN has %(needs)s characters; this one has %(n)s."),
                {"needs": GREEK_IBAN_LENGTH, "n": len(bare)},
            ),
            field,
        )
    try:
        return iban.validate(bare)
    except ValidationError as error:
        raise Refused(
            Sentence(N_("This is no valid IBAN: compare it with the bank's paper, one character may be wrong.")), field
        ) from error


def check_afm(text: str, field: str = "afm") -> str:
    """The nine digits of a Greek tax number (AFM), without EL or GR; an old one of eight gets its leading zero."""
    try:
        digits = vat.validate(text.strip().upper().removeprefix("GR"))
    except ValidationError as error:
        raise Refused(
            Sentence(N_("This is no valid AFM: it has nine digits, the last of which checks the others.")), field
        ) from error
    if not digits.strip("0"):  # its check digit is right, but nobody has it
        raise Refused(Sentence(N_("An AFM of zeros belongs to nobody: enter the one on the tax notice.")), field)
    return digits


def check_amka(text: str, field: str = "amka") -> str:
    """The eleven digits of a social insurance number: a day of birth, four more, and one that checks the others."""
    try:
        return amka.validate(text)
    except ValidationError as error:
        raise Refused(
            Sentence(
                N_("This is no valid AMKA: it has eleven digits and begins with the day of birth, such as 050519.")
            ),
            field,
        ) from error


def check_paaypa(text: str, field: str = "paaypa") -> str:
    """The eleven digits of the asylum seekers' health care number, which the joint decision 717/2020 (Government
    Gazette B 199) ties to their card. No check digit is published, so none is checked.
    """
    digits = "".join(text.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) == PAAYPA_LENGTH and digits.strip("0")):
        raise Refused(
            Sentence(N_("A PAAYPA has %(needs)s digits: copy it from the asylum card."), {"needs": PAAYPA_LENGTH}),
            field,
        )
    return digits


def check_paper_number(text: str, field: str = "value") -> str:
    """A number whose form nobody publishes: letters, digits and what stands between them, in capitals."""
    number = " ".join(text.split()).upper()
    if not _PAPER_NUMBER.fullmatch(number) or len(number) > LONGEST_PAPER_NUMBER:
        sentence = N_("Copy the number from the paper: letters and digits, at most %(most)s.")
        raise Refused(Sentence(sentence, {"most": LONGEST_PAPER_NUMBER}), field)
    return number


_CHECKS: Mapping[IdentifierKind, Callable[[str, str], str]] = {
    IdentifierKind.AFM: check_afm,
    IdentifierKind.AMKA: check_amka,
    IdentifierKind.PAAYPA: check_paaypa,
    IdentifierKind.IBAN: check_iban,
}


def check_identifier(kind: IdentifierKind, text: str) -> str:
    """The number in the form in which its kind is stored."""
    return _CHECKS.get(kind, check_paper_number)(text, "value")
