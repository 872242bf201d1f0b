"""How an error shows what was found."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from subsidies.rules.shown import LONGEST, Number, cut, nearest, printable, shown


@pytest.mark.parametrize(
    ("value", "as_written"),
    [
        pytest.param(None, "null", id="nothing"),
        pytest.param(True, "true", id="a truth"),
        pytest.param(False, "false", id="an untruth"),
        pytest.param(0, "0", id="a whole number"),
        pytest.param(-12, "-12", id="a number below zero"),
        pytest.param(2**9999 - 1, str(2**9999 - 1)[:60] + "…", id="a long number, in decimal digits"),
        pytest.param(2**20000, "0x1" + "0" * 57 + "…", id="a number too long for decimal digits"),
        pytest.param(Number("1e400"), "1e400", id="a number as it was written"),
        pytest.param(0.5, "0.5", id="a float"),
        pytest.param(Decimal("10.50"), "10.50", id="a decimal"),
        pytest.param("", '""', id="no text"),
        pytest.param("450.00", '"450.00"', id="text"),
        pytest.param('a"b\\c', '"a\\"b\\\\c"', id="quotes and backslashes"),
        pytest.param("Μαρία", '"Μαρία"', id="Greek"),
        pytest.param([], "[]", id="an empty list"),
        pytest.param([1, [2]], "[…]", id="a list"),
        pytest.param({}, "{}", id="an empty object"),
        pytest.param({"a": 1}, "{…}", id="an object"),
        pytest.param(date(2019, 6, 1), "2019-06-01", id="a day"),
        pytest.param(time(7, 32), "07:32:00", id="a time"),
        pytest.param(datetime(2019, 6, 1, 7, 32, tzinfo=UTC), "2019-06-01T07:32:00+00:00", id="a day with a time"),
    ],
)
def test_a_value_is_shown_as_a_file_writes_it(value, as_written):
    assert shown(value) == as_written


@pytest.mark.parametrize(
    ("character", "as_escape"),
    [
        pytest.param("\x00", r"\u0000", id="null"),
        pytest.param("\n", r"\u000a", id="the end of a line"),
        pytest.param("\x1b", r"\u001b", id="an escape of the terminal"),
        pytest.param("\x9b", r"\u009b", id="another one"),
        pytest.param("\u200f", r"\u200f", id="a mark of direction"),
        pytest.param("\u202e", r"\u202e", id="from right to left from here"),
        pytest.param("\u2028", r"\u2028", id="another end of a line"),
        pytest.param("\ufeff", r"\ufeff", id="a byte order mark"),
        pytest.param("\ud800", r"\ud800", id="half a surrogate pair"),
        pytest.param("\uffff", r"\uffff", id="no character at all"),
        pytest.param("\U000e0001", r"\U000e0001", id="a tag that nobody sees"),
    ],
)
def test_what_cannot_be_seen_is_escaped(character, as_escape):
    assert printable(f"a{character}b") == f"a{as_escape}b"
    assert shown(f"a{character}b") == f'"a{as_escape}b"'


def test_what_is_long_is_cut():
    assert cut("a" * LONGEST) == "a" * LONGEST
    assert cut("a" * (LONGEST + 1)) == "a" * LONGEST + "…"


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("prorration", "proration"),
        ("Proration", "proration"),
        ("month", "months"),
        ("form", "from"),
        ("colour", None),
        ("", None),
        ("proration" * 1000, None),
    ],
)
def test_the_nearest_known_key_is_what_was_meant(key, meant):
    assert nearest(key, ["months", "starts", "proration", "from"]) == meant
