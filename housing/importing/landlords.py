"""A table of landlords becomes landlord rows; what cannot be taken is told by row, field and sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from core.errors import Refused
from core.importing.cells import one_of, short
from core.importing.columns import quoted, recognise
from core.importing.contacts import email, phone
from core.importing.findings import ReadFile, without_repeats
from core.importing.reading import Fixes, Parsers, RowReading, read_cells
from core.importing.table import Cell, Table
from core.importing.words import fold
from core.text import N_, Sentence
from people.importing.numbers import afm, iban
from people.matching import SAME, name_likeness

_NAMES = {
    "name": (
        "landlord, landlord name, owner, owner name, full name, surname and name, company, organisation, "
        "ονοματεπώνυμο, επώνυμο και όνομα, επωνυμία, όνομα, ιδιοκτήτης, ιδιοκτήτρια, εκμισθωτής, εκμισθώτρια"
    ),
    "kind": "type, landlord kind, είδος, τύπος, νομική μορφή, είδος ιδιοκτήτη",
    "phone": (
        "telephone, phone number, mobile, tel, τηλέφωνο, τηλ., κινητό, κιν., κινητό τηλέφωνο, κιν. τηλ., "
        "τηλέφωνο επικοινωνίας, τηλ. επικοινωνίας, τηλέφωνο ιδιοκτήτη, τηλ. ιδιοκτήτη"
    ),
    "email": "e-mail, mail, email address, ηλ. ταχυδρομείο, ηλεκτρονικό ταχυδρομείο, διεύθυνση e-mail",
    "afm": "vat number, tax number, tin, landlord afm, ΑΦΜ, ΑΦΜ ιδιοκτήτη, αριθμός φορολογικού μητρώου",
    "iban": "account, bank account, λογαριασμός, τραπεζικός λογαριασμός, αριθμός λογαριασμού",
}
FIELDS: Mapping[str, tuple[str, ...]] = {field: tuple(names.split(", ")) for field, names in _NAMES.items()}

PERSON, ORGANISATION = "person", "organisation"
_WORDS_OF_KINDS = {
    PERSON: "person, individual, natural person, πρόσωπο, φυσικό πρόσωπο, ιδιώτης, άτομο",
    ORGANISATION: (
        "organisation, organization, company, legal person, νομικό πρόσωπο, εταιρεία, επιχείρηση, δήμος, ίδρυμα, "
        "οργανισμός"
    ),
}
_KINDS = {fold(word): kind for kind, words in _WORDS_OF_KINDS.items() for word in words.split(", ")}
_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_FIXES: Mapping[int, Fixes] = MappingProxyType({})


class Named(Protocol):
    """A landlord as a row names it, or as it is written down."""

    @property
    def name(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def email(self) -> str | None: ...
    @property
    def afm(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LandlordRow:
    """A landlord as one row names it; `None` where the row does not say."""

    row: int
    name: str | None = None
    kind: str | None = None
    phone: str | None = None  # E.164
    email: str | None = None
    afm: str | None = None
    iban: str | None = None  # of an account in the landlord's own name


def read_landlords(
    table: Table, source: str, chosen: Mapping[str, str] = _NOTHING, fixes: Mapping[int, Fixes] = _NO_FIXES
) -> ReadFile[LandlordRow]:
    """Of rows about the same landlord the first is taken, and those that add to it; where they come from tells nobody
    apart.

    Raises Refused when there is no column for the name or two columns mean the same.
    """
    columns = recognise(table.header, FIELDS, chosen)
    if "name" not in columns.places:
        sentence = N_(
            "No column is named “Name” or “Ονοματεπώνυμο”. The names that stand above the rows are %(names)s."
        )
        raise Refused(Sentence(sentence, {"names": quoted(table.header)}))
    readings = [read_cells(row, columns, len(table.header), _PARSERS, fixes.get(row.number, {})) for row in table.rows]
    for reading in readings:
        _check_whole(reading)
    said = (LandlordRow(row=reading.row, **reading.values) for reading in readings if not reading.faults)
    earlier = _KnownRows()
    landlords, duplicates = without_repeats(said, earlier.find, earlier.add)
    return ReadFile(
        rows=len(readings),
        good=tuple(landlords),
        rejected=tuple(fault for reading in readings for fault in reading.faults),
        warnings=tuple(note for reading in readings for note in reading.notes),
        duplicates=tuple(duplicates),
        half=tuple(LandlordRow(row=reading.row, **reading.values) for reading in readings if reading.faults),
        unknown_columns=columns.unknown,
        left_out=table.left_out,
    )


def landlord_keys(landlord: Named) -> Iterator[str]:
    """What tells a landlord from others, the strongest first: the tax number, else the name with a way to reach it."""
    name = fold(landlord.name or "")
    if landlord.afm:
        yield f"afm|{landlord.afm}"
    if landlord.phone:
        yield f"phone|{name}|{landlord.phone}"
    if landlord.email:
        yield f"email|{name}|{landlord.email.casefold()}"


class _KnownRows:
    """The rows that were met. One repeats an earlier one that says as much or more; one that adds to it does not."""

    def __init__(self) -> None:
        self._by_key: dict[str, LandlordRow] = {}

    def add(self, row: LandlordRow) -> None:
        for key in landlord_keys(row):
            self._by_key.setdefault(key, row)

    def find(self, row: LandlordRow) -> LandlordRow | None:
        first = self._by_key.get(next(landlord_keys(row)))
        return None if first is None or _adds_to(row, first) else first


def _adds_to(row: LandlordRow, first: LandlordRow) -> bool:
    """Whether the row gives what the first does not, another number, or the number of somebody else."""
    if row.name and first.name and name_likeness(row.name, first.name) < SAME:
        return True
    is_fuller = any(getattr(row, name) and not getattr(first, name) for name in ("kind", "phone", "email"))
    return is_fuller or any(getattr(row, name) not in (None, getattr(first, name)) for name in ("afm", "iban"))


def _check_whole(reading: RowReading) -> None:
    if not reading.has("name"):
        reading.fault("name", "required", N_("The name is missing."))
    if not reading.has("phone", "email", "afm"):
        sentence = N_(
            "Nothing tells this landlord from another of the same name. Give a telephone, an e-mail or an AFM."
        )
        reading.fault("phone", "nothing-identifies", sentence)


def _kind(cell: Cell) -> str | None:
    return one_of(cell, _KINDS)


_PARSERS: Parsers = {
    "name": short(200),
    "kind": _kind,
    "phone": phone,
    "email": email,
    "afm": afm,
    "iban": iban,
}
