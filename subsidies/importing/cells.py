"""How the cells of a table of awards are read: months, what is paid, whom, and what for."""

import re
from collections.abc import Callable
from datetime import date

from core.dates import first_of_month
from core.importing.cells import YES_NO, Unreadable, amount, day, one_of, short, text, unreadable
from core.importing.months import month_number
from core.importing.reading import Parsers
from core.importing.table import Cell
from core.importing.words import fold
from core.text import N_
from people.importing.cells import household_number, not_later
from people.importing.numbers import afm
from subsidies.rules.case import Kind

_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{4}|\d{2})", re.ASCII)
_IN_WORDS = re.compile(r"(?P<name>[^\W\d_]+)\W*(?P<year>\d{4}|\d{2})")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_KINDS = {
    Kind.MONTHLY: "monthly, month, rent, μηνιαίο, μηνιαία, μήνας, μίσθωμα, ενοίκιο, επιδότηση ενοικίου",
    Kind.ONE_OFF: "one-off, one off, once, lump sum, start, εφάπαξ, έναρξη, αρχική ενίσχυση, εφάπαξ ενίσχυση",
}
_ARREARS = {fold(word) for word in ("arrears", "back payment", "αναδρομικά", "αναδρομικό", "καθυστερούμενα", "οφειλή")}
_OWED_MONTHS = N_("“%(value)s” is no kind of payment: give each month that is owed, with its amount, as not paid.")
_PAID_TO = {
    False: "household, tenant, beneficiary, family, νοικοκυριό, ωφελούμενος, ωφελούμενη, μισθωτής, ενοικιαστής",
    True: "landlord, owner, lessor, ιδιοκτήτης, ιδιοκτήτρια, εκμισθωτής, εκμισθώτρια",
}
_WORDS_OF_KINDS = {fold(word): kind for kind, words in _KINDS.items() for word in words.split(", ")}
_WORDS_OF_PAYEES = {fold(word): owner for owner, words in _PAID_TO.items() for word in words.split(", ")}
_PAID_WORDS = {**YES_NO, **{fold(word): True for word in ("paid", "πληρώθηκε", "πληρωμένο", "εξοφλήθηκε")}}
_PAID_WORDS |= {fold(word): False for word in ("unpaid", "not paid", "απλήρωτο", "δεν πληρώθηκε", "εκκρεμεί")}


def month(cell: Cell) -> date | None:
    """The first day of a month: `2026-11`, `11/2026`, `Νοέμβριος 2026`, `Nov 26`, or any of its days."""
    written = text(cell)
    if written is None:
        return None
    found = find_month(cell)
    if found is None:
        raise unreadable("not-a-month", N_("“%(value)s” is not a month. Write it as 11/2026."), cell)
    return found


def find_month(cell: Cell) -> date | None:
    """The same; None for anything else."""
    if isinstance(cell, date):
        return _month(f"{cell.year:04}", cell.month)
    written = (text(cell) or "").strip()
    for pattern, order in ((_YEAR_FIRST, (0, 1)), (_MONTH_FIRST, (1, 0))):
        if found := pattern.fullmatch(written):
            parts = found.groups()
            return _month(parts[order[0]], int(parts[order[1]]))
    if found := _IN_WORDS.fullmatch(written):
        return _month(found["year"], month_number(found["name"]))
    try:
        return first_of_month(day(written)) if written else None  # type: ignore[arg-type]
    except Unreadable:
        return None


def paid_on(on: date) -> Callable[[Cell], date | bool | None]:
    """The day of the payment, not after `on`; or whether it was paid, where only that is said."""
    read_day = not_later(on)

    def read(cell: Cell) -> date | bool | None:
        said = _PAID_WORDS.get(fold(text(cell) or "", keep="✓✔☑✗☐"))
        return read_day(cell) if said is None else said

    return read


def kind(cell: Cell) -> Kind | None:
    """What is paid: the rent of a month, or once for the start. Arrears are the months that are owed."""
    try:
        return one_of(cell, _WORDS_OF_KINDS)
    except Unreadable as error:
        if fold(text(cell) or "") in _ARREARS:
            raise unreadable(error.code, _OWED_MONTHS, cell) from None
        raise


def to_landlord(cell: Cell) -> bool | None:
    """Whether the landlord is paid, and not the household."""
    return one_of(cell, _WORDS_OF_PAYEES)


def scheme_key(cell: Cell) -> str | None:
    """As keys of schemes are written."""
    written = short(60)(cell)
    return written.casefold() if written else None


def parsers(on: date) -> Parsers:
    """For a file that came on this day."""
    return {
        "number": household_number,
        "reference": household_number,
        "tenant_name": short(200),
        "tenant_afm": afm,
        "scheme": scheme_key,
        "month": month,
        "kind": kind,
        "amount": amount,
        "paid_on": paid_on(on),
        "paid_until": month,
        "one_off": amount,
        "decided_on": not_later(on),
        "starts_on": day,
        "last_day": day,
        "to_landlord": to_landlord,
    }


def _month(year: str, number: int) -> date | None:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    return date(full, number, 1) if 1 <= number <= 12 and _FIRST_YEAR <= full <= _LAST_YEAR else None
