"""A table of adverts becomes advert rows; what cannot be taken, and what repeats an earlier row, is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.importing.findings import Duplicate
from core.importing.reader import read_table
from core.importing.report import report
from core.importing.table import Row, Table
from housing.home import RentCovers
from housing.importing.adverts import read_adverts
from housing.importing.columns import FIELDS
from tests.housing.importing.advert_tables import FLAT, WHOLE_FLAT, faults, read, warnings
from tests.support.rows import TODAY


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"Ενοίκιο": ""}, ("monthly_rent", "required")),
        ({"Ενοίκιο": "0"}, ("monthly_rent", "not-above-zero")),
        ({"Ενοίκιο": "-450"}, ("monthly_rent", "not-an-amount")),
        ({"Ενοίκιο": "κατόπιν συμφωνίας"}, ("monthly_rent", "not-an-amount")),
        ({"Τ.Μ.": "4"}, ("size_m2", "out-of-range")),
        ({"lat": "35.3"}, ("longitude", "required")),
        ({"lon": "25.1"}, ("latitude", "required")),
        ({"lat": "353000", "lon": "25.1"}, ("latitude", "not-a-coordinate")),
        ({"lat": "95", "lon": "25.1"}, ("latitude", "out-of-range")),
        ({"phone": "697123456"}, ("phone", "not-a-phone")),
        ({"Διεύθυνση": ""}, ("", "nothing-identifies")),
        ({"available from": "1/12/2026", "available until": "30/11/2026"}, ("available_until", "before-start")),
    ],
)
def test_a_row_that_cannot_be_taken_is_rejected_with_its_field(changes: dict[str, str], fault: tuple[str, str]) -> None:
    file = read(FLAT | changes)
    assert faults(file) == [(2, *fault)]
    assert file.good == ()


@pytest.mark.parametrize(
    "place",
    [
        {"Διεύθυνση": "Ερμού 1"},
        {"Περιοχή": "Χαλέπα"},
        {"lat": "35.3", "lon": "25.1"},
        {"Κωδικός": "7"},
        {"Σύνδεσμος": "https://example.gr/7"},
    ],
)
def test_any_one_of_these_says_which_flat_it_is(place: dict[str, str]) -> None:
    assert len(read({"Ενοίκιο": "450"} | place).good) == 1


def test_all_faults_of_a_row_are_told_at_once() -> None:
    file = read(FLAT | {"Ενοίκιο": "x", "Τ.Μ.": "y", "phone": "1"}, FLAT)
    assert faults(file) == [
        (2, "monthly_rent", "not-an-amount"),
        (2, "size_m2", "not-an-area"),
        (2, "phone", "not-a-phone"),
    ]
    assert [advert.row for advert in file.good] == [3]


def test_a_row_with_more_cells_than_columns_is_rejected() -> None:
    file = read_adverts(read_table("a.csv", "rent,address\n450,Ερμού 5, Χανιά\n".encode()), "portal", on=TODAY)
    assert faults(file) == [(2, "", "too-many-cells")]


@pytest.mark.parametrize(
    ("rent", "size", "is_doubtful"),
    [
        ("1,1", "62", True),
        ("45", "62", True),
        ("99,99", "20", True),
        ("100", "20", False),
        ("199", "100", True),
        ("200", "100", False),
        ("450", "62", False),
        ("450", "", False),
        ("99", "", True),
        ("2480", "62", False),
        ("2481", "62", True),
        ("5.400", "62", True),
        ("3.000", "", False),
        ("3.000,01", "", True),
    ],
)
def test_a_rent_unlikely_for_its_size_is_a_warning(rent: str, size: str, is_doubtful: bool) -> None:
    file = read(FLAT | {"Ενοίκιο": rent, "Τ.Μ.": size})
    assert warnings(file) == ([(2, "monthly_rent", "unlikely-rent")] if is_doubtful else [])
    assert len(file.good) == 1


def test_the_sentence_of_a_doubtful_rent_shows_amount_and_size() -> None:
    file = read(FLAT | {"Ενοίκιο": "1.1"})
    assert (
        str(file.warnings[0].sentence) == "A monthly rent of €1.10 for 62 m² is very low. Was a thousands point lost?"
    )


@pytest.mark.parametrize(
    ("lat", "lon", "is_outside"),
    [
        ("35.34", "25.14", False),
        ("34.83", "24.08", False),
        ("25.14", "35.34", True),
        ("37.98", "23.73", True),
        ("0", "0", True),
    ],
)
def test_a_place_outside_the_region_is_a_warning(lat: str, lon: str, is_outside: bool) -> None:
    file = read(FLAT | {"lat": lat, "lon": lon})
    assert warnings(file) == ([(2, "latitude", "outside-region")] if is_outside else [])


@pytest.mark.parametrize(("year", "is_asked"), [(TODAY.year + 1, False), (TODAY.year + 2, True)])
def test_a_home_that_is_not_built_yet_is_a_warning(year: int, is_asked: bool) -> None:
    file = read(FLAT | {"Έτος κατασκευής": str(year)})
    assert warnings(file) == ([(2, "year_built", "not-built-yet")] if is_asked else [])


def test_what_has_no_value_is_kept_with_a_warning() -> None:
    file = read(FLAT | {"Θέρμανση": "όπως θέλει ο ένοικος"})
    assert file.good[0].heating is None
    assert file.good[0].further == {"heating": "όπως θέλει ο ένοικος"}
    assert warnings(file) == [(2, "heating", "kept-as-text")]


def test_a_penthouse_is_the_top_floor_however_high_that_is() -> None:
    file = read(FLAT | {"Όροφος": "Ρετιρέ"})
    assert (file.good[0].floor, file.good[0].top_floor, warnings(file)) == (None, True, [])


@pytest.mark.parametrize(
    ("cells", "covers", "codes"),
    [
        ({"Κοινόχρηστα": "35", "Λογαριασμοί": "όχι"}, RentCovers.RENT, []),
        ({"Κοινόχρηστα": "35", "Λογαριασμοί": "ναι"}, RentCovers.BILLS, [(2, "common_charges", "counted-once")]),
        ({"Κοινόχρηστα": "περιλαμβάνονται"}, RentCovers.CHARGES, []),
        ({"Κοινόχρηστα": "περιλαμβάνονται", "Λογαριασμοί": "ναι"}, RentCovers.BILLS, []),
        ({"Κοινόχρηστα": "35"}, None, []),
    ],
)
def test_common_charges_within_the_rent_are_told(
    cells: dict[str, str], covers: RentCovers | None, codes: list[tuple[int, str, str]]
) -> None:
    file = read(FLAT | cells)
    assert (file.good[0].rent_covers, warnings(file)) == (covers, codes)


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ({"ref": "a7"}, {"ref": "A7"}, True),
        ({"ref": "a7"}, {"ref": "a8"}, False),
        ({"link": "https://example.gr/1"}, {"link": "https://example.gr/1"}, True),
        ({"link": "https://example.gr/1"}, {"link": "https://example.gr/2"}, False),
        ({"ref": "1", "link": "https://example.gr/1"}, {"ref": "2", "link": "https://example.gr/1"}, False),
        ({"link": "https://example.gr/1"}, {"ref": "2", "link": "https://example.gr/1"}, True),
        (WHOLE_FLAT, WHOLE_FLAT | {"ref": "2"}, True),
        (WHOLE_FLAT | {"ref": "1"}, WHOLE_FLAT | {"ref": "2"}, False),
        ({}, {"ref": "2"}, False),
        ({}, {}, True),
        ({}, {"Διεύθυνση": "ΚΑΛΟΚΑΙΡΙΝΟΥ 5"}, True),
        ({}, {"Διεύθυνση": "Καλοκαιρινού 7"}, False),
        ({}, {"Τ.Μ.": "63"}, False),
        ({"Όροφος": "1"}, {"Όροφος": "2"}, False),
        ({"phone": "2810123456"}, {"phone": "+30 2810 123456"}, True),
        ({"phone": "2810123456"}, {"phone": "2810123457"}, False),
        ({"Πόλη": "Χανιά"}, {"Πόλη": "Ηράκλειο"}, False),
        ({}, {"Ενοίκιο": "460"}, True),
    ],
)
def test_a_row_that_is_the_same_advert_as_an_earlier_one_is_told(
    first: dict[str, str], second: dict[str, str], is_same: bool
) -> None:
    file = read(FLAT | first, FLAT | second)
    assert file.duplicates == ((Duplicate(3, 2),) if is_same else ())
    assert len(file.good) == (1 if is_same else 2)


def test_flats_known_only_by_their_area_differ_by_title_or_rent() -> None:
    area = {"Περιοχή": "Χαλέπα", "Τ.Μ.": "60", "Ενοίκιο": "450"}
    file = read(area, area | {"Ενοίκιο": "500"}, area | {"Τίτλος": "Ρετιρέ"}, area)
    assert file.duplicates == (Duplicate(5, 2),)


def test_a_rejected_row_is_nobodys_original() -> None:
    file = read(FLAT | {"phone": "1"}, FLAT)
    assert file.duplicates == ()


def test_the_report_has_the_shape_of_the_contract() -> None:
    file = read(
        FLAT | {"Χρώμα": "λευκό"}, FLAT, FLAT | {"Ενοίκιο": ""}, FLAT | {"Διεύθυνση": "Ερμού 1", "Ενοίκιο": "45"}
    )
    assert report(file, created=1, updated=0, unchanged=1) == {
        "rows": 4,
        "accepted": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 1,
        "rejected": [
            {"row": 4, "field": "monthly_rent", "code": "required", "message": "The monthly rent is missing."}
        ],
        "warnings": [
            {
                "row": 5,
                "field": "monthly_rent",
                "code": "unlikely-rent",
                "message": "A monthly rent of €45.00 for 62 m² is very low. Was a thousands point lost?",
            }
        ],
        "duplicates": [{"row": 3, "of": 2}],
        "unknown_columns": ["Χρώμα"],
    }


CELLS = st.none() | st.text(max_size=30) | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.dates()


@given(st.lists(st.lists(CELLS, max_size=len(FIELDS) + 1), min_size=1, max_size=3))
def test_whatever_the_cells_hold_each_row_is_taken_rejected_or_a_duplicate(rows: list[list]) -> None:
    table = Table(tuple(FIELDS), tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, start=2)))
    file = read_adverts(table, "portal", on=TODAY)
    told = {advert.row for advert in file.good} | {fault.row for fault in file.rejected}
    assert told | {duplicate.row for duplicate in file.duplicates} == {row.number for row in table.rows}
