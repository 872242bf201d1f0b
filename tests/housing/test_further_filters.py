"""The folded fields of the list: written once where nobody has touched them, and as if they were written each time."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from core.i18n import speaking
from housing.forms.search import FilterForm
from housing.views.search import further_filters
from housing.views.search.further_filters import further_fields

UNTOUCHED = [{}, {"words": "sea", "most_rent": "400"}, {"bbox": "24.9,35.1,25.3,35.5", "radius_km": "0"}]
TOUCHED = [{"lift": "y"}, {"heating": "stove"}, {"most_floor": "high"}, {"status": "let"}, {"unsaid": "y"}]

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Write = Callable[[dict[str, str], str], tuple[str, str]]


@pytest.fixture
def write(app: Flask) -> Write:
    """The fields for an address in a language: as they come, and as they are written anew."""

    def write(query: dict[str, str], language: str) -> tuple[str, str]:
        with app.test_request_context("/listings"), speaking(language):
            form = FilterForm(MultiDict(query))
            form.centre.choices = []
            form.validate()
            return further_fields(form), further_filters._written(form)

    return write


@pytest.mark.parametrize("language", ["el", "en"])
@pytest.mark.parametrize("query", [*UNTOUCHED, *TOUCHED], ids=str)
def test_they_are_as_if_they_were_written_each_time(write: Write, query: dict[str, str], language: str):
    further_fields, anew = write(query, language)
    assert further_fields == anew


@pytest.mark.parametrize("query", TOUCHED, ids=str)
def test_what_one_person_asks_for_is_not_kept_for_the_next(write: Write, query: dict[str, str]):
    touched, _anew = write(query, "en")
    untouched, _anew = write({}, "en")
    assert touched != untouched
