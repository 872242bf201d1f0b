"""A person of the staff before a page, in English."""

from lxml.html import HtmlElement
from sqlalchemy.orm import Session

from core.auth.models import User
from tests.support.pages import PageClient
from tests.support.rows import sign_in


def enter(client: PageClient, session: Session, user: User) -> None:
    """Commit what the test prepared, and sign the person in, whoever was there before."""
    session.commit()
    sign_in(client, user)


def text(page: HtmlElement) -> str:
    """What the page says."""
    return " ".join(page.text_content().split())


def results(page: HtmlElement) -> list[str]:
    """The titles of the flats that a list shows, in its order."""
    return page.xpath("//li[@data-marker]//h3/a/text()")
