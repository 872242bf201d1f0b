"""The Big List of Naughty Strings, and our own, in everything that somebody types: each is shown and nothing runs.

tests/pages/test_hostile_text.py sends a few words through every form; here many strings stand in the database, as they
are, and are looked at together.
"""

import csv
import json
import re
from collections.abc import Callable
from io import BytesIO, StringIO
from urllib.parse import quote_plus
from xml.etree.ElementTree import fromstring

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from playwright.sync_api import Browser, Page
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

import housing.search
from core.auth.permissions import StaffRole
from core.exporting.delimited import harmless
from core.letters.letter import Letter, draw
from core.structure import Centre
from core.text import Sentence
from housing.models import Landlord, Listing
from housing.search import Mark, SearchCriteria, SearchResult
from people.models import Household
from tests.support import rows
from tests.support.browser import listen, serving
from tests.support.naughty import OWN, add_adverts, add_family, add_places_of_interest, strings
from tests.support.pages import PageClient
from tests.support.pdf import actions, pages
from tests.support.rows import TODAY

ALL = 1000  # adverts on a page, so that one visit shows every string
LETTER = """{% extends "core/letter_part.html" %}
{% block body %}{% for text in everything %}<p><bdi>{{ text }}</bdi></p>{% endfor %}{% endblock %}"""
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What only a text that was taken for code leaves behind; the strings of the list set the first.
TRACES = """() => [
    document.vulnerable, window.vulnerable, window.__ran,
    ...document.querySelectorAll(
        "script:not([src]), iframe, object, embed, base, style, marquee, [onerror], [onload], [onclick], [onfocus],"
        + "[style*=expression], [href^=javascript], img[src^=x], body foo, x, #fuzzelement1"
    ),
].filter(Boolean).map(trace => trace.outerHTML || String(trace))"""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is shown does not depend on the kind of database; what each can keep, tests/core and the forms hold."""
    return sqlite_url


@pytest.fixture(autouse=True)
def all_on_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def search(session: Session, criteria: SearchCriteria, most: int = ALL, after: Mark | None = None) -> SearchResult:
        return housing.search.search(session, criteria, most, after)

    monkeypatch.setattr("housing.views.search.filters.search", search)
    monkeypatch.setattr("housing.services.mapping.spots_in_view.MOST_PINS", ALL)


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def adverts(session: Session, centre: Centre) -> list[Listing]:
    return add_adverts(session, centre)


@pytest.fixture
def family(session: Session, centre: Centre) -> Household:
    return add_family(session, centre)


@pytest.fixture
def come_in(client: PageClient, session: Session, centre: Centre) -> Callable[[StaffRole], PageClient]:
    def enter(role: StaffRole) -> PageClient:
        user = rows.add_user(session, role, centre)
        session.commit()
        rows.sign_in(client, user)
        return client

    return enter


def test_every_string_is_text_wherever_a_browser_shows_it(
    app: Flask,
    browser: Browser,
    session: Session,
    adverts: list[Listing],
    family: Household,
    come_in: Callable[[StaffRole], PageClient],
) -> None:
    add_places_of_interest(session)
    everything = " ".join(strings())
    adverts[0].title = adverts[0].description = adverts[0].dwelling.area = everything
    session.flush()
    heard: list[str] = []
    with serving(app) as address:
        context = browser.new_context(base_url=address)
        context.add_init_script("window.alert = window.confirm = window.prompt = () => { window.__ran = true; };")
        listen(context, address, heard)
        tab = context.new_page()
        tab.on("dialog", lambda dialog: (heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))

        def visit(role: StaffRole, path: str) -> Page:
            cookie = come_in(role).get_cookie("session")
            assert cookie is not None
            context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
            tab.goto(path)
            return tab

        officer = StaffRole.HOUSING_OFFICER
        titles = [advert.title for advert in adverts]
        _same(_texts(visit(officer, "/listings?radius_km=2"), "[data-marker] h3"), titles)
        tab.wait_for_selector(".st-pin")
        _same(tab.eval_on_selector_all(".st-pin", "pins => pins.map(pin => pin.title)"), titles)
        _same(_popups(tab), titles)
        _nothing_ran(tab, heard)

        visit(officer, "/listings?radius_km=50&view=table")
        _same(_texts(tab, "tbody th"), titles)
        _same(_texts(tab, "td[data-th=Landlord]"), [*map(_shown, strings())])
        _nothing_ran(tab, heard)

        for path in (f"/listings/{adverts[0].id}", f"/listings/{adverts[0].id}/sheet", f"/households/{family.id}"):
            visit(officer, path)
            assert _shown(everything) in _shown(tab.locator("main").text_content() or ""), path
            _nothing_ran(tab, heard)
        visit(StaffRole.ADMINISTRATOR, "/places-of-interest")
        assert set(map(_shown, strings())) <= set(_texts(tab, "tbody th"))
        _nothing_ran(tab, heard)

        for drawing in ("/listings/map.svg?radius_km=50", f"/listings/{adverts[0].id}/area.svg"):
            visit(officer, drawing)
            assert heard == []
        context.close()


def _texts(tab: Page, selector: str) -> list[str]:
    return [_shown(text) for text in tab.eval_on_selector_all(selector, "all => all.map(each => each.textContent)")]


def _popups(tab: Page) -> list[str]:
    """The title in each popup, opened by a click on its pin. The page is out of sight meanwhile: map and list would be
    laid out anew for each, which takes three times as long as all the rest.
    """
    return tab.eval_on_selector_all(
        ".st-pin",
        """pins => {
            L.Popup.prototype.options.autoPan = false;
            const page = document.querySelector("main");
            page.style.display = "none";
            const titles = pins.map(pin => {
                pin.click();
                return [...document.querySelectorAll(".st-popup-title")].pop().textContent;
            });
            page.style.display = "";
            return titles;
        }""",
    )


def _same(found: list[str], expected: list[str]) -> None:
    assert sorted(map(_shown, found)) == sorted(map(_shown, expected))


def _shown(text: str) -> str:
    """Blanks at the ends and in rows are not seen."""
    return " ".join(text.split())


def _nothing_ran(tab: Page, heard: list[str]) -> None:
    assert tab.evaluate(TRACES) == []
    assert heard == []


def test_files_hold_every_string_and_no_formula(
    adverts: list[Listing], come_in: Callable[[StaffRole], PageClient]
) -> None:
    client = come_in(StaffRole.HOUSING_OFFICER)
    path = "/listings/export?radius_km=50&landlords=yes&kind="

    text = client.get(path + "csv").data.decode("utf-8-sig")
    table = [*csv.DictReader(StringIO(text, newline=""), delimiter=",")]
    for column in ("Title", "Address", "Neighbourhood or village", "Town", "Landlord's name", "Description"):
        assert sorted(row[column] for row in table) == sorted(map(harmless, strings())), column
    assert not [cell for row in table for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@"))]

    features = json.loads(client.get(path + "geojson").data)["features"]
    assert sorted(feature["properties"]["title"] for feature in features) == sorted(strings())

    workbook = CalamineWorkbook.from_filelike(BytesIO(client.get(path + "xlsx").data))
    header, *lines = workbook.get_sheet_by_index(0).to_python()
    title = header.index("Title")
    assert sorted(_plain(str(line[title])) for line in lines) == sorted(map(_plain, strings()))


def _plain(text: str) -> str:
    """As a workbook keeps it: lines end in one way, and what XML cannot hold is left out."""
    return NOT_XML.sub("", re.sub("_x[0-9A-F]{4}_", "", text.replace("\r\n", "\n").replace("\r", "\n")))


def test_a_drawing_without_scripts_is_xml_with_nothing_in_it_but_text(
    session: Session, adverts: list[Listing], come_in: Callable[[StaffRole], PageClient]
) -> None:
    client = come_in(StaffRole.HOUSING_OFFICER)
    for advert in adverts[::25]:
        drawing = fromstring(client.get(f"/listings/{advert.id}/area.svg").data)
        assert {element.tag.rpartition("}")[2] for element in drawing.iter()} <= {
            "circle", "g", "line", "path", "rect", "svg", "text", "title",
        }  # fmt: skip


def test_a_letter_says_every_string_and_does_nothing(app: Flask, centre: Centre) -> None:
    facts = {"everything": strings()}
    letter = Letter(Sentence("x"), "everything.html", strings()[0], "el", OWN[0], centre, TODAY, facts)
    app.jinja_env.loader = ChoiceLoader([DictLoader({"everything.html": LETTER}), app.jinja_env.loader])  # type: ignore[list-item]
    with app.app_context():
        paper = draw(letter).content
    assert actions(paper) == set()
    said = _bare("".join(pages(paper)))
    assert [text for text in strings() if text.isascii() and _bare(text) not in said] == []


def _bare(text: str) -> str:
    """What is seen of it, wherever its lines break."""
    return "".join(NOT_XML.sub("", text).split())


@pytest.mark.parametrize(
    ("sent", "kept"), [("Lydaki%00s", "Lydakis"), ("Lydaki%ED%A0%80", "Lydaki%ED%A0%80"), ("%FF%FE", "%FF%FE")]
)
def test_what_is_no_text_is_taken_for_text_without_it(
    session: Session, come_in: Callable[[StaffRole], PageClient], sent: str, kept: str
) -> None:
    client = come_in(StaffRole.HOUSING_OFFICER)
    [token, *_] = client.page("/landlords/new").xpath("//input[@name='csrf_token']/@value")
    body = f"csrf_token={quote_plus(token)}&name={sent}&phone=2810990001&centre_id=1"
    answer = client.post("/landlords/new", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302, answer.text
    assert session.scalars(select(Landlord.name).order_by(Landlord.id.desc())).first() == kept
