"""Which of the further filters are on, in words, and the address without each of them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flask_babel import gettext as _
from wtforms import Field, SelectField

from core.forms import DayField, MoneyField
from core.i18n import day, money
from housing.forms.answers import TickField
from housing.forms.drawn import AreaField
from housing.forms.search import FilterForm


class Tag(NamedTuple):
    """A filter that is on."""

    words: str
    without: Mapping[str, str]  # the parts of the address once it is taken away


def tags_of(form: FilterForm, query: Mapping[str, str]) -> Iterator[Tag]:
    """In the order of the form; `query` is what its page was asked for."""
    for name in form.further:
        if name in query and not form[name].errors:
            yield Tag(words_of(form[name]), {key: value for key, value in query.items() if key != name})


def words_of(field: Field) -> str:
    """A filter that is on."""
    label = str(field.label.text)
    match field:
        case TickField():
            return label
        case AreaField():
            return _("In the area that was drawn")
        case SelectField():
            value = next(str(choice.label) for choice in field.choices if choice.value == field.data)
        case MoneyField():
            value = money(field.data)
        case DayField():
            value = day(field.data)
        case _:
            value = str(field.raw_data[0]).strip()
    return _("%(filter)s: %(value)s", filter=label, value=value)
