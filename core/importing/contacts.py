"""Cells by which somebody or something is reached: phone, e-mail, web address, postal code."""

import re
from urllib.parse import urlsplit

from core.emails import check_email
from core.errors import Refused
from core.importing.cells import text, unreadable
from core.importing.table import Cell
from core.phones import GREEK_LENGTH, NotAPhone, Slip, read_phone
from core.text import N_

_POSTAL_CODE_DIGITS = 5
_GREEK_MOBILE = "+3069"
_BETWEEN = re.compile(r"[/,;&|\n]|\s(?:-|–|και|or|ή)\s")
_LONGEST_LINK = 2000


def phone(cell: Cell) -> str | None:
    """The number with its country (+30 when none is written), without spaces."""
    written = text(cell)
    if written is None:
        return None
    try:
        return read_phone(written)
    except NotAPhone as fault:
        slip, found = fault.slip, fault.digits
    if better := _one_of(written):
        sentence = N_("“%(value)s” holds more than one phone number: one is kept.")
        raise unreadable("several-phones", sentence, cell).offering(better)
    match slip:
        case Slip.FOREIGN:
            raise unreadable("not-a-phone", N_("“%(value)s” is not a phone number of its country."), cell)
        case Slip.UNKNOWN:
            sentence = N_("“%(value)s” is not a phone number: Greek ones begin with 2 or 69.")
            raise unreadable("not-a-phone", sentence, cell)
        case Slip.LENGTH | Slip.UNREADABLE:
            sentence = N_("“%(value)s” is not a phone number: it has %(found)s digits, a Greek number has %(needed)s.")
            raise unreadable("not-a-phone", sentence, cell, found=found, needed=GREEK_LENGTH)


def _one_of(written: str) -> str:
    """Of several numbers a mobile one, else the first; "" where it is one that is wrong."""
    parts = [part.strip() for part in _BETWEEN.split(written) if part.strip()]
    found = {part: number for part in parts if len(parts) > 1 and (number := _find_phone(part))}
    mobile = (part for part, number in found.items() if number.startswith(_GREEK_MOBILE))
    return next(mobile, None) or next(iter(found), "")


def _find_phone(written: str) -> str | None:
    try:
        return read_phone(written)
    except NotAPhone:
        return None


def email(cell: Cell) -> str | None:
    """An address that is well formed; whether anybody reads it is not asked."""
    written = text(cell)
    if written is None:
        return None
    try:
        return check_email(written)
    except Refused:
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
