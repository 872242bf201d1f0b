"""What is new in a saved view: told on the board, above the list and on the map, opened and seen."""

import json
import re

import pytest
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.panels import Panels
from core.session import database
from core.structure import Centre
from housing.models import SavedSearch
from housing.panels.searches import register_searches
from housing.services.search import search_matches
from housing.services.search.saved_searches import MOST_SEARCHES
from tests.housing.saved_scene import CHEAP, enter_flat, kept, press, send, tasks, titles_marked
from tests.support import rows
from tests.support.many_spots import add_spots
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.statements import counted
from tests.support.visits import enter, text

NEW_MARKS = "//main//span[contains(@class, 'st-is-new')]"


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """What is asked of the database is shown on both by the tests of the service."""
    return request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url")


@pytest.fixture
def at_work(client: PageClient, session: Session, officer: User) -> PageClient:
    enter(client, session, officer)
    return client


@pytest.fixture
def saved(at_work: PageClient) -> PageClient:
    """A view of what costs up to 450 euros, with nothing in it."""
    at_work.submit(f"/listings/saved/new?{CHEAP}", name="Cheap")
    return at_work


def said_by_map(client: PageClient, script: str) -> dict[str, str]:
    """What opens from each of the marks begins so: with the script, and when it is asked for."""
    told = re.search(r"stegiMap\.dress\(\w+, (\{.*\})\);", client.get(script).text)
    assert told is not None
    words = json.loads(told[1])
    asked = client.get(f"{words['points'][0]}&bbox=25.0,35.2,25.3,35.4&zoom=12").get_json(force=True)["features"]
    assert asked == words["first"]["features"]
    return {flat["title"]: flat["lines"][0] for mark in asked for flat in mark["properties"]["flats"]}


def test_the_whole_way_saved_told_opened_seen(saved: PageClient, session: Session, centre: Centre):
    assert tasks(saved) == []
    enter_flat(session, centre)
    assert tasks(saved) == ["1 new listing in “Cheap”"]
    told = saved.page("/listings/saved")
    assert "1 new" in text(told.xpath("//tbody/tr")[0])
    page = saved.submit("/", action=f"/listings/saved/{kept(session).id}/open")
    assert titles_marked(page) == ["Entered"]
    [script] = page.xpath("//script[contains(@src, '/listings/map.js')]/@src")
    assert page.xpath("//link[@as='script']/@href") == [script]  # what is asked for early is what is needed, once
    assert said_by_map(saved, script) == {"Entered": "New"}
    assert "New in “Cheap”, and marked in the list: Entered" in text(page)
    assert tasks(saved) == []
    assert "nothing" in text(saved.page("/listings/saved").xpath("//tbody/tr")[0])
    assert titles_marked(press(saved, saved.page("/listings"))) == []


@pytest.mark.parametrize("view", ["list", "table"])
def test_the_marks_stay_on_every_page_and_in_every_layout(
    saved: PageClient, session: Session, centre: Centre, view: str
):
    for number in range(30):
        enter_flat(session, centre, f"Flat {number}", latitude=35.34 + number / 10_000)
    page = press(saved, saved.page("/listings"))
    [layout] = [a for a in page.xpath("//nav[@id='views']/a/@href") if f"view={view}" in a]
    page = saved.page(layout)
    assert len(page.xpath(f"{NEW_MARKS}[ancestor::li[@data-marker] or ancestor::tr]")) == 25
    page = saved.page(page.xpath("//a[@rel='next']/@href")[0])
    assert len(page.xpath(f"{NEW_MARKS}[ancestor::li[@data-marker] or ancestor::tr]")) == 5
    assert text(page.xpath("//div[contains(@class, 'st-note')]/ul")[0]).endswith("and others")


def test_a_button_pressed_twice_shows_the_same_both_times(saved: PageClient, session: Session, centre: Centre):
    enter_flat(session, centre)
    page = saved.page("/listings")
    assert [titles_marked(press(saved, page)) for _press in range(2)] == [["Entered"], ["Entered"]]
    assert kept(session).openings == 1


def test_the_board_asks_for_whom_it_is_given(saved: PageClient, session: Session, centre: Centre, officer: User):
    """Nobody is signed in here."""
    enter_flat(session, centre)
    colleague = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Nikos Vardakis")
    panels = Panels()
    register_searches(panels)
    [(_permission, ask)] = panels.tasks
    with saved.application.test_request_context():
        assert [len(ask(session, user, TODAY)) for user in (officer, colleague)] == [1, 0]


def test_looking_at_the_list_or_the_board_is_not_opening_it(saved: PageClient, session: Session, centre: Centre):
    enter_flat(session, centre)
    for address in (f"/listings?{CHEAP}", "/", "/listings/saved", f"/listings?{CHEAP}&saved=1&since=0"):
        saved.page(address)
    assert tasks(saved) == ["1 new listing in “Cheap”"]


@pytest.mark.parametrize("since", ["", "-1", "x", "1e9", str(2**40), "0;"])
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_is_no_number_in_the_address_marks_nothing(saved: PageClient, session: Session, since: str):
    key = kept(session).id
    assert titles_marked(saved.page(f"/listings?{CHEAP}&saved={key}&since={since}")) == []
    assert titles_marked(saved.page(f"/listings?{CHEAP}&saved={since}&since=0")) == []
    answer = send(saved, f"/listings/saved/{key}/open", since=since)
    saved.page(answer.location)


def test_only_what_the_reader_may_see_today_is_told(saved: PageClient, session: Session, centre: Centre, officer: User):
    chania = rows.add_centre(session, "chania")
    enter_flat(session, chania, "Of another centre", latitude=35.34)
    assert tasks(saved) == []
    rows.add_post(session, officer, StaffRole.HOUSING_OFFICER, chania)
    record(session, "arrange", actor=None)
    session.commit()
    assert tasks(saved) == ["1 new listing in “Cheap”"]
    page = press(saved, saved.page("/listings"))
    assert titles_marked(page) == ["Of another centre"]
    address = f"/listings?{CHEAP}&saved={kept(session).id}&since=0"
    for post in officer.posts[1:]:
        session.delete(post)
    record(session, "arrange", actor=None)
    session.commit()
    assert "Of another centre" not in text(saved.page(address))


def test_of_too_many_it_says_what_it_tells_of(at_work: PageClient, session: Session, centre: Centre, monkeypatch):
    monkeypatch.setattr(search_matches, "KEPT", 1)
    monkeypatch.setattr("housing.views.search.saved_searches.KEPT", 1)
    for _one in range(2):
        rows.add_listing(session, centre, rent="400.00", bedrooms=2).created_at = NOW.replace(year=2025)
    record(session, "arrange", actor=None)
    session.commit()
    words = "More than 1 listings fit: you are told of those entered later"
    assert words in text(at_work.page(f"/listings/saved/new?{CHEAP}"))
    at_work.submit(f"/listings/saved/new?{CHEAP}", name="Cheap")
    assert words in text(at_work.page("/listings/saved"))


@pytest.mark.parametrize(("number", "words"), [(100, "100 new"), (101, "more than 100 new")])
def test_more_than_a_hundred_are_not_counted(
    saved: PageClient, session: Session, centre: Centre, number: int, words: str
):
    for _one in range(number):
        rows.add_listing(session, centre, rent="400.00", bedrooms=2)
    record(session, "arrange", actor=None)
    session.commit()
    assert text(saved.page("/listings/saved").xpath("//span[starts-with(@id, 'new-')]")[0]) == words
    assert tasks(saved)[0].lower() == f"{words} listings in “cheap”"


def test_twenty_of_them_ask_once_each_among_ten_thousand_adverts(
    saved: PageClient, session: Session, centre: Centre, officer: User
):
    """And the list does not ask for what is new: its page fetches that afterwards."""
    enter_flat(session, centre)
    add_spots(session, 10_000)
    asked = {address: _asked(saved, address) for address in ("/", "/listings/saved", "/listings")}
    facts = {"user_id": officer.id, "openings": 0, "seen_to": 0, "created_at": NOW}
    for number in range(MOST_SEARCHES - 1):
        session.add(SavedSearch(name=f"Up to {number}", query={"most_rent": str(400 + number)}, **facts))
    record(session, "arrange", actor=None)
    session.commit()
    more = {address: _asked(saved, address) - before for address, before in asked.items()}
    assert more == {"/": MOST_SEARCHES - 1, "/listings/saved": MOST_SEARCHES - 1, "/listings": 0}


def _asked(client: PageClient, address: str) -> int:
    with client.application.app_context():
        engine = database.engine
    with Session(engine) as session, counted(session) as statements:
        client.page(address)
    return len(statements)
