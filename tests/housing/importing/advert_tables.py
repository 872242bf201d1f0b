"""Tables of adverts, as text, and what was read from them."""

from collections.abc import Mapping

from core.importing.reader import read_table
from housing.importing.advert import AdvertFile
from housing.importing.adverts import read_adverts
from tests.support.rows import TODAY

WHOLE_FLAT = {"Όροφος": "1", "phone": "2810123456"}
FLAT = {"Διεύθυνση": "Καλοκαιρινού 5", "Ενοίκιο": "450", "Τ.Μ.": "62"}


def read(*rows: Mapping[str, str]) -> AdvertFile:
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    lines = [";".join(row.get(name, "") for name in header) for row in rows]
    return read_adverts(read_table("a.csv", "\n".join([";".join(header), *lines]).encode()), "portal", on=TODAY)


def faults(file: AdvertFile) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.field, fault.code) for fault in file.rejected]


def warnings(file: AdvertFile) -> list[tuple[int, str, str]]:
    return [(warning.row, warning.field, warning.code) for warning in file.warnings]
