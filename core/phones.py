"""Telephone numbers as people write them. Pure; the only reader of them in the service."""

import re
from enum import StrEnum
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from core.errors import Refused
from core.text import N_, Sentence

GREEK_LENGTH = 10
LONGEST = 200  # letters, with the words before it; to read more would take as long as their square
_GREECE = 30
_NUMBER = re.compile(r"[^\d+(]*([\d\s+()./-]+)", re.ASCII)  # a word may stand before it, none within


class Slip(StrEnum):
    """Why something is no telephone number."""

    UNREADABLE = "unreadable"
    LENGTH = "length"  # of a Greek number
    UNKNOWN = "unknown"  # Greek, and no number begins like this
    FOREIGN = "foreign"  # not a number of the country that it names


class NotAPhone(ValueError):
    """`digits` says how many there are, without the country's."""

    def __init__(self, slip: Slip, digits: int) -> None:
        super().__init__(slip)
        self.slip = slip
        self.digits = digits


@lru_cache(4096)  # the reader takes a tenth of an import otherwise, which asks for each number several times
def read_phone(text: str) -> str:
    """The number in international form (E.164); without a country code it is Greek. Raises NotAPhone."""
    number = _parse(text)
    if phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    digits = len(phonenumbers.national_significant_number(number))
    if number.country_code != _GREECE:
        raise NotAPhone(Slip.FOREIGN, digits)
    raise NotAPhone(Slip.UNKNOWN if digits == GREEK_LENGTH else Slip.LENGTH, digits)


def _parse(text: str) -> PhoneNumber:
    try:
        if len(text) <= LONGEST and (written := _NUMBER.fullmatch(text)):
            return phonenumbers.parse(written[1], "GR")
    except NumberParseException:
        pass
    raise NotAPhone(Slip.UNREADABLE, sum(map(str.isdigit, text)))


def check_phone(text: str, field: str = "phone") -> str:
    """The number in international form (E.164); without a country code it is Greek."""
    try:
        return read_phone(text)
    except NotAPhone as fault:
        raise Refused(_phone_fault(fault), field) from fault


def as_dialled(phone: str) -> str:
    """A stored number as one dials it in Greece, in groups: `281 099 0000`, `00 49 30 901820`."""
    return phonenumbers.format_out_of_country_calling_number(phonenumbers.parse(phone), "GR")


def _phone_fault(fault: NotAPhone) -> Sentence:
    match fault.slip:
        case Slip.UNREADABLE:
            return Sentence(N_("Enter a phone number, such as 694 123 4567 or +49 30 901820."))
        case Slip.LENGTH:
            return Sentence(
                N_("A Greek phone number has %(needs)s digits; this one has %(n)s."),
                {"needs": GREEK_LENGTH, "n": fault.digits},
            )
        case Slip.UNKNOWN | Slip.FOREIGN:
            return Sentence(
                N_("There is no such phone number: check each digit, and the country code if it is not Greek.")
            )
