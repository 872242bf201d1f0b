"""Fields that read what people in Greece type, and show it as they would write it."""

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, TextArea, TextInput

from core.money import MOST_EUROS, as_typed, parse_amount
from core.signs import MINUS

FIRST_YEAR, LAST_YEAR = 1900, 2100  # days outside are slips of the finger

_THREE_DECIMALS = re.compile(r"[0-9.,]*[.,][0-9]{3,}")
_WHOLE = re.compile(rf"[-{MINUS}]?[0-9]{{1,9}}")
_DEGREES = re.compile(rf"[-{MINUS}]?[0-9]{{1,3}}(?:[.,][0-9]{{1,20}})?")
_CLOCK = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})?")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


class TypedField(Field):
    """A text input whose text is read by `parse`; what was typed stays when it can't be read."""

    widget = TextInput()
    message: Any
    data: Any

    def __init__(self, *args: Any, message: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if message is not None:
            self.message = message

    def parse(self, text: str) -> object:
        raise NotImplementedError

    def explain(self, text: str) -> Any:
        """What to say of a text that can't be read."""
        return self.message

    def show(self, value: Any) -> str:
        return str(value)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        try:
            self.data = self.parse(text)
        except (ValueError, InvalidOperation) as error:
            raise ValueError(self.explain(text)) from error


class MoneyField(TypedField):
    """Euros as people write them: 450, 450,50, 1.234,50 €."""

    message = _l("Enter an amount such as 450 or 450,50")
    most = MOST_EUROS

    def parse(self, text: str) -> Decimal:
        amount = parse_amount(text)
        if amount > self.most:
            raise ValueError
        return amount

    def explain(self, text: str) -> Any:
        if text.startswith(("-", MINUS)):
            return _l("An amount is not below zero")
        if _THREE_DECIMALS.fullmatch(text.rstrip(" €\N{NO-BREAK SPACE}")):
            return _l("Euros have two decimals: enter an amount such as 1234 or 1,234.50")
        return _l("That is too large an amount") if self._is_amount(text) else self.message

    def show(self, value: Decimal) -> str:
        return as_typed(value)

    @staticmethod
    def _is_amount(text: str) -> bool:
        try:
            parse_amount(text)
        except ValueError:
            return False
        return True


class WholeNumberField(TypedField):
    """A whole number; the minus may be the true one, as our pages show it."""

    message = _l("Enter a whole number")

    def parse(self, text: str) -> int:
        if not _WHOLE.fullmatch(text):
            raise ValueError
        return int(text.replace(MINUS, "-"))


class CoordinateField(TypedField):
    """Degrees, with a point or a comma."""

    message = _l("Enter degrees such as 35,3387")

    def parse(self, text: str) -> float:
        if not _DEGREES.fullmatch(text):
            raise ValueError
        return float(text.replace(",", ".").replace(MINUS, "-"))


class DayField(TypedField):
    """A day from the browser's date picker (ISO) or typed as 30/11/2026."""

    message = _l("Enter a day such as 30/11/2026")

    def parse(self, text: str) -> date:
        typed = _DAY.fullmatch(text)
        if typed:
            day, month, year = map(int, typed.groups())
            found = date(year, month, day)
        else:
            found = date.fromisoformat(text)
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValueError
        return found

    def explain(self, text: str) -> Any:
        typed = _DAY.fullmatch(text)
        if typed is None or not FIRST_YEAR <= int(typed[3]) <= LAST_YEAR:
            return self.message
        return _("There is no such day in the calendar")

    def show(self, value: date) -> str:
        return value.strftime("%d/%m/%Y")


class ClockField(TypedField):
    """An hour of the day as people type it: 9, 09:30, 9.30, 0930."""

    message = _l("Enter an hour such as 10:30")

    def parse(self, text: str) -> time:
        typed = _CLOCK.fullmatch(text)
        if typed is None:
            raise ValueError
        return time(int(typed[1]), int(typed[2] or 0))

    def show(self, value: time) -> str:
        return value.strftime("%H:%M")


class YesNoField(SelectField):
    """Yes, no, or not asked yet (None)."""

    def __init__(self, label: Any, validators: Any = (), **kwargs: Any) -> None:
        choices = [
            SelectChoice("", _l("Not asked")),
            SelectChoice("yes", _l("Yes")),
            SelectChoice("no", _l("No")),
        ]
        super().__init__(label, validators, choices=choices, coerce=_yes_no, validate_choice=False, **kwargs)


def _yes_no(value: object) -> bool | None:
    return {"yes": True, "no": False, True: True, False: False}.get(value)


class ChoiceField(SelectField):
    """One member of an enum, shown in words; with words for `empty` it may also be none of them."""

    def __init__(
        self, label: Any, kind: type[StrEnum], words: Mapping[Any, Any], *, empty: Any = None, **kwargs: Any
    ) -> None:
        nothing = [] if empty is None else [SelectChoice("", empty)]
        choices = [*nothing, *(SelectChoice(member.value, words[member]) for member in kind if member in words)]
        super().__init__(label, choices=choices, coerce=lambda value: _member(kind, value), **kwargs)


class ManyField(SelectMultipleField):
    """Some of several, each with a box of its own; the macro `radios` draws them."""

    option_widget = CheckboxInput()


def _member(kind: type[StrEnum], value: object) -> StrEnum | None:
    try:
        return kind(str(value))
    except ValueError:
        return None


class TextField(StringField):
    """A line of text without the blanks around it."""

    def __init__(self, label: Any, validators: Any = (), most: int = 200, **kwargs: Any) -> None:
        too_long = Length(max=most, message=_l("Use at most %(most)s characters", most=most))
        super().__init__(label, [*validators, too_long], filters=[clean_text], **kwargs)


class LongTextField(TextField):
    """Several lines of text."""

    widget = TextArea()


def clean_text(text: str | None) -> str | None:
    """Without blanks around, and without NUL, which PostgreSQL cannot keep."""
    return text.replace("\x00", "").strip() if text else text
