"""What a family says of the homes it is shown: kept, changed, and read by its officer."""

from datetime import timedelta

import pytest
from lxml.html import HtmlElement
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Refused
from core.structure import Centre
from housing.models import Listing, ListingPair, ShortlistEntry
from housing.opinions import Because, Opinion
from housing.reasons.drops import DropReason
from housing.services.households.opinions import say_opinion
from housing.services.households.shortlists import drop_flat, keep_flats, share_shortlist, shortlist_of
from housing.services.listings.merged_flats import merge_flats
from people.models import Household
from people.stages import Stage
from tests.portal.scene import Scene, post
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}"


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def officer(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Nikos Vardakis")


@pytest.fixture
def shared(session: Session, centre: Centre, officer: User) -> Household:
    household = rows.add_household(session, centre)
    flats = [rows.add_listing(session, centre, f"Flat {n}", area=f"Area {n}") for n in (1, 2, 3)]
    keep_flats(session, household, flats, actor=officer, at=NOW)
    share_shortlist(session, household, actor=officer, at=NOW)
    session.commit()
    return household


@pytest.fixture
def family(session: Session, client: PageClient, shared: Household) -> Scene:
    rows.speak_english(client)
    scene = Scene(session, client, shared.centre, shared, None)  # type: ignore[arg-type]
    scene.come_in()
    return scene


def entries(session: Session, household: Household) -> list[ShortlistEntry]:
    return list(shortlist_of(session, household.id).kept)


def answers(page: HtmlElement) -> list[str]:
    """What stands under each home where its answer is."""
    return [text(home.xpath(".//*[@class='st-answers']|.//p[contains(., 'You said')]")[0]) for home in sections(page)]


def sections(page: HtmlElement) -> list[HtmlElement]:
    return page.xpath("//main//section")


def test_the_family_says_which_home_it_would_like_and_changes_its_mind(family: Scene, session: Session):
    page = family.client.page("/my/homes")
    assert set(answers(page)) == {f"I would like this one: {n} Not this one: {n}" for n in (1, 2, 3)}
    [liked, not_liked] = sections(page)[1].xpath(".//*[@class='st-answers']/a/@href")
    form = family.client.page(liked)
    assert form.xpath("//input[@name='opinion'][@checked]/@value") == ["liked"]
    page = family.client.submit(liked, opinion="liked")
    assert answers(page)[1] == "You said: I would like this one"
    page = family.client.submit(not_liked, opinion="not-liked", because="stairs", words=HOSTILE)
    assert answers(page)[1] == "You said: Not this one The stairs or the lift"
    assert HOSTILE in text(sections(page)[1])
    [change] = sections(page)[1].xpath(".//a[contains(., 'Change your answer')]/@href")
    again = family.client.page(change)
    assert again.xpath("//input[@checked]/@value") == ["not-liked", "stairs"]
    assert HOSTILE in again.xpath("string(//textarea)")
    steps = [event for event in events(session) if event.action == "say-opinion"]
    assert [(step.actor_kind, step.actor_id) for step in steps] == [("household", family.household.id)] * 2


@pytest.mark.parametrize(
    ("sent", "missing"),
    [
        ({}, "opinion"),
        ({"opinion": "not-liked"}, "because"),
        ({"opinion": "not-liked", "because": "other"}, "words"),
        ({"opinion": "liked", "because": "other"}, "words"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_why_not_is_asked_for_and_what_else_in_words(
    family: Scene, session: Session, sent: dict[str, str], missing: str
):
    address = f"/my/homes/{entries(session, family.household)[0].id}/answer"
    session.commit()
    page = family.client.submit(address, status=422, words="", **sent)
    assert page.xpath(f"//*[@id='{missing}-error']")
    assert {entry.opinion for entry in entries(session, family.household)} == {None}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_a_home_that_it_is_not_shown_it_says_nothing(family: Scene, session: Session, officer: User):
    first = entries(session, family.household)[0]
    drop_flat(session, first, DropReason.GONE, actor=officer)
    session.commit()
    assert family.client.get(f"/my/homes/{first.id}/answer").status_code == 404
    post(family, f"/my/homes/{first.id}/answer", 404)


def test_nobody_says_what_another_family_thinks(family: Scene, session: Session):
    first = entries(session, family.household)[0]
    other = rows.add_household(session, family.centre, "Osman")
    session.commit()
    family.come_in(other)
    assert family.client.get(f"/my/homes/{first.id}/answer").status_code == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_officer_reads_it_beside_the_flat_and_in_the_timeline(
    session: Session, client: PageClient, shared: Household, officer: User
):
    first, second, third = entries(session, shared)
    say_opinion(session, first, Opinion.LIKED, because=Because.PLACE, actor=shared, at=NOW)
    say_opinion(session, second, Opinion.NOT_LIKED, because=Because.OTHER, words=HOSTILE, actor=shared, at=NOW)
    say_opinion(session, third, Opinion.NOT_LIKED, because=Because.COST, actor=shared, at=NOW)
    drop_flat(session, third, DropReason.TOO_EXPENSIVE, actor=officer)
    enter(client, session, officer)
    address = f"/households/{shared.id}/shortlist"
    page = client.page(address)
    liked, not_liked = (text(page.xpath(f"//li[@id='flat-{entry.id}']")[0]) for entry in (first, second))
    assert "The family would like it Where it is, 23/11/2026" in liked
    assert "The family does not want it Something else, 23/11/2026" in not_liked
    assert HOSTILE in not_liked
    assert "The family does not want it What it costs" in text(page.xpath("//section[@aria-labelledby='dropped']")[0])
    beside = text(client.page(f"{address}/compare").xpath("//tr[th='What the family says']")[0])
    assert "The family would like it" in beside
    assert "The family does not want it" in text(client.page(f"/listings/{second.listing_id}/shortlists"))
    told = text(client.page(f"/households/{shared.id}/timeline"))
    assert "The family would like a flat that is kept: Flat 1" in told
    assert "The family does not want a flat that is kept: Flat 2" in told


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_calls_has_it_written_down_and_is_not_offered_unseen_what_it_does_not_want(
    session: Session, client: PageClient, shared: Household, officer: User
):
    [first, *_] = entries(session, shared)
    enter(client, session, officer)
    session.rollback()
    address = f"/shortlist/{first.id}/opinion"
    assert client.submit(address, status=422, words="", opinion="not-liked").xpath("//*[@id='because-error']")
    page = client.submit(address, opinion="not-liked", because="room", words="two rooms at least")
    assert "What the family says is written down." in text(page)
    assert "The family does not want it How large it is" in text(page.xpath(f"//li[@id='flat-{first.id}']")[0])
    form = client.page(f"/offers/new?household={shared.id}&listing={first.listing_id}")
    assert "The family does not want it." in text(form)
    steps = [event for event in events(session) if event.action == "say-opinion"]
    assert [(step.actor_kind, step.actor_id) for step in steps] == [("user", officer.id)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_another_centre_writes_nothing_down(session: Session, client: PageClient, shared: Household):
    [first, *_] = entries(session, shared)
    other = rows.add_centre(session, "chania")
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, other))
    assert client.get(f"/shortlist/{first.id}/opinion").status_code == 403


def test_what_it_says_is_sealed(session: Session, shared: Household):
    [first, *_] = entries(session, shared)
    say_opinion(session, first, Opinion.LIKED, because=Because.OTHER, words="near my sister", actor=shared, at=NOW)
    session.commit()
    query = f"SELECT opinion_words FROM shortlist_entry WHERE id = {first.id}"
    stored = session.connection().exec_driver_sql(query).scalar_one()
    assert b"sister" not in bytes(stored)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_two_adverts_that_are_merged_the_later_opinion_stands(
    session: Session, centre: Centre, shared: Household, officer: User
):
    first, second, _third = entries(session, shared)
    say_opinion(session, first, Opinion.LIKED, because=None, actor=shared, at=NOW)
    say_opinion(session, second, Opinion.NOT_LIKED, because=Because.ROOM, actor=shared, at=NOW + timedelta(hours=1))
    kept, merged = (session.get_one(Listing, one.listing_id) for one in (first, second))
    pair = ListingPair(one=kept, other=merged, score=99, agree=[], differ=[], found_at=NOW)
    session.add(pair)
    session.flush()
    merge_flats(session, pair, kept, actor=officer, on=TODAY, at=NOW)
    [stays, _other] = entries(session, shared)
    assert (stays.opinion, stays.opinion_because) == (Opinion.NOT_LIKED, Because.ROOM)


def test_a_reason_is_wanted_by_the_service_too(session: Session, shared: Household):
    with pytest.raises(Refused):
        say_opinion(session, entries(session, shared)[0], Opinion.NOT_LIKED, because=None, actor=shared, at=NOW)


def on_board(client: PageClient) -> list[str]:
    tasks = client.page("/").xpath("//li[contains(@class, 'st-task')]")
    return [text(task.xpath(".//h3")[0]) for task in tasks if "what" in text(task) and "of homes" in text(task)]


def test_what_a_family_says_stands_on_the_board_until_its_officer_has_read_it(
    session: Session, client: PageClient, centre: Centre, officer: User, shared: Household
):
    other = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Zoe Kalli")
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    shared.officer = officer
    first, second, told = entries(session, shared)
    say_opinion(session, first, Opinion.LIKED, because=None, actor=shared, at=NOW)
    say_opinion(session, told, Opinion.LIKED, because=None, actor=officer, at=NOW)
    session.commit()
    address, people = f"/households/{shared.id}/shortlist", (officer, other, stranger)
    said = "1 family has said what it thinks of homes"
    for user, stands in zip(people, ([said], [], []), strict=True):
        enter(client, session, user)
        session.commit()
        assert on_board(client) == stands
    enter(client, session, officer)
    session.commit()
    assert client.page("/").xpath(f"//li[contains(@class, 'st-task')]//a[@href='{address}']")
    page = client.page(address)
    assert [text(item.xpath("./a")[0]) for item in page.xpath("//*[@aria-labelledby='news']//li")] == ["Flat 1"]
    say_opinion(session, second, Opinion.NOT_LIKED, because=Because.STAIRS, actor=shared, at=NOW)
    say_opinion(session, first, Opinion.NOT_LIKED, because=Because.COST, actor=shared, at=NOW + timedelta(minutes=1))
    session.commit()
    form = next(form for form in page.forms if "read" in form.fields)
    client.post(form.action, data=dict(form.form_values()))
    session.expire_all()
    assert [entry.has_news for entry in (first, second, told)] == [True, True, False], "said since the page was shown"
    session.commit()
    page = client.submit(address, action=f"{address}/opinions-read")
    assert not page.xpath("//*[@aria-labelledby='news']")
    assert on_board(client) == []
    assert "read-opinions" in {event.action for event in events(session)}


def test_whom_nobody_answers_for_is_read_by_anybody_of_its_centre_while_it_looks_for_a_home(
    session: Session, client: PageClient, officer: User, shared: Household
):
    [first, *_] = entries(session, shared)
    say_opinion(session, first, Opinion.LIKED, because=None, actor=shared, at=NOW)
    shared.officer = None
    session.commit()
    enter(client, session, officer)
    session.commit()
    assert len(on_board(client)) == 1
    shared.stage = Stage.HOUSED
    session.commit()
    assert on_board(client) == []
