"""However a file is written, the same flats come of it."""

from collections import Counter
from decimal import Decimal

import pytest

from core.importing.columns import known_names
from core.importing.reader import read_table
from housing.importing.adverts import read_adverts
from housing.importing.columns import FIELDS
from tests.housing.importing.made_files import FLATS, MadeFile, made_files
from tests.support.rows import TODAY

MADE = dict(made_files())
EXPECTED = [
    ("Α-1", "Εφέσου 118, Ά Σκάλα", "Ηράκλειο", Decimal("450.50"), 76, 3, "+302810990101"),
    ("Α-2", "Οδός Άνω Πόλης 5", "Χανιά", Decimal("1100.00"), 104, 0, "+306971234567"),
    ("Α-3", "Ικάρου 40", "Ηράκλειο", Decimal("380.00"), 52, -1, "+302810990103"),
]


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_the_same_flats_come_of_it(made: MadeFile) -> None:
    read = read_adverts(read_table(*made, known_names(FIELDS)), "portal", on=TODAY)
    assert read.rejected == read.warnings == read.duplicates == read.unknown_columns == ()
    assert read.rows == len(FLATS)
    assert [
        (a.reference, a.address, a.city, a.monthly_rent, a.size_m2, a.floor, a.phone) for a in read.good
    ] == EXPECTED


def test_they_are_many_and_of_every_kind() -> None:
    assert Counter(name for name, _ in MADE.values()) >= Counter({"a.csv": 40, "a.xlsx": 10, "a.xls": 10, "a.txt": 2})
    assert len({content for _, content in MADE.values()}) >= 65
