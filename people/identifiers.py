"""Numbers that people type: bank account, tax number, phone. Pure.

Each check gives the one form that is stored, or raises Refused for the field that it was typed into.
"""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat
from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.gr import vat

from core.errors import Refused
from core.text import N_, Sentence

GREEK_IBAN_LENGTH = 27
GREEK_PHONE_LENGTH = 10
GREEK_COUNTRY_CODE = 30


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


def check_phone(text: str, field: str = "phone") -> str:
    """The number in international form (E.164); without a country code it is Greek."""
    try:
        number = phonenumbers.parse(text, "GR")
    except NumberParseException as error:
        raise Refused(Sentence(N_("Enter a phone number, such as 694 123 4567 or +49 30 901820.")), field) from error
    if not phonenumbers.is_valid_number(number):
        raise Refused(_phone_fault(number), field)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _phone_fault(number: PhoneNumber) -> Sentence:
    digits = len(phonenumbers.national_significant_number(number))
    if number.country_code == GREEK_COUNTRY_CODE and digits != GREEK_PHONE_LENGTH:
        return Sentence(
            N_("A Greek phone number has %(needs)s digits; this one has %(n)s."),
            {"needs": GREEK_PHONE_LENGTH, "n": digits},
        )
    return Sentence(N_("There is no such phone number: check each digit, and the country code if it is not Greek."))
