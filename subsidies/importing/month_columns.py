"""A row for each household with a column for each month: what stands in such a column is the amount of the month."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from core.importing.cells import Unreadable, amount
from core.importing.findings import Fault
from core.importing.reading import RowReading
from core.importing.table import Row
from core.text import N_, Sentence
from subsidies.rules.case import Kind
from subsidies.rules.given import GivenMonth

MonthColumns = Mapping[int, date]  # the month (its first day) by the place of its column

_WRONG = N_("For %(month)s: %(why)s")
_NO_AMOUNT = N_("No month of this row has an amount.")


def read_months(
    reading: RowReading, row: Row, columns: MonthColumns
) -> list[tuple[RowReading, GivenMonth, bool]]:  # fmt: skip
    """Every month of a row that has an amount, the one-off with the first of them, each with whether it is paid."""
    cells = {month: row.cells[place] for place, month in columns.items() if place < len(row.cells)}
    found: list[GivenMonth] = []
    for month, cell in sorted(cells.items()):
        try:
            euros = amount(cell)
        except Unreadable as error:
            sentence = Sentence(_WRONG, {"month": f"{month:%m/%Y}", "why": error.sentence})
            reading.faults.append(Fault(reading.row, "", error.code, sentence))
        else:
            found += [] if euros is None else [GivenMonth(Kind.MONTHLY, month, euros)]
    paying = [given for given in found if given.amount > Decimal(0)]
    if not paying and not reading.faults:
        reading.fault("", "required", _NO_AMOUNT)
    if reading.faults:
        return []
    if once := reading.values.get("one_off"):
        found.insert(0, GivenMonth(Kind.ONE_OFF, paying[0].month, once))
    until = reading.values.get("paid_until")
    return [(reading, given, until is not None and given.month <= until) for given in found]
