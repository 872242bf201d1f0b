"""What is typed into a field, checked as a service checks it."""

from collections.abc import Callable

from wtforms import ValidationError

from core.errors import Refused
from core.forms import TextField
from core.i18n import say


def keep_checked(field: TextField, check: Callable[[str], str]) -> None:
    """What was typed, as it is stored; what is refused is said at the field."""
    try:
        field.data = check(field.data) if field.data else field.data
    except Refused as refusal:
        raise ValidationError(say(refusal.sentence)) from refusal
