"""What a field may be asked for."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import StopValidation, ValidationError


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
