"""Every page, as everybody who may open it: valid HTML, one h1, unique ids, a label for every input."""

from collections.abc import Callable

import html5lib
import pytest
from lxml import html

from tests.support.demonstration import Demonstration
from tests.support.pages import complaints
from tests.support.walk import rules

# Routes that show nothing to anybody who just opens them, and why.
NOT_SHOWN = {
    "housing.choose_listings": "leads on to what is done with those that were chosen",
    "maps.show_tile": "the demonstration has no archive of tiles; tests/maps/test_tiles.py has",
    "subsidies.find_calculator": "leads on to the calculator",
    "subsidies.this_month": "leads on to the month",
}


def test_no_route_is_left_out(demonstration: Demonstration):
    seen = {answer.endpoint for answer in demonstration.answers}
    assert {rule.endpoint for rule in rules(demonstration.app)} - seen == NOT_SHOWN.keys()


def unsound(text: str) -> list[str]:
    """What no page of ours may have."""
    return complaints(html.document_fromstring(text))


def errors(text: str) -> list[str]:
    """What a strict reader of HTML finds wrong, with line and column."""
    parser = html5lib.HTMLParser()
    parser.parse(text)
    return [f"{code} at {place} {values}" for place, code, values in parser.errors]


@pytest.mark.parametrize(
    "find", [lambda text: complaints(html.document_fromstring(text)), errors], ids=["sound", "valid"]
)
def test_every_page_is_in_order(demonstration: Demonstration, find: Callable[[str], list[str]]):
    faults = {(page.role, page.address): found for page in demonstration.pages if (found := find(page.text))}
    assert faults == {}


def test_another_language_leads_back_to_the_page(demonstration: Demonstration):
    elsewhere = {
        (page.role, page.address): leads
        for page in demonstration.pages
        if page.status == 200
        and (
            leads := set(
                html.document_fromstring(page.text).xpath("//form[@action='/language']/input[@name='next']/@value")
            )
        )
        and leads != {page.address}
    }
    assert elsewhere == {}
