"""A shipped scheme with a term changed and a table added, and what the pages of schemes say of it."""

from lxml.html import HtmlElement

from subsidies.rules.scheme_file import shipped_text

PLUS = shipped_text("helios-plus")
TABLE = """
[[monthly]]
from = 2027-01-01
source = "Decision 7, https://example.org/7"
rule = "bands"
bands = [ { size = 1, amount = "180.00" }, { size = 3, amount = "420.00" } ]
"""
TEXT = PLUS.replace("months = 12", "months = 6") + TABLE


def text(page: HtmlElement) -> str:
    """What stands there, each piece apart."""
    return " ".join(" ".join(page.itertext()).split())


def card(page: HtmlElement, name: str) -> str:
    [found] = page.xpath(f"//section[@aria-labelledby='{name}']")
    return text(found)
