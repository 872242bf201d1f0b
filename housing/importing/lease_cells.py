"""How the cells of each column of a lease are read."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from core.importing.cells import amount, day, short, text, unreadable
from core.importing.contacts import email, phone
from core.importing.reading import Answers, Parsers
from core.importing.table import Cell
from core.importing.words import fold
from core.text import N_
from housing.importing.fields import PARSERS
from housing.importing.lease_columns import FIELDS
from people.importing.cells import household_number, not_later
from people.importing.numbers import afm, iban

LONGEST_NUMBER = 50  # of a declaration, as where it is typed
IN_RENTS = "in-rents"  # the code of a deposit that is told in rents
_DAY = re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}", re.ASCII)  # also one that cannot be
_HOW_MANY = {"1": 1, "2": 2, "3": 3, "ενα": 1, "δυο": 2, "τρια": 3}
_RENTS = re.compile(rf"({'|'.join(_HOW_MANY)})(?:μηνιαι[οα])?(?:ενοικι[οα]|μισθωμα(?:τα)?|rents?)")


def parsers(on: date) -> Parsers:
    """For a file that came on this day."""
    own: Parsers = {
        "number": household_number,
        "reference": household_number,
        "tenant_name": short(200),
        "tenant_surname": short(100),
        "tenant_afm": afm,
        "landlord_name": short(200),
        "landlord_surname": short(100),
        "landlord_afm": afm,
        "landlord_phone": phone,
        "landlord_email": email,
        "landlord_iban": iban,
        "street_number": short(20),
        "signed_on": not_later(on),
        "starts_on": day,
        "last_day": day,
        "declaration_number": _declaration(on),
        "declared_on": not_later(on),
        "accepted_on": not_later(on),
        "deposit": _deposit,
    }
    return {field: own.get(field) or PARSERS[field] for field in FIELDS}


def _declaration(on: date) -> Callable[[Cell], str | Answers | None]:
    """Its number; or its day, which many write below “Δήλωση ΑΑΔΕ”."""
    read_number, read_day = short(LONGEST_NUMBER), not_later(on)

    def read(cell: Cell) -> str | Answers | None:
        written = text(cell) or ""
        if isinstance(cell, date) or _DAY.fullmatch(written):
            return Answers("declared_on", read_day(cell))
        if written and not any(map(str.isdigit, written)):
            raise unreadable(
                "not-a-number", N_("“%(value)s” is neither the number of a declaration nor its day."), cell
            )
        return read_number(cell)

    return read


def _deposit(cell: Cell) -> Decimal | None:
    """An amount; so many rents are reckoned where the rent is known."""
    if rents_in(text(cell)):
        raise unreadable(IN_RENTS, N_("“%(value)s” is no amount: how much is it in euros?"), cell)
    return amount(cell)


def rents_in(written: object) -> int:
    """How many rents a deposit is, as `2 ενοίκια`; 0 where it is told otherwise."""
    found = _RENTS.fullmatch(fold(str(written)))
    return _HOW_MANY[found[1]] if found else 0
