"""Tables of people, as text, and what was read from them."""

from datetime import date

from core.importing.columns import known_names
from core.importing.reader import read_table
from people.importing.columns import FIELDS
from people.importing.households import read_households

ON = date(2026, 11, 23)


HEADER = "Αρ. νοικοκυριού;Ονοματεπώνυμο;Ημ/νία γέννησης"


AFM = "123456783"


def read(text: str, **how):
    return read_households(read_table("a.csv", text.encode(), known_names(FIELDS)), "register", on=ON, **how)


def read_cell(name: str, cell: str):
    """What the row says in one further column."""
    return read(f"{HEADER};{name}\n17;Samir Haddad;04/05/1985;{cell}\n")


def faults(file) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.field, fault.code) for fault in file.rejected]


def doubts(file) -> list[tuple[int, str, str]]:
    return [(doubt.row, doubt.field, doubt.code) for doubt in file.warnings]
