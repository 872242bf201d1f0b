"""Every page in a real browser, in two of its looks; `make proof ONLY=pages` takes every role, language and width."""

from collections.abc import Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Browser

from tests.support.accessibility import LANGUAGES, THEMES, WIDTHS, View, faults, visit
from tests.support.demonstration import Demonstration, Seen


def sample(demonstration: Demonstration) -> Iterator[tuple[Seen, str, View]]:
    """Each page narrow and wide, once light and once dark, in two languages, as one of those who may open it."""
    kinds = groupby(sorted(demonstration.pages, key=_kind), key=_kind)
    for number, (_, group) in enumerate(kinds):
        pages = list(group)
        for turn, width in enumerate(WIDTHS):
            language = LANGUAGES[(number + turn) % len(LANGUAGES)]
            theme = THEMES[(number // 2 + turn) % len(THEMES)]
            yield pages[(number + turn) % len(pages)], language, View(width, theme)


def _kind(page: Seen) -> str:
    return page.endpoint or f"{page.role} {page.address}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_accessible(
    demonstration: Demonstration, demonstration_address: str, browser: Browser, language: str
) -> None:
    own = [(page, view) for page, its_language, view in sample(demonstration) if its_language == language]
    own.sort(key=lambda look: str(look[0].role))
    found: list[str] = []
    for role, looks in groupby(own, key=lambda look: look[0].role):
        with visit(browser, demonstration, demonstration_address, role, language) as (page, complaints):
            for seen, view in looks:
                found += faults(page, complaints, seen, [view])
    assert not found, "\n".join(found)
