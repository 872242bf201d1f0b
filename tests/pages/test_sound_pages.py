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


# Pages of the staff that stand at no place of the menu, and why.
OWN, WHERE_ONE_WAS = "one's own account, behind one's name", "leads on from a page and back to it"
NO_PLACE = {
    "core.add_passkey": OWN,
    "core.change_password": OWN,
    "core.confirm_app": OWN,
    "core.list_sessions": OWN,
    "core.replace_document": WHERE_ONE_WAS,
    "core.search": "looks everywhere",
    "core.show_account": OWN,
    "core.show_again": WHERE_ONE_WAS,
    "core.show_calendar": OWN,
    "core.show_letter": WHERE_ONE_WAS,
    "core.show_paper": WHERE_ONE_WAS,
    "core.show_second_factor": OWN,
    "core.withdraw_document": WHERE_ONE_WAS,
}


def test_every_page_of_the_staff_stands_at_a_place_of_the_menu(demonstration: Demonstration):
    shown, placed = set(), set()
    for page in demonstration.pages:
        tree = html.document_fromstring(page.text)
        if page.endpoint and tree.xpath("//header//nav") and page.role not in demonstration.outsiders:
            shown.add(page.endpoint)
            placed |= {page.endpoint} if tree.xpath("//header//a[@aria-current='page']") else set()
    assert shown - placed == NO_PLACE.keys()


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


MADE_ELSEWHERE = {"housing.book_viewing", "housing.make_offer", "subsidies.prepare_award"}  # the path is the way back


def test_a_page_stands_at_the_place_of_the_menu_where_its_path_begins(demonstration: Demonstration):
    elsewhere = {}
    for page in demonstration.pages:
        document = html.document_fromstring(page.text)
        path = document.xpath("//ol[@class='st-crumbs']/li[1]/a/@href")
        begins = {address.partition("?")[0] for address in path} & set(document.xpath("//ul[@class='st-nav']//a/@href"))
        stands = set(document.xpath("//ul[@class='st-nav']//a[@aria-current]/@href"))
        if begins and begins != stands and page.endpoint not in MADE_ELSEWHERE:
            elsewhere[page.role, page.endpoint] = (begins, stands)
    assert elsewhere == {}
