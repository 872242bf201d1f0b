"""A view of the listings that somebody has saved, and its button pressed."""

from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.audit import record
from core.structure import Centre
from housing.models import SavedSearch
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import text

CHEAP = "most_rent=450&least_bedrooms=1"


def enter_flat(session: Session, centre: Centre, title: str = "Entered", **facts: object) -> None:
    rows.add_listing(session, centre, title, **{"rent": "400.00", "bedrooms": 2} | facts)
    record(session, "arrange", actor=None)
    session.commit()


def kept(session: Session) -> SavedSearch:
    """The one that is saved, as it stands now."""
    found = session.scalars(select(SavedSearch).execution_options(populate_existing=True)).one()
    session.expunge(found)
    session.rollback()  # others write now
    return found


def send(client: PageClient, address: str, **data: str) -> TestResponse:
    """What a button sends, wherever it stands."""
    token = client.page("/account").xpath("string(//input[@name='csrf_token']/@value)")
    return client.post(address, data={"csrf_token": token, **data})


def press(client: PageClient, page: HtmlElement, name: str = "Cheap") -> HtmlElement:
    """The button of a saved search above the list."""
    [button] = [button for button in page.xpath("//button[@name='since']") if name in text(button)]
    answer = send(client, button.get("formaction"), since=button.get("value"))
    return client.page(answer.location)


def titles_marked(page: HtmlElement) -> list[str]:
    marked = page.xpath("//li[@data-marker][.//*[contains(@class, 'st-is-new')]]")
    return [text(one.find(".//h3")) for one in marked]


def tasks(client: PageClient) -> list[str]:
    return [text(title) for title in client.page("/").xpath("//li[@class='st-task']//h3")]
