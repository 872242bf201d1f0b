"""A table of leases that run becomes lease rows; what cannot be taken is told by row, field and sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from core.dates import DAY
from core.importing.columns import Wanted, recognise, require
from core.importing.findings import Fault, ReadFile, without_repeats
from core.importing.reading import Fixes, RowReading, read_cells
from core.importing.table import Table
from core.money import ZERO, as_typed
from core.text import N_, Sentence
from housing.importing.advert import AdvertRow
from housing.importing.landlords import LandlordRow
from housing.importing.lease import LeaseRow
from housing.importing.lease_cells import IN_RENTS, parsers, rents_in
from housing.importing.lease_columns import FIELDS
from housing.importing.plausibility import doubts as doubts_of_flat
from housing.importing.row import check_rent
from housing.tenancy import statutory_end

LONGEST_TERM = 12  # years; a longer one is asked about

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_FIXES: Mapping[int, Fixes] = MappingProxyType({})
_WANTED = (
    Wanted(
        ("number", "reference"),
        "“Household number” / “Αριθμός νοικοκυριού”",
        N_(
            "No column is named “Household number” or “Αριθμός νοικοκυριού”: it says whose lease a row is."
            " The names that stand above the rows are %(names)s."
        ),
    ),
    Wanted(
        ("monthly_rent",),
        "“Rent” / “Ενοίκιο”",
        N_("No column is named “Rent” or “Ενοίκιο”. The names that stand above the rows are %(names)s."),
    ),
    Wanted(
        ("starts_on",),
        "“Start” / “Έναρξη”",
        N_("No column is named “Start” or “Έναρξη”. The names that stand above the rows are %(names)s."),
    ),
    Wanted(
        ("last_day",),
        "“End” / “Λήξη”",
        N_("No column is named “End” or “Λήξη”. The names that stand above the rows are %(names)s."),
    ),
)
_NOT_BEGUN = N_(
    "This lease begins only on %(day)s. Send the file again then, or sign the lease here from the page of its flat."
)
_ENDED = N_(
    "This lease ended on %(day)s, also by law: only leases that run are taken. If it was prolonged, give the day until"
    " which it runs now."
)
_LONG = N_("A term until %(day)s is a long one. Is the year right?")
_OF_TENANT = N_("This is also the tax number of the tenant: whose is it?")


def read_leases(
    table: Table, source: str, chosen: Mapping[str, str] = _NOTHING, fixes: Mapping[int, Fixes] = _NO_FIXES, *, on: date
) -> ReadFile[LeaseRow]:
    """Of rows that say the same the first is taken. `on` is the day on which the file came: they have to run then.

    Raises Refused when a column is missing or two columns mean the same.
    """
    columns = recognise(table.header, FIELDS, chosen)
    require(columns, table.header, _WANTED)
    how = parsers(on)
    readings = [read_cells(row, columns, len(table.header), how, fixes.get(row.number, {})) for row in table.rows]
    for reading in readings:
        _check_row(reading, on)
    said = [_lease(reading, source, on) for reading in readings if not reading.faults]
    leases, duplicates = without_repeats(said, (earlier := _KnownRows()).find, earlier.add)
    notes = [note for reading in readings for note in reading.notes]
    notes += [doubt for lease in leases for doubt in _doubts(lease, on)]
    return ReadFile(
        rows=len(readings),
        good=tuple(leases),
        rejected=tuple(fault for reading in readings for fault in reading.faults),
        warnings=tuple(sorted(notes, key=lambda note: note.row)),
        duplicates=tuple(duplicates),
        half=tuple(_half(reading, source, on) for reading in readings if reading.faults),
        unknown_columns=columns.unknown,
        left_out=table.left_out,
    )


class _KnownRows:
    """The rows that were met. One repeats an earlier one that says the very same."""

    def __init__(self) -> None:
        self._met: defaultdict[tuple[object, ...], list[LeaseRow]] = defaultdict(list)

    def add(self, lease: LeaseRow) -> None:
        self._met[_key(lease)].append(lease)

    def find(self, lease: LeaseRow) -> LeaseRow | None:
        bare = _bare(lease)
        return next((known for known in self._met[_key(lease)] if _bare(known) == bare), None)


def _key(lease: LeaseRow) -> tuple[object, ...]:
    return lease.number, lease.reference, lease.starts_on


def _bare(lease: LeaseRow) -> LeaseRow:
    """The lease wherever its row stands."""
    return replace(lease, row=0, flat=replace(lease.flat, row=0), landlord=replace(lease.landlord, row=0))


def _check_row(reading: RowReading, on: date) -> None:
    """What one row says by itself."""
    if not reading.has("number", "reference"):
        reading.fault("number", "required", N_("The number of the household is missing: it says whose lease this is."))
    if not reading.has("address", "area", "city", "atak", "electricity_supply_number"):
        sentence = N_("Nothing says which flat this is. Give its address, its ATAK or its electricity supply number.")
        reading.fault("address", "nothing-identifies", sentence)
    check_rent(reading)
    _reckon_deposit(reading)
    _check_landlord(reading)
    _check_term(reading, on)
    _check_declaration(reading)


def _check_landlord(reading: RowReading) -> None:
    if not reading.has("landlord_name", "landlord_surname"):
        reading.fault("landlord_name", "required", N_("The name of the landlord is missing."))
    if not reading.has("landlord_afm", "landlord_phone", "landlord_email"):
        sentence = N_(
            "Nothing tells this landlord from another of the same name. Give a telephone, an e-mail or an AFM."
        )
        reading.fault("landlord_afm", "nothing-identifies", sentence)
    elif reading.values.get("landlord_afm") and reading.values["landlord_afm"] == reading.values.get("tenant_afm"):
        reading.fault("landlord_afm", "number-of-tenant", _OF_TENANT)


def _reckon_deposit(reading: RowReading) -> None:
    """Offer the amount of a deposit of so many rents."""
    rent = reading.values.get("monthly_rent")
    for place, fault in enumerate(reading.faults):
        if fault.code == IN_RENTS and rent:
            euros = rent * rents_in(fault.sentence.values["value"])
            reading.faults[place] = replace(fault, better=as_typed(euros))


def _check_term(reading: RowReading, on: date) -> None:
    if not reading.has("starts_on"):
        reading.fault("starts_on", "required", N_("The first day of the lease is missing."))
    if not reading.has("last_day"):
        reading.fault("last_day", "required", N_("The last day of the lease is missing: that which the paper names."))
    starts_on, last_day = reading.values.get("starts_on"), reading.values.get("last_day")
    if starts_on and starts_on > on:
        reading.faults.append(Fault(reading.row, "starts_on", "not-begun", Sentence(_NOT_BEGUN, {"day": starts_on})))
    elif starts_on and last_day and last_day <= starts_on:
        reading.fault("last_day", "before-start", N_("The term must end after it starts."))
    elif starts_on and last_day and (ends_on := statutory_end(starts_on, last_day + DAY)) <= on:
        sentence = Sentence(_ENDED, {"day": ends_on - DAY})
        reading.faults.append(Fault(reading.row, "last_day", "ended", sentence))


def _check_declaration(reading: RowReading) -> None:
    """Without its day a number says nothing, and the steps follow one another. Many lists have the day alone."""
    values = reading.values
    if values.get("declaration_number") and not reading.has("declared_on"):
        reading.fault("declared_on", "required", N_("Say when the lease was declared, or leave its number out too."))
    if reading.has("accepted_on") and not reading.has("declared_on", "declaration_number"):
        sentence = N_("Nothing is accepted before it is declared: give the day of the declaration.")
        reading.fault("declared_on", "required", sentence)
    _check_order(reading, "signed_on", "declared_on", N_("A lease is declared after it is signed."))
    _check_order(reading, "declared_on", "accepted_on", N_("A declaration is accepted after it is made."))
    if values.get("signed_on") and values.get("last_day") and values["signed_on"] > values["last_day"]:
        reading.fault("signed_on", "after-end", N_("A lease is signed before it ends."))


def _check_order(reading: RowReading, first: str, last: str, msgid: str) -> None:
    before, after = reading.values.get(first), reading.values.get(last)
    if before and after and after < before:
        reading.fault(last, "before-start", msgid)


def _doubts(lease: LeaseRow, on: date) -> Iterable[Fault]:
    yield from doubts_of_flat(lease.flat, on)
    if lease.agreed_ends_on.year - lease.starts_on.year > LONGEST_TERM:
        yield Fault(lease.row, "last_day", "long-term", Sentence(_LONG, {"day": lease.agreed_ends_on - DAY}))


def _lease(reading: RowReading, source: str, on: date) -> LeaseRow:
    values, row = _joined(reading.values), reading.row
    landlord = LandlordRow(row=row, **dict(_taken(values, "landlord_")))
    agreed_ends_on = values.pop("last_day") + DAY
    own = {name: values.pop(name) for name in _OF_LEASE if name in values}
    flat = AdvertRow(row=row, source=source, further=reading.further, **values)
    return LeaseRow(row=row, read_on=on, flat=flat, landlord=landlord, agreed_ends_on=agreed_ends_on, **own)


def _joined(values: Mapping[str, Any]) -> dict[str, Any]:
    """A name and a surname that stand in two columns are one, and so are a street and its number."""
    whole = dict(values)
    number = whole.pop("street_number", None)
    if number and "address" in whole:
        whole["address"] = f"{whole['address']} {number}"
    for who in ("tenant", "landlord"):
        if surname := whole.pop(f"{who}_surname", None):
            whole[f"{who}_name"] = " ".join(filter(None, (whole.get(f"{who}_name"), surname)))
    return whole


def _half(reading: RowReading, source: str, on: date) -> LeaseRow:
    """A row at fault as far as it was read, to be compared and never taken."""
    starts_on = reading.values.get("starts_on", on)
    last_day = max(reading.values.get("last_day", starts_on), starts_on)
    values = {"monthly_rent": ZERO, **reading.values, "starts_on": starts_on, "last_day": last_day}
    lease = _lease(replace(reading, values=values), source, on)
    return replace(lease, is_dated="starts_on" in reading.values)


_OF_LEASE = (
    "number", "reference", "tenant_name", "tenant_afm", "signed_on", "starts_on", "declaration_number", "declared_on",
    "accepted_on",
)  # fmt: skip


def _taken(values: dict[str, Any], beginning: str) -> Iterator[tuple[str, Any]]:
    """What is said under names with this beginning, taken out from among the rest."""
    for name in [name for name in values if name.startswith(beginning)]:
        yield name.removeprefix(beginning), values.pop(name)
