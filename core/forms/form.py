"""The base of all forms: the one way a refusal reaches its field, and nothing overwritten unseen."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, SelectField
from wtforms.csrf.core import CSRFTokenField

from core.errors import Refused
from core.forms.fields import TypedField
from core.forms.marks import MARK_BYTES, mark_of
from core.i18n import say
from core.shown_again import is_only_shown, note_sent

MOST_TOLD = 200  # letters of a value in a sentence

_MARK = re.compile(rf"(?<!\w)(\w{{1,64}}):([0-9a-f]{{{2 * MARK_BYTES}}})")


class StegiForm(FlaskForm):
    """Base of all forms: token, refusals of services shown like errors of fields, and nothing overwritten unseen.

    A form filled from what is stored (`obj`) carries a mark of each value it was filled with. Sent when the stored
    values are others by then, it is refused once: it shows them, and the next time it is sent it knows of them.
    """

    def process(self, formdata: Any = None, obj: Any = None, *args: Any, **kwargs: Any) -> None:
        note_sent()
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
        return " ".join(
            f"{name}:{mark_of(name, value)}" for name, value in self._stored.items() if name in self._fields
        )

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether it was sent, is sound, and is to be carried out."""
        return bool(super().validate_on_submit(extra_validators)) and not is_only_shown()

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        return self._knows_what_is_stored() and is_valid

    def _knows_what_is_stored(self) -> bool:
        """A value changed meanwhile is told beside its field, and stands there unless something else was typed."""
        overwritten = [name for name in self._stored if name in self._fields and self._would_overwrite(name)]
        for name in overwritten:
            field, stored = self._fields[name], self._stored[name]
            if not field.errors and mark_of(name, field.data) == self._filled(name):
                field.data, field.raw_data = stored, None
            field.errors = [*field.errors, _meanwhile(field, stored)]
        if overwritten:
            self.form_errors.append(_("Somebody changed this meanwhile. Look at what is saved now, then save again."))
        return not overwritten

    def _would_overwrite(self, name: str) -> bool:
        stored = mark_of(name, self._stored[name])
        return stored != self._filled(name) and stored != mark_of(name, self._fields[name].data)

    def _filled(self, name: str) -> str:
        """The mark of what the page was filled with; what it does not know of was empty."""
        return self._sent.get(name) or mark_of(name, None)

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
