"""A member of a household as one row of a file names it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from core.importing.findings import Fault
from core.search_keys import as_reference
from core.text import N_, Sentence

WAITS = "waits-for-another-row"  # the code of what is said of a row whose household has a fault elsewhere
_WAITS_FOR = N_("Row %(row)s of this household has to be put right first: a household is taken whole.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """`None` where the row does not say. What says something of the household may stand in any of its rows."""

    row: int
    named_in: str = "name"  # the column that the name, or the surname, stands in
    number: str  # of the household at its source
    name: str
    born_on: date
    reference: str | None = None  # of the household here
    household_name: str | None = None
    centre: str | None = None  # as it is written
    reads: str | None = None  # code of the language that the household reads
    single_parent: bool | None = None
    taken_in_on: date | None = None
    referred_on: date | None = None
    referred_by: str | None = None
    latin_name: str | None = None
    sex: str | None = None
    relation: str | None = None
    joined_on: date | None = None
    left_on: date | None = None
    nationality: str | None = None
    languages: tuple[str, ...] = ()
    interpreter_language: str | None = None
    protection_status: str | None = None
    permit: str | None = None
    permit_from: date | None = None
    permit_until: date | None = None  # its last day
    afm: str | None = None
    amka: str | None = None
    paaypa: str | None = None
    case: str | None = None
    passport: str | None = None
    phone: str | None = None  # E.164
    email: str | None = None


SAID = tuple(field.name for field in fields(MemberRow) if field.name not in ("row", "named_in"))


def number_key(number: str) -> str:
    """The household's number as it is compared: also when it was typed on a Greek keyboard."""
    return as_reference(" ".join(number.split()))


def by_household(rows: Iterable[MemberRow]) -> dict[str, list[MemberRow]]:
    """The rows of each household, by its number, both in the order of the file."""
    found: dict[str, list[MemberRow]] = {}
    for row in rows:
        found.setdefault(row.number, []).append(row)
    return found


def first_said(rows: Iterable[MemberRow], name: str) -> object:
    """What the first of the rows that says it says of their household."""
    return next((said for row in rows if (said := getattr(row, name)) is not None), None)


def waiting(households: Mapping[int, str | None], faults: Iterable[Fault]) -> list[Fault]:
    """That the rows without a fault wait for another of their household. `households` gives its number by the row."""
    at_fault = sorted({fault.row for fault in faults} & households.keys())
    first = {households[row]: row for row in reversed(at_fault)}
    return [
        Fault(row, "", WAITS, Sentence(_WAITS_FOR, {"row": first[number]}))
        for row, number in households.items()
        if number is not None and number in first and row not in at_fault
    ]
