"""Templates hold no words of their own: all of them come from the catalogue, and figures are written by the reader."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

from core.i18n import speaking

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
READ_OUT = {"alt", "aria-description", "aria-label", "data-th", "label", "placeholder", "title"}


def bare_texts(template: str) -> list[str]:
    """Words between the tags and in attributes that people read, of the text outside `{{ }}` and `{% %}`."""
    reader = _Reader()
    reader.feed(_without_jinja(template))
    reader.close()
    return reader.found


def _without_jinja(template: str) -> str:
    html = ""
    for _line, kind, value in Environment(extensions=["jinja2.ext.i18n"]).lex(template):
        if kind == "data":
            html += value
        elif kind == "variable_begin" and html.endswith(("<", "</")):
            html += "x"  # an element whose name is computed
    return html


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_button = tag == "input" and dict(attrs).get("type") == "submit"
        for name, value in attrs:
            if name in READ_OUT or (is_button and name == "value"):
                self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        if any(letter.isalpha() for letter in data):
            self.found.append(data.strip())


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_no_text_of_its_own(name: str):
    assert bare_texts((TEMPLATES / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Rent: {{ rent | money }}</p>", ["Rent:"]),
        ('<nav aria-label="Pages">{{ _("Next") }}</nav>', ["Pages"]),
        ('<input type="submit" value="Save">', ["Save"]),
        ('<{{ tag }} class="st-brand"{% if url %} href="{{ url }}"{% endif %}>{{ name }}</{{ tag }}>', []),
        ("{# a word to the reader #}<p>{{ count }} × 2 · 3 €</p>", []),
    ],
)
def test_bare_texts_are_found(template: str, found: list[str]):
    assert bare_texts(template) == found


def test_a_figure_that_stands_in_a_template_is_written_for_each_who_reads_it(app: Flask):
    template = app.jinja_env.from_string("{{ 0 | money }}")
    written = []
    for code in ("el", "en"):
        with app.app_context(), speaking(code):
            written.append(template.render())
    assert written == ["0,00\N{NO-BREAK SPACE}€", "€0.00"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_filter_and_test_of_a_template_is_there(app: Flask):
    """Jinja says so only when the line is reached, which within a condition may be on nobody's test."""
    env = app.jinja_env
    missing = []
    for name in NAMES:
        tree = env.parse((TEMPLATES / name).read_text("utf-8"))
        missing += [(name, each.name) for each in tree.find_all(nodes.Filter) if each.name not in env.filters]
        missing += [(name, each.name) for each in tree.find_all(nodes.Test) if each.name not in env.tests]
    assert missing == []
