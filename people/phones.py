"""Telephone numbers as people write them. Pure; the only reader of them in the service."""

import re
from enum import StrEnum

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

GREEK_LENGTH = 10
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
        if written := _NUMBER.fullmatch(text):
            return phonenumbers.parse(written[1], "GR")
    except NumberParseException:
        pass
    raise NotAPhone(Slip.UNREADABLE, sum(map(str.isdigit, text)))
