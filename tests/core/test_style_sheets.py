"""What a rule asks a browser to look at anew: a page's own sheet, as it is sent."""

import re

import pytest

from core.joined import joined

RULE = re.compile(r"([^{}@;]+)\{")
PAGES_SHEETS = ["joined/page.css", "joined/map.css"]


def _selectors(sheet: str) -> list[str]:
    text = re.sub(r"/\*.*?\*/", "", joined(sheet), flags=re.DOTALL)
    return [" ".join(each.split()) for rule in RULE.findall(text) for each in _parted(rule)]


def _parted(rule: str) -> list[str]:
    """At the commas that stand in no brackets."""
    depth, parts = 0, [""]
    for sign in rule:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _without_brackets(selector: str) -> str:
    while (shorter := re.sub(r"\([^()]*\)", "", selector)) != selector:
        selector = shorter
    return selector


@pytest.mark.parametrize("sheet", PAGES_SHEETS)
def test_what_stands_on_what_another_element_has_dresses_elements_that_it_names(sheet: str):
    """Else a browser styles the whole page anew with every mark that comes onto a map, since any may change it."""
    on_others = [selector for selector in _selectors(sheet) if ":has(" in selector]
    dressed = {each: re.split(r"[ >+~]+", _without_brackets(each))[-1] for each in on_others}
    assert on_others or sheet != PAGES_SHEETS[0]
    assert [each for each, last in dressed.items() if not re.match(r"[.#\[a-z]", last)] == []


@pytest.mark.parametrize("sheet", PAGES_SHEETS)
def test_no_style_of_the_page_as_a_whole_stands_on_what_is_in_it(sheet: str):
    assert [each for each in _selectors(sheet) if re.match(r"(html|body|:root)[^ ]*:has\(", each)] == []
