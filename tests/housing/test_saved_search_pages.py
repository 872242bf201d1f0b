"""Saving a view of the listings, being told of what is new, opening it: the pages."""

import io
import json
import logging
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core import logs
from core.audit import record
from core.audit.models import AuditEvent
from core.auth import staff
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.panels import Panels
from core.session import database
from core.structure import Centre
from housing.models import SavedSearch, SearchMatch
from housing.panels.searches import register_searches
from housing.services.search import search_matches
from housing.services.search.saved_searches import MOST_SEARCHES
from tests.support import rows
from tests.support.audit import events
from tests.support.many_spots import add_spots
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.statements import counted
from tests.support.visits import enter, text

CHEAP = "most_rent=450&least_bedrooms=1"
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


def test_a_view_that_is_saved_is_not_offered_to_be_saved(saved: PageClient):
    for query, is_offered in ((f"centre=heraklion&radius_km=5&{CHEAP}", False), ("most_rent=460", True)):
        [offer] = saved.page(f"/listings?{query}").xpath("//a[@id='save-view']")
        assert (offer.get("hidden") is None) is is_offered


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


def titles_marked(page: HtmlElement) -> list[str]:
    marked = page.xpath("//li[@data-marker][.//*[contains(@class, 'st-is-new')]]")
    return [text(one.find(".//h3")) for one in marked]


def said_by_map(client: PageClient, script: str) -> dict[str, str]:
    """What opens from each of the marks begins so: with the script, and when it is asked for."""
    told = re.search(r"stegiMap\.dress\(\w+, (\{.*\})\);", client.get(script).text)
    assert told is not None
    words = json.loads(told[1])
    asked = client.get(f"{words['points'][0]}&bbox=25.0,35.2,25.3,35.4&zoom=12").get_json(force=True)["features"]
    assert asked == words["first"]["features"]
    return {flat["title"]: flat["lines"][0] for mark in asked for flat in mark["properties"]["flats"]}


def send(client: PageClient, address: str, **data: str) -> TestResponse:
    """What a button sends, wherever it stands."""
    token = client.page("/account").xpath("string(//input[@name='csrf_token']/@value)")
    return client.post(address, data={"csrf_token": token, **data})


def press(client: PageClient, page: HtmlElement, name: str = "Cheap") -> HtmlElement:
    """The button of a saved search above the list."""
    [button] = [button for button in page.xpath("//button[@name='since']") if name in text(button)]
    answer = send(client, button.get("formaction"), since=button.get("value"))
    return client.page(answer.location)


def tasks(client: PageClient) -> list[str]:
    return [text(title) for title in client.page("/").xpath("//li[@class='st-task']//h3")]


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


def test_what_is_kept_is_what_the_filters_mean_and_nothing_else_of_the_address(at_work: PageClient, session: Session):
    extra = "after=1.5_3&saved=1&since=0&nonsense=1&csrf_token=x&view=table"
    at_work.submit(f"/listings/saved/new?{CHEAP}&{extra}", name="Cheap")
    query = {"centre": "heraklion", "radius_km": "5", "most_rent": "450", "least_bedrooms": "1"}
    assert kept(session).query == query
    page = press(at_work, at_work.page("/listings"))
    assert page.xpath("//input[@id='most_rent']/@value") == ["450"]


def test_words_and_a_part_of_the_map_are_kept_too(at_work: PageClient, session: Session, centre: Centre):
    moved = "words=%CE%9A%CE%BD%CF%89%CF%83%CF%8C&bbox=25.1,35.3,25.2,35.4&radius_km=0"
    at_work.submit(f"/listings/saved/new?{moved}", name="Here")
    enter_flat(session, centre, "Knosos 4")
    enter_flat(session, centre, "Knosos 5", latitude=35.2)
    assert tasks(at_work) == ["1 new listing in “Here”"]
    assert titles_marked(press(at_work, at_work.page("/listings"), "Here")) == ["Knosos 4"]


def test_a_view_that_cannot_be_read_is_not_saved(at_work: PageClient, session: Session):
    answer = send(at_work, "/listings/saved/new?most_rent=cheap", name="Wrong")
    assert answer.location == "/listings?most_rent=cheap"
    at_work.page(answer.location, status=422)
    assert session.scalars(select(SavedSearch)).all() == []


@pytest.mark.parametrize(("name", "said"), [("", "Give it a name"), ("x" * 61, "A name has 60 letters at most")])
def test_it_wants_a_name(at_work: PageClient, name: str, said: str):
    page = at_work.submit(f"/listings/saved/new?{CHEAP}", name=name, status=422)
    assert said in text(page.xpath("//*[@role='alert']")[0])


def test_the_same_view_is_not_saved_twice(saved: PageClient):
    page = saved.submit(f"/listings/saved/new?{CHEAP}&after=1_1", name="Again", status=422)
    assert "You have saved this view already, as “Cheap”." in text(page)


def test_it_is_renamed_and_deleted(saved: PageClient, session: Session):
    key = kept(session).id
    page = saved.submit(f"/listings/saved/{key}/edit", name="Καλό σπίτι")
    assert "Καλό σπίτι" in text(page.xpath("//tbody")[0])
    page = saved.submit("/listings/saved", action=f"/listings/saved/{key}/delete")
    assert "No saved searches yet" in text(page)
    assert send(saved, f"/listings/saved/{key}/open").status_code == 404


def test_nobody_else_sees_it(saved: PageClient, session: Session, centre: Centre):
    enter_flat(session, centre)
    key = kept(session).id
    enter(saved, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Nikos Vardakis"))
    assert tasks(saved) == []
    assert "No saved searches yet" in text(saved.page("/listings/saved"))
    for way in ("open", "delete", "edit"):
        assert send(saved, f"/listings/saved/{key}/{way}").status_code == 404
    assert saved.get(f"/listings/saved/{key}/edit").status_code == 404
    page = saved.page(f"/listings?{CHEAP}&saved={key}&since=0")
    assert (titles_marked(page), "Cheap" in text(page)) == ([], False)


@pytest.mark.parametrize("role", [role for role in StaffRole if role is not StaffRole.HOUSING_OFFICER])
def test_who_sees_no_listings_has_none(saved: PageClient, session: Session, centre: Centre, role: StaffRole):
    key = kept(session).id
    enter(saved, session, rows.add_user(session, role, centre))
    assert saved.get("/listings/saved").status_code == 403
    assert send(saved, f"/listings/saved/{key}/open").status_code == 403


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


@pytest.mark.parametrize(
    "query", [{"centre": "closed"}, {"balcony": "yes"}, {"most_rent": "cheap"}, {"radius_km": "0", "bbox": "x"}]
)
def test_one_that_cannot_be_read_any_more_says_so_and_can_be_deleted(
    saved: PageClient, session: Session, centre: Centre, query: dict[str, str]
):
    search = session.merge(kept(session))
    search.query = search.query | query
    enter_flat(session, centre)
    key = kept(session).id
    assert tasks(saved) == []
    assert "cannot be read any more" in text(saved.page("/listings/saved"))
    saved.page("/listings")
    answer = send(saved, f"/listings/saved/{key}/open")
    page = saved.page(answer.location)
    assert "“Cheap” cannot be read any more: delete it and save another." in text(page)
    assert page.xpath("//form[contains(@action, '/open')]") == []
    page = saved.submit("/listings/saved", action=f"/listings/saved/{key}/delete")
    assert "No saved searches yet" in text(page)


def test_whose_centre_was_handed_over_is_told_so(saved: PageClient, session: Session, officer: User):
    rows.add_post(session, officer, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    session.delete(officer.posts[0])
    record(session, "arrange", actor=None)
    session.commit()
    assert "cannot be read any more" in text(saved.page("/listings/saved"))


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


def test_a_closed_account_keeps_none(saved: PageClient, session: Session, officer: User, centre: Centre):
    enter_flat(session, centre)
    send(saved, f"/listings/saved/{kept(session).id}/open")
    administrator = rows.add_user(session, StaffRole.ADMINISTRATOR, name="Anna Rousaki")
    staff.deactivate(session, officer, on=TODAY, actor=administrator, at=NOW)
    session.commit()
    assert session.scalars(select(SavedSearch)).all() == []
    assert session.scalars(select(SearchMatch)).all() == []


def test_each_step_is_written_down_without_what_is_looked_for(
    at_work: PageClient, session: Session, centre: Centre, officer: User
):
    stream = io.StringIO()
    logs.configure(stream)
    at_work.submit("/listings/saved/new?words=Haddad", name="For the Haddads")
    key = kept(session).id
    send(at_work, f"/listings/saved/{key}/open")
    at_work.submit(f"/listings/saved/{key}/edit", name="Haddad, again")
    send(at_work, f"/listings/saved/{key}/delete")
    own = [event for event in events(session) if event.action.endswith("-search")]
    assert [event.action for event in own] == ["save-search", "open-search", "rename-search", "delete-search"]
    assert {event.actor_id for event in own} == {officer.id}
    enter(at_work, session, rows.add_user(session, StaffRole.ADMINISTRATOR, name="Anna Rousaki"))
    keys = session.scalars(select(AuditEvent.id)).all()
    session.rollback()
    pages = [at_work.page(f"/audit/{key}") for key in keys]
    assert [page for page in pages if "Haddad" in text(page)] == []
    assert "haddad" not in stream.getvalue().lower()
    logging.getLogger().handlers.clear()


def test_the_redirect_names_the_filters_and_the_opening(saved: PageClient, session: Session):
    answer = send(saved, f"/listings/saved/{kept(session).id}/open")
    parts = parse_qs(urlsplit(answer.location).query)
    assert parts.keys() == {"centre", "radius_km", "most_rent", "least_bedrooms", "saved", "since"}
