"""A case as it is typed into the calculator's page, and what the page says of it."""

from lxml.html import HtmlElement

from tests.support.pages import PageClient
from tests.support.visits import text

PATH = "/calculator"
TYPED = {
    "case-decided_on": "20/01/2026",
    "case-lease-starts_on": "10/02/2026",
    "case-lease-monthly_rent": "1.000,00",
    "case-household-members-0-born": "01/02/1990",
}
HOSTILE = "</textarea><script>alert(1)</script>\"'>{{7*7}}${7*7}\u202e"


def token(desk: PageClient) -> str:
    return desk.page(PATH).xpath("string(//input[@name='csrf_token']/@value)")


def column(page: HtmlElement, name: str) -> list[str]:
    """What a column of the instalments says."""
    return [
        text(cell) for cell in page.xpath(f"//section[@aria-labelledby='instalments']//tbody//td[@data-th='{name}']")
    ]
