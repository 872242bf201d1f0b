"""Pages on paper: ink on white in either theme, no way about, tables as tables, statuses told without colour."""

import pytest
from playwright.sync_api import Browser, Page

from tests.support.accessibility import window
from tests.support.demonstration import Demonstration

A4 = {"width": 718, "height": 1047}  # pixels between the margins
PAGES = {
    "/": "finance-officer",
    "/figures?period=ever": "housing-officer",
    "/figures?period=ever&section=fairness": "housing-officer",
    "/gates": "housing-officer",
    "/households/4": "housing-officer",
    "/households/1/shortlist/compare": "housing-officer",
    "/households/4/gates": "housing-officer",
    "/listings": "housing-officer",
    "/listings/1/sheet?language=en": "housing-officer",
    "/leases/1": "housing-officer",
    "/awards/1": "finance-officer",
    "/batches/1": "finance-officer",
    "/my/money": "household 2",
}
HIDDEN = "nav, .st-top, .st-tools, .btn, form[role=search]"
COLOURED = """() => [...document.querySelectorAll("main *")].filter(e => {
    const style = getComputedStyle(e);
    const [r, g, b] = style.color.match(/\\d+/g).map(Number);
    return e.checkVisibility() && e.innerText && Math.max(r, g, b) > 90;
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_fit_to_be_printed(
    demonstration: Demonstration, demonstration_address: str, browser: Browser, path: str, theme: str
) -> None:
    with window(browser, demonstration, demonstration_address) as opened:
        opened.let_in(PAGES[path], "el")
        page = opened.page
        page.set_viewport_size(A4)
        page.goto(path)
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme)
        page.emulate_media(media="print", reduced_motion="reduce")
        assert not [found for found in page.locator(HIDDEN).all() if found.is_visible()]
        assert page.evaluate(COLOURED) == []
        assert _is_whole(page)
        assert opened.complaints == []


def _is_whole(page: Page) -> bool:
    """Nothing is wider than the paper, and rows stand as rows."""
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    rows = (
        "[...document.querySelectorAll('.st-table tbody tr')].every(r => getComputedStyle(r).display === 'table-row')"
    )
    return bool(page.evaluate(f"{fits} && {rows}"))
