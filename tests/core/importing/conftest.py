from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

Rows = Sequence[Sequence[object]]


@pytest.fixture
def xlsx() -> Callable[[Rows], bytes]:
    return _xlsx


@pytest.fixture
def rewritten() -> Callable[[bytes, str, Callable[[bytes], bytes]], bytes]:
    """A zip with one of its parts changed, or added from nothing."""
    return _rewritten


def _xlsx(rows: Rows) -> bytes:
    """A pair is a formula and the value stored with it."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        days = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for number, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if isinstance(cell, tuple):
                    sheet.write_formula(number, place, cell[0], None, cell[1])
                elif isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, days)
                else:
                    sheet.write(number, place, cell)
    return target.getvalue()


def _rewritten(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as written:
        parts = {name: source.read(name) for name in source.namelist()}
        parts[part] = change(parts.get(part, b""))
        for name, data in parts.items():
            written.writestr(name, data)
    return target.getvalue()
