"""Hostile text in every field of every form, saved as anybody would, and found again on every page: nothing runs.

Forms are found by walking the pages. Each field that takes words gets them; where a form insists on a date, a number or
a choice, it gets what it accepts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser

from tests.support.accessibility import window
from tests.support.browser import serving
from tests.support.demonstration import Demonstration, Filled, Seen
from tests.support.hostile import FILES, FIRST, WORDS, Sent, send_hostile
from tests.support.jobs import do_jobs
from tests.support.pages import PageClient, complaints

ROWS = 4  # on which a form is tried
LINKS = 120  # that are followed at most from one form
PINS = 2  # that are opened on a map
# Forms with a field for words that nobody sends here, and why.
NOT_SENT = {
    "core.add_passkey": "comes with what a passkey signs",
    "core.confirm_app": "takes the six digits of an app",
    "core.enter_code": "takes the six digits of an app",
    "core.search": "keeps nothing; what was typed is shown once",
    "housing.look_around": "keeps nothing; what was typed is shown once",
    "core.end_unit": "the only partner runs its centres still",
    "subsidies.propose_scheme": "takes scheme files alone; tests/subsidies/test_scheme_pages.py sends hostile ones",
    "portal.decline_offer": "the office takes the only offer back; tests/portal/test_portal_pages.py sends some",
    "portal.give_up_offer": "the same; tests/portal/test_giving_up.py sends some",
    "housing.take_out_of_line": "that line is over by then; tests/housing/test_line_pages.py sends some",
    "housing.write_answer_down": "the same; tests/housing/test_offers_taken_back.py sends some",
    "core.sign_in": "nobody is known by such an address",
    "subsidies.prepare_batch": "keeps a day alone; nothing is due once the forms before have ended the lease",
    "subsidies.reckon_case": "keeps nothing; tests/subsidies/test_calculator_files.py opens hostile cases",
}
# What seven times seven becomes where a text is taken for a template: behind its number, or behind the other template.
COMPUTED = re.compile(rf"{FIRST // 1000}\d{{3}}\D?49|[$}}]49")


@dataclass
class Typed:
    """What was typed, and where it was met again."""

    fields: dict[int, str] = field(default_factory=dict)  # by number
    endpoints: set[str] = field(default_factory=set)  # that took a form with words
    met: dict[int, Seen] = field(default_factory=dict)  # the first page that shows a number

    def unmet(self) -> set[str]:
        return {name for number, name in self.fields.items() if number not in self.met}

    def read(self, page: Seen) -> None:
        tree = html.document_fromstring(page.text)
        assert complaints(tree) == [], page.address
        said = " ".join([tree.text_content(), *tree.xpath("//@value")])
        assert not COMPUTED.search(said), page.address
        for number in map(int, re.findall(rf"(?={FIRST // 1000}\d)\d{{6}}", said)):
            self.met.setdefault(number, page)


@pytest.fixture
def own(filled: Filled, tmp_path: Path) -> Iterator[Demonstration]:
    """One of the test's own: it writes."""
    with filled.served(tmp_path) as demonstration:
        yield demonstration


def test_nothing_runs_whatever_is_typed(demonstration: Demonstration, own: Demonstration, browser: Browser) -> None:
    typed, forms = Typed(), _forms(demonstration)
    _fill_in(own, forms, typed)
    assert {endpoint for endpoint, _ in forms} - typed.endpoints == NOT_SENT.keys()
    do_jobs(own.app)
    walked = own.again(most=2)  # the oldest and the newest of each kind
    for page in walked.pages:
        typed.read(page)
    assert typed.unmet() == set()
    _look(walked, browser, {(page.role, page.address): page for page in typed.met.values()}.values())


Kind = tuple[str, tuple[str, ...]]  # where a form leads, and its fields
Places = list[tuple[Seen, int]]  # pages that have it, and the how manieth form of the page it is


def _forms(demonstration: Demonstration) -> dict[Kind, Places]:
    """Every form that takes words."""
    found: dict[Kind, Places] = {}
    routes = demonstration.app.url_map.bind("localhost")
    for page in demonstration.pages:
        for place, form in enumerate(html.document_fromstring(page.text).forms):
            if form.method == "POST" and form.xpath(f"{WORDS} | {FILES}"):
                endpoint, _ = routes.match(urlsplit(form.action or page.address).path, "POST")
                found.setdefault((endpoint, tuple(form.fields.keys())), []).append((page, place))
    return found


def _fill_in(own: Demonstration, forms: dict[Kind, Places], typed: Typed) -> None:
    """Send each form once; what the page that follows shows is met."""
    numbers = count(FIRST)
    for (endpoint, _), places in forms.items():
        for page, place in places[:ROWS] if endpoint not in NOT_SENT else []:
            client = own.clients[page.role]
            sent = send_hostile(client, page.address, place, numbers)
            if sent is None:
                continue
            typed.endpoints.add(endpoint)
            typed.fields |= {number: f"{endpoint}: {name}" for name, number in sent.numbers.items()}
            _read_on(client, page.role, sent, typed)
            break


def _read_on(client: PageClient, role: str | None, sent: Sent, typed: Typed) -> None:
    """What follows, in both languages, and what it leads to, until everything that was typed is met."""
    addresses, numbers = [sent.answer.location or sent.answer.request.path], set(sent.numbers.values())
    for address in addresses:
        for language in ("en", "el"):
            _speak(client, language)
            page = _open(client, role, address)
            typed.read(page)
        if numbers <= typed.met.keys() or len(addresses) > LINKS:
            return
        tree = sent.answer.text if address == sent.answer.request.path else page.text
        links = html.document_fromstring(tree).xpath("//main//a[not(@download)]/@href")
        addresses += [link for link in dict.fromkeys(links) if link.startswith("/") and link not in addresses]


def _speak(client: PageClient, language: str) -> None:
    with client.session_transaction() as kept:
        kept["language"] = language


def _open(client: PageClient, role: str | None, address: str) -> Seen:
    answer = client.get(address, follow_redirects=True)
    return Seen(role, None, answer.request.full_path.rstrip("?"), answer.status_code, answer.mimetype, answer.text)


def _look(demonstration: Demonstration, browser: Browser, pages: Iterable[Seen]) -> None:
    """At each page that shows something, as its reader does."""
    with serving(demonstration.app) as address, window(browser, demonstration, address) as opened:
        tab, heard = opened.page, opened.complaints
        tab.on("dialog", lambda dialog: (heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        for page in pages:
            opened.let_in(page.role, "en")
            tab.goto(page.address)
            if tab.locator(".st-map").count():
                tab.wait_for_load_state("networkidle")  # the pins come by an answer of their own
            for pin in tab.locator(".st-pin").all()[:PINS]:
                pin.dispatch_event("click")
            assert heard == [], page.address
