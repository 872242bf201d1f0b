"""Saving a view of the listings, being told of what is new, opening it: the pages."""

import io
import logging
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import logs
from core.audit import record
from core.audit.models import AuditEvent
from core.auth import staff
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import SavedSearch, SearchMatch
from tests.housing.saved_scene import CHEAP, enter_flat, kept, press, send, tasks, titles_marked
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text


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
