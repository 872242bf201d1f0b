"""Every page as everybody who may open it, in every language, narrow and wide, light and dark: axe finds nothing."""

from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Browser

from tests.support.accessibility import LANGUAGES, THEMES, WIDTHS, View, faults, window
from tests.support.demonstration import Demonstration

VIEWS = [View(width, theme) for width, theme in product(WIDTHS, THEMES)]
PARTS = 8  # of the pages of each language: what one loses when the run is ended


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_accessible(
    demonstration: Demonstration,
    demonstration_address: str,
    browser: Browser,
    record_property: Callable[[str, object], None],
    language: str,
    part: int,
) -> None:
    found: list[str] = []
    own = demonstration.pages[part::PARTS]
    with window(browser, demonstration, demonstration_address) as opened:
        for seen in own:
            opened.let_in(seen.role, language)
            found += faults(opened, seen, VIEWS)
    assert not found, "\n".join(found)
    record_property("pages_opened", len(own))
    record_property("looks", len(own) * len(VIEWS))
