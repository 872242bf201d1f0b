"""On every page that answers a form, another language shows what was typed, and carries out nothing."""

from urllib.parse import urlsplit

from lxml import html
from lxml.html import FormElement
from sqlalchemy import func, select

from core.db import Base
from core.session import database
from core.shown_again import ONLY_SHOWN
from tests.support.demonstration import Demonstration, Seen

WORDS = ".//textarea | .//input[not(@type='hidden' or @type='submit' or @type='checkbox' or @type='radio')]"
NO_FORM = {
    "core.search": "has no form that refuses; it keeps nothing",
    "core.add_passkey": "comes with what a passkey signs",
    "housing.put_row_right": "takes what a row says, right or wrong, and leads back to the row",
}


def test_what_was_typed_into_any_form_goes_along_into_another_language(demonstration: Demonstration):
    found, lost = forms(demonstration), []
    before = kept(demonstration)
    for endpoint, (page, place) in found.items():
        client = demonstration.clients[page.role]
        form: FormElement = html.document_fromstring(client.get(page.address).text).forms[place]
        files = form.xpath(".//input[@type='file']/@name")
        sent = {name: value for name, value in form.form_values() if name not in files} | {ONLY_SHOWN: "y"}
        answer = html.document_fromstring(client.post(form.action or page.address, data=sent).text)
        along = answer.xpath("//button[contains(@formaction, '/language')]/@form")
        if not along or not set(along) <= set(answer.xpath("//form/@id")):
            lost.append(endpoint)
    assert sorted(lost) == sorted(NO_FORM)
    assert kept(demonstration) == before


def forms(demonstration: Demonstration) -> dict[str, tuple[Seen, int]]:
    """By where it leads, a page that has a form to type in, and the how manieth of the page it is."""
    found: dict[str, tuple[Seen, int]] = {}
    routes = demonstration.app.url_map.bind("localhost")
    for page in demonstration.pages:
        for place, form in enumerate(html.document_fromstring(page.text).forms):
            if form.method == "POST" and form.xpath(WORDS):
                endpoint, _ = routes.match(urlsplit(form.action or page.address).path, "POST")
                found.setdefault(endpoint, (page, place))
    return found


def kept(demonstration: Demonstration) -> dict[str, int]:
    """How many rows there are of everything but who looked, and who tried to come in."""
    tables = [table for table in Base.metadata.sorted_tables if not table.name.startswith(("audit", "attempt"))]
    with demonstration.app.app_context(), database.engine.connect() as connection:
        return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
