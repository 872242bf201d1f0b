"""Listings that are chosen on the page, and what its forms send."""

from datetime import timedelta
from urllib.parse import urlencode

from lxml import html
from lxml.html import FormElement, HtmlElement
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from core.structure import Centre
from housing.states import ListingStatus
from tests.support import rows
from tests.support.pages import PageClient, complaints
from tests.support.rows import TODAY

EARLIER = TODAY - timedelta(days=20)
HOSTILE = "</script><img src=x onerror=alert(1)>\u202e${alert(1)}"


def listings_of_each_status(session: Session, centre: Centre) -> dict[str, int]:
    """An advert of each status, the nearest first, by its title."""
    listings = [
        rows.add_listing(session, centre, status, status=status, latitude=35.34 + number / 1_000)
        for number, status in enumerate(ListingStatus)
    ]
    for listing in listings:
        listing.confirmed_on = EARLIER
    session.commit()
    return {listing.title: listing.id for listing in listings}


def send(client: PageClient, form: FormElement, **chosen: object) -> HtmlElement:
    """Press the form's button, with these values besides."""
    sent = MultiDict([(name, value) for name, value in form.form_values() if name not in chosen])
    for name, values in chosen.items():
        sent.setlist(name, values if isinstance(values, list) else [values])
    if form.method == "GET":
        answer = client.get(f"{form.action}?{urlencode(list(sent.items(multi=True)))}", follow_redirects=True)
    else:
        answer = client.post(form.action or client.last, data=sent, follow_redirects=True)
    client.last = answer.request.full_path
    page = html.document_fromstring(answer.text)
    assert complaints(page) == []
    return page


def choice(page: HtmlElement) -> FormElement:
    return page.get_element_by_id("choice")


def review(page: HtmlElement) -> FormElement:
    [form] = [form for form in page.forms if form.xpath(".//input[@name='seen']")]
    return form


def titles(page: HtmlElement, card: str) -> list[str]:
    return page.xpath(f"//section[@aria-labelledby='{card}']//tbody//th//bdi/text()")


def states(session: Session) -> dict[str, tuple[str, bool]]:
    """The status of each, and whether it was confirmed today."""
    found = {one.title: (one.status.value, one.confirmed_on == TODAY) for one in rows.stored_listings(session)}
    session.commit()
    return found
