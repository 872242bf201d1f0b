"""A table of people is read as households."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from tests.people.importing.household_tables import AFM, HEADER, doubts, faults, read


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (";Samir Haddad;04/05/1985", ("number", "required")),
        ("17;;04/05/1985", ("name", "required")),
        ("17;Samir Haddad;", ("born_on", "required")),
        ("17;Samir Haddad;1985", ("born_on", "not-a-day")),
        ("17;Samir Haddad;04/05/2027", ("born_on", "in-the-future")),
        ("17;Samir Haddad;04/05/1885", ("born_on", "too-long-ago")),
    ],
)
def test_a_person_without_number_name_or_day_of_birth_is_not_taken(row: str, fault: tuple[str, str]) -> None:
    assert faults(read(f"{HEADER}\n{row}\n")) == [(2, *fault)]


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_without_the_columns_that_make_a_household_nothing_is_read(missing: int) -> None:
    header = ";".join(name for place, name in enumerate(HEADER.split(";")) if place != missing)
    with pytest.raises(Refused, match="No column is named"):
        read(f"{header};Φύλο\na;b;c\n")


def test_a_household_waits_as_a_whole_for_its_row_with_a_fault() -> None:
    file = read(f"{HEADER}\n17;Samir;04/05/1985\n18;Olena;03/02/1990\n17;Omar;never\n17;Amal;04/05/1988\n")
    waits = "waits-for-another-row"
    assert faults(file) == [(2, "", waits), (4, "born_on", "not-a-day"), (5, "", waits)]
    assert [row.row for row in file.good] == [3]


@pytest.mark.parametrize(
    ("second", "column", "first_cell", "second_cell", "code"),
    [
        ("Omar;04/05/2010", "relation", "applicant", "αιτών", "two-applicants"),
        ("Omar;04/05/2010", "afm", AFM, AFM, "number-of-another"),
        ("Omar;04/05/2010", "centre", "heraklion", "chania", "otherwise"),
        ("Omar;04/05/2010", "name of the household", "Haddad", "Hadad", "otherwise"),
    ],
)
def test_rows_of_a_household_contradict_one_another_in_nothing(
    second: str, column: str, first_cell: str, second_cell: str, code: str
) -> None:
    file = read(f"{HEADER};{column}\n17;Samir;04/05/1985;{first_cell}\n17;{second};{second_cell}\n")
    assert [(row, found) for row, _, found in faults(file)] == [(2, "waits-for-another-row"), (3, code)]


@pytest.mark.parametrize(
    ("row", "repeats", "taken"),
    [
        ("17;SAMIR HADDAD;4.5.1985;", True, 1),
        (f"17;Samir Haddad;04/05/1985;{AFM}", False, 2),
        ("18;Samir Haddad;04/05/1985;", False, 2),
    ],
)
def test_a_row_that_says_nothing_more_is_a_repeat(row: str, repeats: bool, taken: int) -> None:
    file = read(f"{HEADER};ΑΦΜ\n17;Samir Haddad;04/05/1985;\n{row}\n")
    assert ([(each.row, each.of) for each in file.duplicates] == [(3, 2)]) is repeats
    assert len(file.good) == taken


@pytest.mark.parametrize(
    ("other", "asks"),
    [
        ("18;Haddad Samir;04/05/1985", True),
        ("18;Σαμίρ Χαντάντ;04/05/1985", True),
        ("18;سمير حداد;04/05/1985", True),
        ("18;Samir Haddad;05/04/1985", True),
        ("18;Samir Haddad;04/05/1958", False),
        ("18;Omar Haddad;04/05/1985", False),
        ("17;Σαμίρ Χαντάντ;04/05/1985", True),
    ],
)
def test_one_person_in_two_rows_is_asked_about_in_all_scripts(other: str, asks: bool) -> None:
    file = read(f"{HEADER}\n17;Samir Haddad;04/05/1985\n{other}\n")
    assert ((3, "name", "same-person") in doubts(file)) is asks


def test_a_household_without_anybody_of_age_is_asked_about() -> None:
    assert doubts(read(f"{HEADER}\n17;Omar;04/05/2010\n")) == [(2, "born_on", "no-adult")]


@pytest.mark.parametrize(
    ("relation", "born", "is_doubted"),
    [
        ("child", "04/05/1985", True), ("child", "05/05/1985", False), ("parent", "04/05/1985", True),
        ("parent", "03/05/1985", False), ("sibling", "04/05/1985", False),
    ],
)  # fmt: skip
def test_a_child_that_is_not_younger_is_asked_about(relation: str, born: str, is_doubted: bool) -> None:
    found = read(f"{HEADER};relation\n17;Samir;04/05/1985;applicant\n17;Omar;{born};{relation}\n")
    assert doubts(found) == ([(3, "born_on", "out-of-order")] if is_doubted else [])
    assert doubts(read(f"{HEADER}\n17;Omar;23/11/2008\n")) == []


def test_languages_that_nobody_knows_and_days_of_no_permit_are_said_to_be_left_out() -> None:
    file = read(f"{HEADER};languages;permit expiry\n17;Samir;04/05/1985;Arabic, Klingon;31/12/2027\n")
    assert doubts(file) == [(2, "languages", "unknown-language"), (2, "permit_until", "no-number")]
    assert file.good[0].languages == ("ar",)


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["04/05/1985", "never", ""])), min_size=1, max_size=12))
def test_a_household_is_good_as_a_whole_or_not_at_all(people: list[tuple[int, str]]) -> None:
    lines = "".join(f"{number};Person {chr(65 + place)};{day}\n" for place, (number, day) in enumerate(people))
    file = read(f"{HEADER}\n{lines}")
    at_fault = {str(number) for number, day in people if day != "04/05/1985"}
    assert {row.number for row in file.good} == {str(number) for number, _ in people} - at_fault
    assert len(file.good) + len({fault.row for fault in file.rejected}) == len(people)


def test_a_row_without_a_number_is_offered_that_of_the_row_above() -> None:
    file = read(f"{HEADER}\n;Omar;04/05/1990\n17;Samir;04/05/1985\n;Amal;12/03/1988\n;Omar;01/09/2015\n")
    assert [(fault.row, fault.field, fault.better) for fault in file.rejected] == [
        (2, "number", ""), (4, "number", "17"), (5, "number", "17"),
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["1985", "00/00/1985", "xx.xx.1985"])
def test_of_a_year_of_birth_alone_its_first_day_is_offered(written: str) -> None:
    [fault] = read(f"{HEADER}\n17;Samir Haddad;{written}\n").rejected
    assert (fault.field, fault.code, fault.better) == ("born_on", "not-a-day", "01/01/1985")


def test_what_was_put_right_counts_before_what_the_file_says() -> None:
    file = read(f"{HEADER}\n17;Samir;nothing\n", fixes={2: {"born_on": "04/05/1985", "sex": "male"}})
    assert (file.good[0].born_on, file.good[0].sex) == (date(1985, 5, 4), "male")
