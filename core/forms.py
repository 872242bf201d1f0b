"""Form fields that read what people in Greece type, and the one way a refusal reaches its field."""

import hmac
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.csrf.core import CSRFTokenField
from wtforms.validators import Length, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, TextArea, TextInput

from core.errors import Refused
from core.i18n import say
from core.money import from_cents, parse_amount, to_cents
from core.signs import MINUS

MOST_MONEY = from_cents(100_000_000)  # a million euros: more is a slip of the finger
FIRST_YEAR, LAST_YEAR = 1900, 2100  # days outside are slips of the finger
MARK_BYTES = 6  # two values meet by chance once in 2⁴⁸
MOST_TOLD = 200  # letters of a value in a sentence

_WHOLE = re.compile(rf"[-{MINUS}]?[0-9]{{1,9}}")
_DEGREES = re.compile(rf"[-{MINUS}]?[0-9]{{1,3}}(?:[.,][0-9]{{1,20}})?")
_MARK = re.compile(rf"(\w+):([0-9a-f]{{{2 * MARK_BYTES}}})")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


class StegiForm(FlaskForm):
    """Base of all forms: token, refusals of services shown like errors of fields, and nothing overwritten unseen.

    A form filled from what is stored (`obj`) carries a mark of each value it was filled with. Sent when the stored
    values are others by then, it is refused once: it shows them, and the next time it is sent it knows of them.
    """

    def process(self, formdata: Any = None, obj: Any = None, *args: Any, **kwargs: Any) -> None:
        formdata = self.meta.wrap_formdata(self, formdata)
        self._sent: dict[str, str] = dict(_MARK.findall((formdata or {}).get("filled_with", "")))
        self._stored: dict[str, Any] = {}
        if obj is not None:
            super().process(None, obj, *args, **kwargs)
            self._stored = {name: f.data for name, f in self._fields.items() if not isinstance(f, CSRFTokenField)}
        super().process(formdata, obj, *args, **kwargs)

    @property
    def filled_with(self) -> str:
        """The marks for the page to send back; the macro `post_form` puts them there."""
        return " ".join(f"{name}:{_mark(name, value)}" for name, value in self._stored.items() if name in self._fields)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        return self._knows_what_is_stored() and is_valid

    def _knows_what_is_stored(self) -> bool:
        """A value changed meanwhile is told beside its field, and stands there unless something else was typed."""
        overwritten = [name for name in self._stored if name in self._fields and self._would_overwrite(name)]
        for name in overwritten:
            field, stored = self._fields[name], self._stored[name]
            if not field.errors and _mark(name, field.data) == self._filled(name):
                field.data, field.raw_data = stored, None
            field.errors = [*field.errors, _meanwhile(field, stored)]
        if overwritten:
            self.form_errors.append(_("Somebody changed this meanwhile. Look at what is saved now, then save again."))
        return not overwritten

    def _would_overwrite(self, name: str) -> bool:
        stored = _mark(name, self._stored[name])
        return stored != self._filled(name) and stored != _mark(name, self._fields[name].data)

    def _filled(self, name: str) -> str:
        """The mark of what the page was filled with; what it does not know of was empty."""
        return self._sent.get(name) or _mark(name, None)

    @contextmanager
    def refusals(self, field: str | None = None) -> Iterator[None]:
        """Run a service; what it refuses becomes an error of its field, of `field`, or of the form."""
        try:
            yield
        except Refused as refusal:
            found = self._fields.get(refusal.field or "", self._fields.get(field or ""))
            if found is None:
                self.form_errors.append(say(refusal.sentence))
            else:
                found.errors = [*found.errors, say(refusal.sentence)]


def _mark(name: str, value: Any) -> str:
    """Equal for what means the same in this field; nobody without the service's secret guesses the value from it."""
    values = sorted(map(str, value)) if isinstance(value, list) else ["" if value is None else str(value)]
    said = "\0".join([name, *values]).replace("\r\n", "\n")
    digest = hmac.digest(str(current_app.secret_key).encode(), f"filled with\0{said}".encode(), "sha256")
    return digest[:MARK_BYTES].hex()


def _meanwhile(field: Field, stored: Any) -> str:
    label, value = str(field.label.text), _in_words(field, stored)[:MOST_TOLD]
    if value:
        return _("“%(field)s” was changed meanwhile. It is now: %(value)s", field=label, value=value)
    return _("“%(field)s” was emptied meanwhile.", field=label)


def _in_words(field: Field, value: Any) -> str:
    """A stored value as the page of the form shows it."""
    match field:
        case BooleanField():
            return _("Yes") if value else _("No")
        case SelectField():
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(str(option.label) for option in field.choices if field.coerce(option.value) in chosen)
        case TypedField() if value is not None:
            return field.show(value)
    return "" if value is None else str(value)


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

    def parse(self, text: str) -> Decimal:
        amount = parse_amount(text)
        if amount > MOST_MONEY:
            raise ValueError
        return amount

    def show(self, value: Decimal) -> str:
        cents = to_cents(value)
        return f"{cents // 100},{cents % 100:02d}"


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


class Required:
    """Something must have been typed; the browser is not asked to check it, so that our sentence is read."""

    def __init__(self, message: Any) -> None:
        self.message = message
        self.field_flags = {"required": True}

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if field.data is None or field.data == "":
            raise StopValidation(None if field.errors else self.message)


def between(least: Any, most: Any, message: Any) -> Any:
    """A validator for typed fields; an empty field passes."""

    def check(form: FlaskForm, field: Field) -> None:
        if field.data is not None and not least <= field.data <= most:
            raise ValidationError(message)

    return check
