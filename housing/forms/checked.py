"""What is typed into a field, checked as a service checks it."""

from collections.abc import Callable

from wtforms import Form, ValidationError

from core.errors import Refused
from core.forms import TextField
from core.i18n import say


def checked_by(check: Callable[[str], str]) -> Callable[[Form, TextField], None]:
    """A validator: the field holds what was typed as it is stored, or says why it is refused; an empty field passes."""

    def keep_checked(form: Form, field: TextField) -> None:
        try:
            field.data = check(field.data) if field.data else field.data
        except Refused as refusal:
            raise ValidationError(say(refusal.sentence)) from refusal

    return keep_checked
