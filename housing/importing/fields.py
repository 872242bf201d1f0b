"""How the cells of each column of an advert are read."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from core.importing.cells import (
    YES_NO,
    KeptAsText,
    amount,
    day,
    line,
    one_of,
    text,
    unreadable,
    whole_number,
    yes_no,
)
from core.importing.measures import coordinate, floor, square_metres
from core.importing.table import Cell
from core.importing.words import fold
from core.text import N_

Parser = Callable[[Cell], object]

# The ladder of Greek certificates, Α+ to Η, in Latin letters; some portals write it A+ to G.
ENERGY_CLASSES = ("A+", "A", "B+", "B", "C", "D", "E", "Z", "H", "pending")
_ENERGY_WORDS = {
    **dict(zip(("α+", "α", "β+", "β", "γ", "δ", "ε", "ζ", "η"), ENERGY_CLASSES, strict=False)),
    **dict(zip(("a+", "a", "b+", "b", "c", "d", "e", "f", "g"), ENERGY_CLASSES, strict=False)),
    **{"z": "Z", "h": "H"},
    **dict.fromkeys(("pending", "υποεκδοση", "εκκρεμει", "αναμενεται"), "pending"),
}

_PHONE_SIGNS = re.compile(r"[\d\s+()./-]+", re.ASCII)
_GREEK_PHONE_DIGITS = 10
_POSTAL_CODE_DIGITS = 5


def short(most: int) -> Parser:
    """Text on one line of at most so many characters."""

    def read(cell: Cell) -> str | None:
        written = line(cell)
        if written and len(written) > most:
            raise unreadable("too-long", N_("“%(value)s” is longer than %(most)s characters."), cell, most=most)
        return written

    return read


def within(least: int, most: int, parser: Callable[[Cell], int | float | None]) -> Parser:
    """A number from `least` to `most`."""

    def read(cell: Cell) -> int | float | None:
        number = parser(cell)
        if number is not None and not least <= number <= most:
            sentence = N_("“%(value)s” is not between %(least)s and %(most)s.")
            raise unreadable("out-of-range", sentence, cell, least=least, most=most)
        return number

    return read


def answer(yes: str = "", no: str = "", between: str = "") -> Parser:
    """Yes or no, also in the words that people use in this column; those of `between` are kept as text."""
    words = {**YES_NO, **dict.fromkeys(yes.split(), True), **dict.fromkeys(no.split(), False)}

    def read(cell: Cell) -> bool | None:
        return yes_no(unless_text(between, cell), words)

    return read


def unless_text(words: str, cell: Cell) -> Cell:
    """The cell, or KeptAsText when it holds one of the (folded) words."""
    if fold(text(cell) or "") in words.split():
        raise KeptAsText(cell)
    return cell


def rooms(cell: Cell) -> int | None:
    """A studio has no bedroom of its own."""
    return 0 if fold(text(cell) or "") in {"studio", "στουντιο", "γκαρσονιερα"} else whole_number(cell)


def energy_class(cell: Cell) -> str | None:
    """One of ENERGY_CLASSES, from Greek or Latin letters."""
    return one_of(unless_text("εξαιρειται exempt δεναπαιτειται notrequired", cell), _ENERGY_WORDS)


def day_or_at_once(cell: Cell) -> object:
    """A day; "at once" is kept as text, since nobody knows when it was said."""
    return day(unless_text("αμεσα αμεση τωρα immediately now immediate", cell))


def phone(cell: Cell) -> str | None:
    """The number with its country (+30 when none is written), without spaces."""
    written = text(cell)
    if written is None:
        return None
    number = _parse_phone(written)
    if number and phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    found = len(str(number.national_number)) if number else sum(map(str.isdigit, written))
    if number and number.country_code != 30:
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
    try:
        parts = urlsplit(address)
        is_link = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", address)
    except ValueError:
        is_link = False
    if not is_link:
        raise unreadable("not-a-link", N_("“%(value)s” is not a web address. It begins with https://."), cell)
    return address


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


SIZE = within(5, 1000, square_metres)

PARSERS: Mapping[str, Parser] = {
    "reference": short(100),
    "title": short(200),
    "address": short(200),
    "area": short(100),
    "city": short(100),
    "postal_code": postal_code,
    "latitude": within(-90, 90, coordinate),
    "longitude": within(-180, 180, coordinate),
    "monthly_rent": amount,
    "common_charges": amount,
    "deposit": amount,
    "size_m2": SIZE,
    "bedrooms": within(0, 20, rooms),
    "bathrooms": within(0, 20, whole_number),
    "floor": floor,
    "lift": answer(),
    "furnished": answer(
        yes="επιπλωμενο πληρωσ πληρησ full fully furnished",
        no="χωρισεπιπλα unfurnished none ανεπιπλωτο κενο",
        between="μερικωσ μερικη part partly partially semi",
    ),
    "heating": short(100),
    "energy_class": energy_class,
    "pets": answer(
        yes="δεκτα επιτρεπονται allowed",
        no="δενεπιτρεπονται notallowed",
        between="κατοπινσυνεννοησησ negotiable",
    ),
    "year_built": within(1800, 2100, whole_number),
    "available_from": day_or_at_once,
    "available_until": day,
    "landlord_name": short(200),
    "phone": phone,
    "email": email,
    "source_link": web_link,
    "description": text,
}
