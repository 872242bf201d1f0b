"""The fields of the further filters, which most pages carry folded and as nobody has touched them."""

from functools import cache

from flask import get_template_attribute
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from core.i18n import language
from housing.forms.search import FilterForm


def further_fields(form: FilterForm) -> Markup:
    """Untouched they are written once for each language: they are a quarter of what writing the whole list takes."""
    is_untouched = not any(form[name].raw_data for name in form.further)
    return _untouched(language()) if is_untouched else _written(form)


@cache
def _untouched(language: str) -> Markup:
    return _written(FilterForm(MultiDict()))


def _written(form: FilterForm) -> Markup:
    fields = get_template_attribute("housing/_further_fields.html", "further_fields")
    return Markup(fields(form))
