"""Form fields read what people type, or say in one sentence what they want."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from core.errors import Refused
from core.forms import (
    ChoiceField,
    CoordinateField,
    DayField,
    LongTextField,
    MoneyField,
    Required,
    StegiForm,
    TextField,
    WholeNumberField,
    YesNoField,
    between,
)
from core.text import Sentence


class Shape(StrEnum):
    ROUND = "round"
    SQUARE = "square"


class Typed(StegiForm):
    class Meta:
        csrf = False

    rent = MoneyField("Rent")
    rooms = WholeNumberField("Rooms", [between(-1, 20, "Rooms are between -1 and 20")])
    latitude = CoordinateField("Latitude")
    day = DayField("Day")
    lift = YesNoField("Lift")
    shape = ChoiceField("Shape", Shape, {Shape.ROUND: "Round", Shape.SQUARE: "Square"})
    name = TextField("Name", [Required("Give a name")], most=5)
    story = LongTextField("Story", most=10)


@pytest.fixture(autouse=True)
def _request():
    app = Flask(__name__)
    app.secret_key = "a key for this test"
    Babel(app)
    with app.test_request_context(method="POST"):
        yield


def typed(**values: str) -> Typed:
    form = Typed(MultiDict({"shape": "round", "name": "Ali", **values}))
    form.validate()
    return form


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("rent", "450", Decimal("450.00")),
        ("rent", "450,5", Decimal("450.50")),
        ("rent", " 1.234,50 € ", Decimal("1234.50")),
        ("rent", "1.234", Decimal("1234.00")),
        ("rent", "450.50", Decimal("450.50")),
        ("rent", "450,-", Decimal("450.00")),
        ("rent", "EUR 450", Decimal("450.00")),
        ("rent", "450,50 ευρώ", Decimal("450.50")),
        ("rent", "1 234,50\N{NO-BREAK SPACE}€", Decimal("1234.50")),
        ("rent", "1\N{NARROW NO-BREAK SPACE}234.50", Decimal("1234.50")),
        ("rent", "\u200f1.234,50\N{NO-BREAK SPACE}€\u200f", Decimal("1234.50")),
        ("rent", "0", Decimal("0.00")),
        ("rent", "1.000.000,00", Decimal("1000000.00")),
        ("rent", "", None),
        ("rooms", "3", 3),
        ("rooms", "-1", -1),
        ("rooms", "−1", -1),
        ("rooms", " 007 ", 7),
        ("rooms", "", None),
        ("latitude", "35,3387", 35.3387),
        ("latitude", "35.3387", 35.3387),
        ("latitude", "-0,5", -0.5),
        ("latitude", "35", 35.0),
        ("day", "30/11/2026", date(2026, 11, 30)),
        ("day", "1/2/2026", date(2026, 2, 1)),
        ("day", "1.2.2026", date(2026, 2, 1)),
        ("day", "2026-11-30", date(2026, 11, 30)),
        ("day", "29/02/2028", date(2028, 2, 29)),
        ("day", "", None),
        ("lift", "yes", True),
        ("lift", "no", False),
        ("lift", "", None),
        ("lift", "perhaps", None),
        ("shape", "square", Shape.SQUARE),
        ("name", "  Ali\x00 ", "Ali"),
        ("story", "one\r\ntwo", "one\r\ntwo"),
    ],
)
def test_what_people_type_is_read(field: str, text: str, value: object):
    form = typed(**{field: text})
    assert form.errors == {}
    assert form[field].data == value


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("rent", "41o", "Enter an amount such as 450 or 450,50"),
        ("rent", "-5", "An amount is not below zero"),
        ("rent", "−5", "An amount is not below zero"),
        ("rent", "€", "Enter an amount such as 450 or 450,50"),
        ("rent", "four hundred", "Enter an amount such as 450 or 450,50"),
        ("rent", "4 50", "Enter an amount such as 450 or 450,50"),
        ("rent", "1 234.567", "Enter an amount such as 450 or 450,50"),
        ("rent", "450 €/μήνα", "Enter an amount such as 450 or 450,50"),
        ("rent", "450 € ευρώ €", "Enter an amount such as 450 or 450,50"),
        ("rent", "1,234,50", "Enter an amount such as 450 or 450,50"),
        ("rent", "12.34.56", "Enter an amount such as 450 or 450,50"),
        ("rent", "450,505", "Euros have two decimals: enter an amount such as 1234 or 1,234.50"),
        ("rent", "4_50", "Enter an amount such as 450 or 450,50"),
        ("rent", "٤٥٠", "Enter an amount such as 450 or 450,50"),
        ("rent", "1.000.000,01", "That is too large an amount"),
        ("rent", "1000000000", "That is too large an amount"),
        ("rent", "9" * 5000, "Enter an amount such as 450 or 450,50"),
        ("rooms", "two", "Enter a whole number"),
        ("rooms", "2,5", "Enter a whole number"),
        ("rooms", "1_0", "Enter a whole number"),
        ("rooms", "²", "Enter a whole number"),
        ("rooms", "9" * 5000, "Enter a whole number"),
        ("rooms", "21", "Rooms are between -1 and 20"),
        ("rooms", "-2", "Rooms are between -1 and 20"),
        ("latitude", "north", "Enter degrees such as 35,3387"),
        ("latitude", "35,33,87", "Enter degrees such as 35,3387"),
        ("latitude", "nan", "Enter degrees such as 35,3387"),
        ("latitude", "1e9", "Enter degrees such as 35,3387"),
        ("latitude", "35_3", "Enter degrees such as 35,3387"),
        ("day", "31/02/2026", "There is no such day in the calendar"),
        ("day", "29/02/2026", "There is no such day in the calendar"),
        ("day", "30/11/26", "Enter a day such as 30/11/2026"),
        ("day", "30/11", "Enter a day such as 30/11/2026"),
        ("day", "tomorrow", "Enter a day such as 30/11/2026"),
        ("day", "01/01/1899", "Enter a day such as 30/11/2026"),
        ("day", "01/01/2101", "Enter a day such as 30/11/2026"),
        ("shape", "oval", "Not a valid choice."),
        ("name", "", "Give a name"),
        ("name", " \x00 ", "Give a name"),
        ("name", "Margarita", "Use at most 5 characters"),
        ("story", "a very long story", "Use at most 10 characters"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence_and_stays_in_the_field(field: str, text: str, sentence: str):
    form = typed(**{field: text})
    assert list(form.errors) == [field]
    assert list(map(str, form[field].errors)) == [sentence]
    if field != "shape":
        assert form[field]._value().strip("\x00 ") == text.strip("\x00 ")


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("rent", Decimal("1234.50"), "1234,50"),
        ("rent", Decimal("0.00"), "0,00"),
        ("rooms", 0, "0"),
        ("latitude", 35.3387, "35.3387"),
        ("day", date(2026, 11, 3), "03/11/2026"),
    ],
)
def test_a_stored_value_is_shown_as_it_is_typed(field: str, value: object, shown: str):
    form = Typed(None, data={field: value})
    assert form[field]._value() == shown
    assert typed(**{field: shown})[field].data == value


@given(field=st.sampled_from(["rent", "rooms", "latitude", "day"]), text=st.text(max_size=40))
def test_no_text_breaks_a_field(field: str, text: str):
    form = typed(**{field: text})
    assert (form[field].data is None) or not form[field].errors or field == "rooms"


def test_a_refusal_stands_beside_its_field_or_above_the_form():
    form = typed()
    for field in ("rent", "no such field", None):
        with form.refusals():
            raise Refused(Sentence(f"about {field}"), field=field)
    assert form.errors == {"rent": ["about rent"], "": ["about no such field", "about None"]}


def test_a_refusal_without_a_field_of_its_own_goes_where_the_view_says():
    form = typed()
    with form.refusals(field="name"):
        raise Refused(Sentence("not this one"), field="a column of the file")
    assert form.errors == {"name": ["not this one"]}
