"""How the cells of each column of an advert are read."""

from collections.abc import Callable, Mapping

from core.importing.cells import (
    YES_NO,
    KeptAsText,
    amount,
    day,
    one_of,
    short,
    text,
    whole_number,
    within,
    yes_no,
)
from core.importing.contacts import email, phone, postal_code, web_link
from core.importing.measures import coordinate, square_metres
from core.importing.table import Cell
from core.importing.words import fold
from housing.importing import choices
from housing.importing.numbers import afm, atak, supply_number

Parser = Callable[[Cell], object]

# The ladder of Greek certificates, Α+ to Η, in Latin letters; some portals write it A+ to G.
ENERGY_CLASSES = ("A+", "A", "B+", "B", "C", "D", "E", "Z", "H", "pending")
_ENERGY_WORDS = {
    **dict(zip(("α+", "α", "β+", "β", "γ", "δ", "ε", "ζ", "η"), ENERGY_CLASSES, strict=False)),
    **dict(zip(("a+", "a", "b+", "b", "c", "d", "e", "f", "g"), ENERGY_CLASSES, strict=False)),
    **{"z": "Z", "h": "H"},
    **dict.fromkeys(("pending", "υποεκδοση", "εκκρεμει", "αναμενεται"), "pending"),
}


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


EARLIEST_YEAR = 1800
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
    "common_charges": choices.unless_within_rent(amount),
    "rent_covers": choices.rent_covers,
    "deposit": amount,
    "size_m2": SIZE,
    "bedrooms": within(0, 20, rooms),
    "bathrooms": within(0, 20, whole_number),
    "floor": choices.floor_or_top,
    "top_floor": answer(),
    "lift": answer(),
    "wheelchair": answer(yes="προσβασιμο accessible", no="μηπροσβασιμο notaccessible"),
    "quiet": answer(yes="ησυχο ησυχη ησυχοσ quiet", no="θορυβωδεσ noisy"),
    "furnished": choices.furnished,
    "heating": choices.heating,
    "condition": choices.condition,
    "parking": choices.parking,
    "year_built": within(EARLIEST_YEAR, 2100, whole_number),
    "energy_class": energy_class,
    "energy_certificate_number": short(50),
    "energy_certificate_expires_on": day,
    "atak": atak,
    "electricity_supply_number": supply_number,
    "pets": answer(
        yes="δεκτα επιτρεπονται allowed",
        no="δενεπιτρεπονται notallowed",
        between="κατοπινσυνεννοησησ negotiable",
    ),
    "available_from": day_or_at_once,
    "available_until": day,
    "winter_only": choices.winter_only,
    "landlord_name": short(200),
    "phone": phone,
    "email": email,
    "afm": afm,
    "source_link": web_link,
    "description": text,
}
