"""Cells by which somebody or something is reached: phone, e-mail, web address, postal code."""

import re
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from core.importing.cells import text, unreadable
from core.importing.table import Cell
from core.text import N_

_PHONE_SIGNS = re.compile(r"[\d\s+()./-]+", re.ASCII)
_GREECE = 30
_GREEK_PHONE_DIGITS = 10
_POSTAL_CODE_DIGITS = 5
_LONGEST_LINK = 2000


def phone(cell: Cell) -> str | None:
    """The number with its country (+30 when none is written), without spaces."""
    written = text(cell)
    if written is None:
        return None
    number = _parse_phone(written)
    if number and phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    found = len(str(number.national_number)) if number else sum(map(str.isdigit, written))
    if number and number.country_code != _GREECE:
        raise unreadable("not-a-phone", N_("“%(value)s” is not a phone number of its country."), cell)
    if number is None or found != _GREEK_PHONE_DIGITS:
        sentence = N_("“%(value)s” is not a phone number: it has %(found)s digits, a Greek number has %(needed)s.")
        raise unreadable("not-a-phone", sentence, cell, found=found, needed=_GREEK_PHONE_DIGITS)
    raise unreadable("not-a-phone", N_("“%(value)s” is not a phone number: Greek ones begin with 2 or 69."), cell)


def _parse_phone(written: str) -> phonenumbers.PhoneNumber | None:
    if not _PHONE_SIGNS.fullmatch(written):
        return None
    try:
        return phonenumbers.parse(written, "GR")
    except phonenumbers.NumberParseException:
        return None


def email(cell: Cell) -> str | None:
    """An address that is well formed; whether anybody reads it is not asked."""
    written = text(cell)
    if written is None:
        return None
    try:
        return validate_email(written, check_deliverability=False).normalized
    except EmailNotValidError:
        raise unreadable("not-an-email", N_("“%(value)s” is not an e-mail address."), cell) from None


def web_link(cell: Cell) -> str | None:
    """An address that a browser may open: http or https, never a script."""
    written = text(cell)
    if written is None:
        return None
    address = f"https://{written}" if written.startswith("www.") else written
    if not _is_web_address(address):
        raise unreadable("not-a-link", N_("“%(value)s” is not a web address. It begins with https://."), cell)
    return address


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_plain = len(address) <= _LONGEST_LINK and not re.search(r"\s", address)
    return is_plain and parts.scheme in {"http", "https"} and bool(parts.hostname)


def postal_code(cell: Cell) -> str | None:
    """Five digits; `713 05` is 71305."""
    written = text(cell)
    if written is None:
        return None
    code = "".join(written.split())
    if not (code.isascii() and code.isdigit() and len(code) == _POSTAL_CODE_DIGITS):
        sentence = N_("“%(value)s” is not a postal code: it has %(needed)s digits.")
        raise unreadable("not-a-postal-code", sentence, cell, needed=_POSTAL_CODE_DIGITS)
    return code
