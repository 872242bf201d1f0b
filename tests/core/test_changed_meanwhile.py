"""A form sent after somebody else changed the same row: refused once, with what is saved now and what was typed."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectChoice

from core.forms import (
    ChoiceField,
    CoordinateField,
    DayField,
    LongTextField,
    ManyField,
    MoneyField,
    StegiForm,
    TextField,
    WholeNumberField,
    YesNoField,
)


class Shape(StrEnum):
    ROUND = "round"
    SQUARE = "square"


class Row(StegiForm):
    class Meta:
        csrf = False

    rent = MoneyField("Rent")
    rooms = WholeNumberField("Rooms")
    latitude = CoordinateField("Latitude")
    day = DayField("Day")
    lift = YesNoField("Lift")
    shape = ChoiceField("Shape", Shape, {Shape.ROUND: "Round", Shape.SQUARE: "Square"}, empty="None")
    name = TextField("Name")
    story = LongTextField("Story")
    quiet = BooleanField("Quiet")
    spoken = ManyField("Spoken", choices=[SelectChoice("ar", "Arabic"), SelectChoice("fr", "French")])


ROW: dict[str, Any] = {
    "rent": Decimal("800.00"), "rooms": 2, "latitude": 35.3387, "day": date(2026, 11, 3), "lift": None,
    "shape": Shape.ROUND, "name": "Ali", "story": "one\ntwo", "quiet": False, "spoken": ["ar", "fr"],
}  # fmt: skip
UNTOUCHED = {
    "rent": "800,00", "rooms": "2", "latitude": "35.3387", "day": "03/11/2026", "lift": "", "shape": "round",
    "name": "Ali", "story": "one\r\ntwo", "spoken": ["fr", "ar"],
}  # fmt: skip
# of each kind of field: another value, how it is typed, how it is told
OTHERS = [
    ("rent", Decimal("850.50"), "850,5", "850,50"),
    ("rent", None, "", None),
    ("rooms", 0, "0", "0"),
    ("rooms", None, "", None),
    ("latitude", 35.5, "35,5", "35.5"),
    ("day", date(2026, 12, 1), "2026-12-01", "01/12/2026"),
    ("lift", True, "yes", "Yes"),
    ("lift", False, "no", "No"),
    ("shape", Shape.SQUARE, "square", "Square"),
    ("shape", None, "", "None"),
    ("name", "Amal", " Amal ", "Amal"),
    ("name", None, "", None),
    ("name", "", "", None),
    ("story", "one", "one", "one"),
    ("quiet", True, "y", "Yes"),
    ("spoken", ["ar"], ["ar"], "Arabic"),
    ("spoken", [], [], None),
]
table = pytest.mark.parametrize(("field", "value", "typed", "told"), OTHERS)


@pytest.fixture(autouse=True)
def _request():
    app = Flask(__name__)
    app.secret_key = "a key for this test"
    Babel(app)
    with app.test_request_context(method="POST"):
        yield


def stored(**values: Any) -> SimpleNamespace:
    return SimpleNamespace(**(ROW | values))


def filled_with(row: SimpleNamespace) -> str:
    return Row(None, obj=row).filled_with


def sent(row: SimpleNamespace, marks: str, **typed: Any) -> Row:
    form = Row(MultiDict({**UNTOUCHED, "filled_with": marks, **typed}), obj=row)
    form.validate()
    return form


@table
def test_what_nobody_else_changed_is_taken(field: str, value: Any, typed: Any, told: str | None):
    form = sent(stored(), filled_with(stored()), **{field: typed})
    assert form.errors == {}
    assert form[field].data == value or (form[field].data or None) == value


@table
def test_what_somebody_changed_is_told_and_stands_in_a_field_left_alone(
    field: str, value: Any, typed: Any, told: str | None
):
    form = sent(stored(**{field: value}), filled_with(stored()))
    label = form[field].label.text
    words = f"“{label}” was changed meanwhile. It is now: {told}" if told else f"“{label}” was emptied meanwhile."
    assert form.errors == {
        field: [words],
        "": ["Somebody changed this meanwhile. Look at what is saved now, then save again."],
    }
    assert str(form[field]()) == str(Row(None, obj=stored(**{field: value}))[field]())
    assert sent(stored(**{field: value}), form.filled_with, **{field: typed}).errors == {}


@table
def test_the_same_change_made_by_both_is_no_loss(field: str, value: Any, typed: Any, told: str | None):
    assert sent(stored(**{field: value}), filled_with(stored()), **{field: typed}).errors == {}


def test_what_both_typed_in_one_field_stays_as_it_was_typed_until_it_is_sent_again():
    changed = stored(rent=Decimal("850.00"))
    form = sent(changed, filled_with(stored()), rent="900", name="Amal")
    assert list(form.errors) == ["rent", ""]
    assert (form.rent._value(), form.name.data) == ("900", "Amal")
    assert sent(changed, form.filled_with, rent="900", name="Amal").errors == {}


def test_what_cannot_be_read_stays_too():
    form = sent(stored(rent=Decimal("850.00")), filled_with(stored(rent=None)), rent="85o")
    assert form.rent._value() == "85o"
    assert len(form.rent.errors) == 2


def test_a_row_that_was_not_there_yet_counts_as_empty():
    assert Row(None).filled_with == ""
    form = sent(stored(), "", rent="", name="Amal")
    assert list(form.errors) == ["rent", "name", ""]
    assert (form.rent.data, form.name.data) == (Decimal("800.00"), "Amal")


def test_a_form_that_shows_no_row_is_not_asked():
    form = Row(MultiDict(UNTOUCHED))
    assert form.validate()


def test_the_marks_tell_no_value_and_are_of_this_service_and_field_alone():
    own = filled_with(stored(name="35.3387"))
    by_field = dict(mark.split(":") for mark in own.split())
    assert by_field["name"] != by_field["latitude"]
    assert list(by_field) == list(ROW)
    other = Flask(__name__)
    other.secret_key = "another key"
    Babel(other)
    with other.test_request_context(method="POST"):
        assert not set(own.split()) & set(filled_with(stored(name="35.3387")).split())
