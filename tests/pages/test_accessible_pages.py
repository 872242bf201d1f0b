"""Every page in a real browser, in one of its looks; `make proof ONLY=pages` takes every role, language and width."""

from collections.abc import Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Browser

from tests.support.accessibility import LANGUAGES, THEMES, WIDTHS, View, faults, window
from tests.support.demonstration import Demonstration, Seen


def sample(demonstration: Demonstration) -> Iterator[tuple[Seen, str, list[View]]]:
    """Each page in one of the languages, narrow or wide, light or dark, as one of those who may open it; in the other
    width it is only seen that nothing scrolls sideways.
    """
    kinds = groupby(sorted(demonstration.pages, key=_kind), key=_kind)
    for number, (_, group) in enumerate(kinds):
        pages = list(group)
        turn, place = divmod(number, len(LANGUAGES))
        width, other = WIDTHS if turn % 2 else reversed(WIDTHS)
        yield pages[number % len(pages)], LANGUAGES[place], [View(other), View(width, THEMES[turn // 2 % 2])]


def _kind(page: Seen) -> str:
    return page.endpoint or f"{page.role} {page.address}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_accessible(
    demonstration: Demonstration, demonstration_address: str, browser: Browser, language: str
) -> None:
    own = [(page, views) for page, its_language, views in sample(demonstration) if its_language == language]
    own.sort(key=lambda look: str(look[0].role))
    found: list[str] = []
    with window(browser, demonstration, demonstration_address) as opened:
        for role, looks in groupby(own, key=lambda look: look[0].role):
            opened.let_in(role, language)
            for seen, views in looks:
                found += faults(opened, seen, views)
    assert not found, "\n".join(found)
