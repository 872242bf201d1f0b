from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.importing import cells
from core.importing.measures import coordinate, floor, square_metres
from core.importing.table import Cell

PARSERS = [
    cells.text, cells.line, cells.amount, cells.decimal_number, cells.whole_number, cells.yes_no, cells.day,
    floor, square_metres, coordinate,
]  # fmt: skip


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("blank", [None, "", " ", "-", "–", "—", "n/a", "N/A"])
def test_a_blank_cell_has_no_value(parser: Callable[[Cell], object], blank: Cell) -> None:
    assert parser(blank) is None


@pytest.mark.parametrize(
    ("cell", "euros"),
    [
        ("450", "450.00"),
        ("1.234,50 €", "1234.50"),
        ("1.100", "1100.00"),
        ("1.1", "1.10"),
        ("€ 450", "450.00"),
        ("450 €/μήνα", "450.00"),
        ("450 ευρώ τον μήνα", "450.00"),
        ("450€ per month", "450.00"),
        ("450,-", "450.00"),
        ("1.100,– €", "1100.00"),
        ("1,234.50", "1234.50"),
        ("EUR 1.234,50", "1234.50"),
        ("1 234,50 €", "1234.50"),
        ("1\N{NO-BREAK SPACE}234,50\N{NO-BREAK SPACE}€", "1234.50"),
        ("\u200f450,-\u00a0€\u200f/μήνα", "450.00"),
        (450, "450.00"),
        (450.5, "450.50"),
        (1.1, "1.10"),
        (450.1 + 0.2, "450.30"),
        (0, "0.00"),
        ("1.000.000", "1000000.00"),
    ],
)
def test_amounts(cell: Cell, euros: str) -> None:
    assert str(cells.amount(cell)) == euros


@pytest.mark.parametrize(
    "cell",
    [
        "κατόπιν συμφωνίας",
        "1,234",
        "-450",
        "450-500",
        "450,-50",
        "4 50",
        -1,
        333.3333,
        1e300,
        "9" * 40,
        "٤٥٠",
        date(2026, 5, 1),
        "450 €/έτος",
    ],
)
def test_what_is_no_amount(cell: Cell) -> None:
    with pytest.raises(cells.Unreadable, match="is not an amount") as unreadable:
        cells.amount(cell)
    assert unreadable.value.code == "not-an-amount"


@pytest.mark.parametrize("cell", ["1.000.000,01", 1_000_001, "99999999999"])
def test_an_amount_may_be_too_large(cell: Cell) -> None:
    with pytest.raises(cells.Unreadable, match="too large"):
        cells.amount(cell)


@given(st.integers(0, 10**8))
@example(0)
@example(110000)
def test_amounts_survive_every_way_of_writing_them(cents: int) -> None:
    euros = Decimal(cents).scaleb(-2)
    greek = f"{euros:,.2f}".translate(str.maketrans(",.", ".,"))
    for written in (greek, f"{greek} €", f"{euros:,.2f}", f"{euros:.2f}", float(euros)):
        assert cells.amount(written) == euros


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("85,5", "85.5"),
        ("85.5", "85.5"),
        ("1.234", "1234"),
        ("1.234,5", "1234.5"),
        ("-3", "-3"),
        (85.5, "85.5"),
        (85, "85"),
    ],
)
def test_decimal_numbers(cell: Cell, number: str) -> None:
    assert cells.decimal_number(cell) == Decimal(number)


@pytest.mark.parametrize("cell", ["x", "1,2,3", "1..2", "²", "١", "1e5", "nan", "9" * 30])
def test_what_is_no_number(cell: Cell) -> None:
    with pytest.raises(cells.Unreadable, match="is not a number"):
        cells.decimal_number(cell)


@pytest.mark.parametrize(("cell", "number"), [("3", 3), ("3,0", 3), (3, 3), ("1.985", 1985)])
def test_whole_numbers(cell: Cell, number: int) -> None:
    assert cells.whole_number(cell) == number


def test_half_a_room_is_no_whole_number() -> None:
    with pytest.raises(cells.Unreadable, match="is not a whole number"):
        cells.whole_number("2,5")


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("ναι", True), ("ΝΑΙ", True), ("Ναί", True), ("yes", True), ("Y", True), (1, True), ("x", True), ("✓", True),
        ("true", True), ("όχι", False), ("ΟΧΙ", False), ("no", False), (0, False), ("false", False),
    ],
)  # fmt: skip
def test_yes_and_no(cell: Cell, answer: bool) -> None:
    assert cells.yes_no(cell) is answer


@pytest.mark.parametrize("cell", ["ίσως", 2, "ναι και όχι", date(2026, 1, 1)])
def test_neither_yes_nor_no(cell: Cell) -> None:
    with pytest.raises(cells.Unreadable, match="neither yes nor no"):
        cells.yes_no(cell)


@pytest.mark.parametrize("cell", [date(2026, 11, 3), "2026-11-03", "3/11/2026", "03.11.2026", "3-11-26"])
def test_days(cell: Cell) -> None:
    assert cells.day(cell) == date(2026, 11, 3)


@pytest.mark.parametrize(
    "cell", ["3 Νοεμβρίου 2026", "3-Νοε-26", "3η Νοεμβριου 2026", "03.ΝΟΕ.2026", "3 November 2026", "3-Nov-26"]
)
def test_days_in_words(cell: str) -> None:
    assert cells.day(cell) == date(2026, 11, 3)


@pytest.mark.parametrize(
    "cell",
    ["31 Νοεμβρίου 2026", "3 Νοέμβρη του 26", "3 2026", "31/11/2026", "11/30/2026", "2026", 46356, "Νοέμβριος", "1/1"],
)
def test_what_is_no_day(cell: Cell) -> None:
    with pytest.raises(cells.Unreadable, match="is not a day"):
        cells.day(cell)


@pytest.mark.parametrize("cell", ["31/12/9999", "9999-12-31", date(9999, 12, 31)])
def test_a_day_that_stands_for_ever_is_none(cell: Cell) -> None:
    with pytest.raises(cells.Unreadable, match="too far in the future"):
        cells.day(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("ισόγειο", 0), ("ΙΣΟΓΕΙΟ", 0), ("ground floor", 0), ("Ground", 0), ("0", 0), (0, 0),
        ("υπόγειο", -1), ("ημιυπόγειο", -1), ("Ημι-υπόγειο", -1), ("basement", -1), ("-1", -1), ("−1", -1), (-1, -1),
        ("ημιώροφος", 1), ("υπερυψωμένο ισόγειο", 1), ("Α΄ όροφος", 1), ("1ος", 1), ("1st", 1), ("πρώτος όροφος", 1),
        ("Β'", 2), ("2ος όροφος", 2), ("όροφος 2", 2), ("2nd floor", 2), ("2ος όρ.", 2), ("2ο", 2),
        ("3ος", 3), ("3", 3), (3, 3), ("Γ’", 3), ("ΣΤ", 6),
    ],
)  # fmt: skip
def test_floors(cell: Cell, number: int) -> None:
    assert floor(cell) == number


@pytest.mark.parametrize("cell", ["ρετιρέ", "Penthouse", "τελευταίος όροφος"])
def test_a_floor_without_a_number_is_kept_as_text(cell: Cell) -> None:
    with pytest.raises(cells.KeptAsText, match="kept as a note"):
        floor(cell)


@pytest.mark.parametrize("cell", ["ψηλά", "1ος-2ος", 100, 2.5, "2,5", "2/5", "2+1", "--1", date(2026, 2, 1)])
def test_what_is_no_floor(cell: Cell) -> None:
    with pytest.raises(cells.Unreadable, match="is not a floor"):
        floor(cell)


@pytest.mark.parametrize(
    "cell", ["85", "85 τ.μ.", "85τ.μ.", "85 τμ", "85 m²", "85m2", "85 sq.m.", "85 Τ.Μ.", "85,9", 85, 85.9]
)
def test_square_metres(cell: Cell) -> None:
    assert square_metres(cell) == 85


@pytest.mark.parametrize("cell", ["μεγάλο", "85 στρ.", "τ.μ.", "80-90 τ.μ."])
def test_what_is_no_size(cell: Cell) -> None:
    with pytest.raises(cells.Unreadable, match="not a size in square metres"):
        square_metres(cell)


@pytest.mark.parametrize("cell", ["35.3387", "35,3387", "35.3387°", "35.3387° N", 35.3387])
def test_coordinates(cell: Cell) -> None:
    assert coordinate(cell) == 35.3387


@pytest.mark.parametrize("cell", ["35°20'19\"", "35.3387, 25.1442", "353387", "βόρεια"])
def test_what_is_no_coordinate(cell: Cell) -> None:
    with pytest.raises(cells.Unreadable, match="not a coordinate"):
        coordinate(cell)


def test_a_long_cell_is_shortened_in_its_sentence() -> None:
    with pytest.raises(cells.Unreadable) as unreadable:
        cells.day("α" * 500)
    assert len(str(unreadable.value)) < 100


@pytest.mark.parametrize("parser", PARSERS)
@given(cell=st.text(max_size=40) | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.dates())
def test_any_cell_is_read_or_unreadable(parser: Callable[[Cell], object], cell: Cell) -> None:
    with suppress(cells.Unreadable):
        parser(cell)
