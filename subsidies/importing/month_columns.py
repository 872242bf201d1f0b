"""A row for each household with a column for each month: what stands in such a column is the amount of the month."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from core.errors import Refused
from core.importing.cells import Unreadable, amount
from core.importing.columns import fields_of
from core.importing.findings import Fault
from core.importing.reading import Fixes, RowReading
from core.importing.table import Row
from core.text import N_, Sentence
from subsidies.importing.award import in_words, month_key
from subsidies.importing.cells import find_month
from subsidies.importing.columns import FIELDS
from subsidies.rules.case import Kind
from subsidies.rules.taken_over import TakenOverMonth

MonthColumns = Mapping[int, date]  # the month (its first day) by the place of its column

_NOTHING: Mapping[str, str] = MappingProxyType({})
_SAME_MONTH = N_("The columns “%(first)s” and “%(second)s” are of one month. Keep one of them.")
_WRONG = N_("For %(month)s: %(why)s")
_NO_AMOUNT = N_("No month of this row has an amount.")


def month_columns(header: Sequence[str], chosen: Mapping[str, str] = _NOTHING) -> MonthColumns:
    """The place of each column that is named by a month; none where a column holds the month."""
    held = fields_of(header, FIELDS, chosen)
    if "month" in held:
        return {}
    named = {place: find_month(name) for place, name in enumerate(header) if not held[place]}
    return {place: month for place, month in named.items() if month}


def refuse_same_month(header: Sequence[str], columns: MonthColumns) -> None:
    """Raise Refused where two columns are of one month: one of its amounts would be lost."""
    first: dict[date, int] = {}
    for place, month in columns.items():
        if (other := first.setdefault(month, place)) != place:
            raise Refused(Sentence(_SAME_MONTH, {"first": header[other], "second": header[place]}))


def read_months(
    reading: RowReading, row: Row, columns: MonthColumns, fixes: Fixes
) -> list[tuple[RowReading, TakenOverMonth, bool]]:  # fmt: skip
    """Every month of a row that has an amount, the one-off with the first of them, each with whether it is paid."""
    cells = {month: row.cells[place] for place, month in columns.items() if place < len(row.cells)}
    cells |= {month: fixes[key] for month in columns.values() if (key := month_key(month)) in fixes}
    found: list[TakenOverMonth] = []
    for month, cell in sorted(cells.items()):
        try:
            euros = amount(cell)
        except Unreadable as error:
            sentence = Sentence(_WRONG, {"month": in_words(month), "why": error.sentence})
            reading.faults.append(Fault(reading.row, month_key(month), error.code, sentence))
        else:
            found += [] if euros is None else [TakenOverMonth(Kind.MONTHLY, month, euros)]
    paying = [given for given in found if given.amount > Decimal(0)]
    if not paying and not reading.faults:
        reading.fault("", "required", _NO_AMOUNT)
    if reading.faults:
        return []
    if once := reading.values.get("one_off"):
        found.insert(0, TakenOverMonth(Kind.ONE_OFF, paying[0].month, once))
    until = reading.values.get("paid_until")
    return [(reading, given, until is not None and given.month <= until) for given in found]
