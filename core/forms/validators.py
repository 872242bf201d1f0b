"""What a field may be asked for."""

from collections.abc import Callable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, Form
from wtforms.validators import StopValidation, ValidationError

from core.errors import Refused
from core.forms.fields import TextField
from core.i18n import say


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


def checked_by(check: Callable[[str], str]) -> Callable[[Form, TextField], None]:
    """A validator: the field holds what was typed as it is stored, or says why it is refused; an empty field passes."""

    def keep_checked(form: Form, field: TextField) -> None:
        try:
            field.data = check(field.data) if field.data else field.data
        except Refused as refusal:
            raise ValidationError(say(refusal.sentence)) from refusal

    return keep_checked
