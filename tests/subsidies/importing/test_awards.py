"""What a table of awards says, cell by cell and household by household."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import Refused
from core.importing.reader import read_table
from subsidies.importing.awards import read_awards
from subsidies.importing.cells import find_month
from subsidies.rules.case import Kind

ON = date(2026, 11, 23)
HEADER = "household number;scheme;month;amount;paid on"
LONG = f"{HEADER}\n17;helios-2019;10/2026;162,00;30/10/2026\n17;helios-2019;11/2026;162,00;\n"


def read(text: str):
    return read_awards(read_table("awards.csv", text.encode()), "register", on=ON)


def found(text: str) -> list[tuple[int, str, str]]:
    """What is at fault or doubtful, but for rows that wait for another."""
    read_file = read(text)
    return [(fault.row, fault.field, fault.code) for fault in (*read_file.rejected, *read_file.warnings)]


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2026-11", date(2026, 11, 1)),
        ("11/2026", date(2026, 11, 1)),
        ("11.26", date(2026, 11, 1)),
        ("Νοέμβριος 2026", date(2026, 11, 1)),
        ("Νοεμβρίου 2026", date(2026, 11, 1)),
        ("ΝΟΕ 26", date(2026, 11, 1)),
        ("Οκτ. 2026", date(2026, 10, 1)),
        ("Μάϊ-26", date(2026, 5, 1)),
        ("Nov 2026", date(2026, 11, 1)),
        ("september 2026", date(2026, 9, 1)),
        ("17/11/2026", date(2026, 11, 1)),
        ("2026-11-01", date(2026, 11, 1)),
        (date(2026, 11, 17), date(2026, 11, 1)),
        (date(9999, 12, 31), None),
        ("13/2026", None),
        ("November", None),
        ("Household 26", None),
        ("45000", None),
        ("11/1899", None),
        ("", None),
    ],
)
def test_a_month_is_read_as_people_write_it(written: str, month: date | None):
    assert find_month(written) == month


def test_a_row_for_each_month():
    first, second = read(LONG).good
    assert (first.number, first.scheme, first.given.month) == ("17", "helios-2019", date(2026, 10, 1))
    assert (first.given.amount, first.given.paid_on, first.is_paid) == (Decimal("162.00"), date(2026, 10, 30), True)
    assert (second.given.kind, second.given.paid_on, second.is_paid) == (Kind.MONTHLY, None, False)


def test_a_row_for_each_household_and_a_column_for_each_month():
    text = (
        "Αρ. νοικοκυριού;Σχήμα;Εφάπαξ;Πληρωμένο έως;Οκτ 2026;11/2026;Δεκέμβριος 2026;Σχόλια\n"
        "17;helios-2019;440;10/2026;81,00;162;162;ναι\n"
        "18;helios-2019;;11/2026;;100;;\n"
    )
    read_file = read(text)
    assert (read_file.rejected, read_file.unknown_columns) == ((), ("Σχόλια",))
    months = [(row.row, row.given.kind, row.given.month.month, row.given.amount, row.is_paid) for row in read_file.good]
    assert months == [
        (2, Kind.ONE_OFF, 10, Decimal("440.00"), True),
        (2, Kind.MONTHLY, 10, Decimal("81.00"), True),
        (2, Kind.MONTHLY, 11, Decimal("162.00"), False),
        (2, Kind.MONTHLY, 12, Decimal("162.00"), False),
        (3, Kind.MONTHLY, 11, Decimal("100.00"), True),
    ]
    assert read_file.rows == 2


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("scheme;month;amount", "No column is named “Household number”"),
        ("household number;month;amount", "No column is named “Scheme”"),
        ("household number;scheme;amount", "No column is named “Month”"),
        ("household number;scheme;month", "No column is named “Amount”"),
        ("household number;scheme;month;amount;ποσό", "mean the same"),
    ],
)
def test_a_column_that_is_missing_is_named(header: str, complaint: str):
    with pytest.raises(Refused, match=complaint):
        read(f"{header}\n1;2;3;4;5\n")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(";helios-2019;11/2026;162;", [(2, "number", "required")], id="no-household"),
        pytest.param("17;;11/2026;162;", [(2, "scheme", "required")], id="no-scheme"),
        pytest.param("17;helios-2019;;162;", [(2, "month", "required")], id="no-month"),
        pytest.param("17;helios-2019;11/2026;;", [(2, "amount", "required")], id="no-amount"),
        pytest.param("17;helios-2019;soon;162;", [(2, "month", "not-a-month")], id="no-such-month"),
        pytest.param("17;helios-2019;11/2026;much;", [(2, "amount", "not-an-amount")], id="no-amount-of-money"),
        pytest.param("17;helios-2019;11/2026;162;24/11/2026", [(2, "paid_on", "in-the-future")], id="paid-tomorrow"),
        pytest.param("17;helios-2019;11/2026;162;23/11/2026", [], id="paid-today"),
        pytest.param("17;helios-2019;11/2026;162;ναι", [], id="paid-without-a-day"),
        pytest.param("17;helios-2019;11/2026;0;", [(2, "amount", "nothing-paid")], id="nothing-at-all"),
        pytest.param(
            "17;helios-2019;11/2026;162;\n17;helios-2019;11/2026;100;", [(3, "month", "same-month")], id="month-twice"
        ),
        pytest.param(
            "17;helios-2019;11/2026;162;\n17;helios-plus;12/2026;162;", [(3, "scheme", "otherwise")], id="two-schemes"
        ),
    ],
)
def test_what_is_wrong_with_a_row_is_told(rows: str, expected: list[tuple[int, str, str]]):
    told = [each for each in found(f"{HEADER}\n{rows}\n") if each[2] != "waits-for-another-row"]
    assert told == expected


@pytest.mark.parametrize(
    ("more", "cells", "expected"),
    [
        pytest.param("first day", "01/12/2026", (2, "month", "before-start"), id="before-the-award"),
        pytest.param("last day", "31/10/2026", (2, "month", "after-end"), id="after-the-award"),
        pytest.param("decision date", "24/11/2026", (2, "decided_on", "in-the-future"), id="decided-tomorrow"),
        pytest.param("paid to", "the bank", (2, "to_landlord", "not-a-known-word"), id="paid-to-nobody-known"),
        pytest.param("kind", "arrears", (2, "kind", "not-a-known-word"), id="for-nothing-known"),
    ],
)
def test_what_is_said_of_the_award_is_held_against_its_months(more: str, cells: str, expected: tuple[int, str, str]):
    assert found(f"{HEADER};{more}\n17;helios-2019;11/2026;162;;{cells}\n") == [expected]


@pytest.mark.parametrize("word", ["arrears", "Αναδρομικά", "ΟΦΕΙΛΗ"])
def test_arrears_are_the_months_that_are_owed(word: str):
    [fault] = read(f"{HEADER};kind\n17;helios-2019;10/2026;162;;{word}\n").rejected
    assert "give each month that is owed, with its amount, as not paid" in str(fault.sentence)


def test_a_one_off_is_paid_once():
    rows = "17;helios-2019;10/2026;440;1/10/2026;εφάπαξ\n17;helios-2019;11/2026;440;;εφάπαξ"
    assert (3, "kind", "one-off-twice") in found(f"{HEADER};kind\n{rows}\n")


def test_an_award_waits_as_a_whole_for_its_row_at_fault():
    read_file = read(f"{LONG}17;helios-2019;12/2026;much;\n18;helios-2019;11/2026;162;\n")
    assert [row.number for row in read_file.good] == ["18"]
    assert [fault.code for fault in read_file.rejected] == [
        "waits-for-another-row",
        "waits-for-another-row",
        "not-an-amount",
    ]


def test_a_row_once_more_is_a_repeat():
    read_file = read(f"{LONG}17;helios-2019;11/2026;162,00;\n")
    assert [(repeat.row, repeat.of) for repeat in read_file.duplicates] == [(4, 3)]
    assert len(read_file.good) == 2


def test_what_is_wrong_in_a_column_of_a_month_names_it():
    read_file = read("household number;scheme;11/2026;12/2026\n17;helios-2019;much;162\n18;helios-2019;;\n")
    assert [(fault.row, fault.field) for fault in read_file.rejected] == [(2, "2026-11"), (3, "")]
    assert str(read_file.rejected[0].sentence).startswith("For 11/2026: “much” is not an amount")


def test_what_is_said_of_a_month_is_said_beside_its_cell():
    text = "household number;scheme;one-off;last day;11/2026;12/2026\n17;helios-2019;440;30/11/2026;162;162\n"
    assert found(text) == [(2, "2026-12", "after-end")]


def test_two_columns_of_one_month_are_refused():
    with pytest.raises(Refused, match="The columns “11/2026” and “Νοε 26” are of one month"):
        read("household number;scheme;11/2026;Νοε 26\n17;helios-2019;100;162\n")


@pytest.mark.parametrize(
    ("fixes", "amounts"),
    [({"2026-11": "113,40"}, ["113.40", "162.00"]), ({"2026-11": "", "2027-01": "9"}, ["162.00"])],
)
def test_a_month_is_put_right_by_its_name(fixes: dict[str, str], amounts: list[str]):
    table = read_table("a.csv", b"household number;scheme;11/2026;12/2026\n17;helios-2019;much;162\n")
    read_file = read_awards(table, "register", fixes={2: fixes}, on=ON)
    assert ([str(row.given.amount) for row in read_file.good], read_file.rejected) == (amounts, ())


def test_of_a_row_for_each_month_no_column_of_a_month_is_put_right():
    table = read_table("a.csv", f"{HEADER};12/2026\n17;helios-2019;11/2026;162;;5\n".encode())
    assert len(read_awards(table, "register", fixes={2: {"2026-12": "7"}}, on=ON).good) == 1


def test_the_total_below_the_rows_is_none_of_them():
    assert read(f"{LONG}Σύνολο;;;324,00;\n").left_out == (4,)
