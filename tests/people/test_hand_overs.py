"""Cases that go from one officer to another in one step, with a word on it; and late steps that rise."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from lxml.html import HtmlElement, document_fromstring
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import today
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre
from housing.services.talks import add_talk
from people.models import Channel, HandOver, Household, LogEntry, Outcome
from people.services.hand_overs import (
    get_hand_over,
    hand_over_cases,
    households_handed,
    list_hand_overs,
    officers_here,
    open_cases,
    see_hand_over,
    steps_handed,
    unseen,
)
from people.services.log import RISES_AFTER, EntryDetails, NextStepDetails, add_entry, add_task, finish_step, steps_due
from people.services.officers import HouseholdCases
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

DAY = timedelta(days=1)


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def officer(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)


@pytest.fixture
def colleague(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Nikos Vardakis")


@pytest.fixture
def household(session: Session, centre: Centre, officer: User) -> Household:
    household = rows.add_household(session, centre)
    household.officer = officer
    session.flush()
    return household


def details(whose: User, due_in: timedelta) -> EntryDetails:
    step = NextStepDetails("Call back", whose.id, TODAY + due_in)
    return EntryDetails(TODAY - 2 * RISES_AFTER, "Amal", Channel.PHONE, Outcome.SPOKEN, next_step=step)


def promise(session: Session, household: Household, whose: User, due_in: timedelta = DAY) -> LogEntry:
    return add_entry(session, household, details(whose, due_in), actor=whose, at=NOW)


def test_households_and_promises_to_whomever_go_to_the_other_with_a_note(
    session: Session, centre: Centre, household: Household, officer: User, colleague: User
):
    with_household, done = promise(session, household, officer), promise(session, household, officer)
    finish_step(session, done, on=TODAY, actor=officer)
    landlord = rows.add_listing(session, centre).landlord
    with_landlord = add_talk(session, landlord, details(officer, DAY), actor=officer, at=NOW).entry
    handed = hand_over_cases(session, officer, colleague, "Call Amal first", actor=officer, at=NOW)
    session.commit()
    session.expire_all()
    assert household.officer is colleague
    assert [with_household.responsible, with_landlord.responsible, done.responsible] == [colleague, colleague, officer]
    assert unseen(session, colleague) == [handed]
    assert unseen(session, officer) == []
    assert (handed.note, handed.handed_at) == ("Call Amal first", NOW)
    assert households_handed(session, handed, colleague) == [household]
    assert steps_handed(session, handed, colleague) == [with_household, with_landlord]
    assert [list_hand_overs(session, user) for user in (officer, colleague)] == [[handed], [handed]]
    assert "hand-over-households" in [event.action for event in events(session)]
    see_hand_over(session, handed, actor=officer, at=NOW)
    assert unseen(session, colleague) == [handed]
    see_hand_over(session, handed, actor=colleague, at=NOW)
    session.commit()
    assert unseen(session, colleague) == []


def test_what_cannot_be_handed_over_stays(
    session: Session, centre: Centre, household: Household, officer: User, colleague: User
):
    elsewhere = rows.add_centre(session, "chania")
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, elsewhere)
    with pytest.raises(Refused, match="two different people"):
        hand_over_cases(session, officer, officer, None, actor=officer, at=NOW)
    with pytest.raises(Refused, match="does not serve"):
        hand_over_cases(session, officer, stranger, None, actor=officer, at=NOW)
    with pytest.raises(Refused, match="nothing left to do"):
        hand_over_cases(session, colleague, officer, None, actor=officer, at=NOW)
    with pytest.raises(Forbidden):
        hand_over_cases(session, officer, colleague, None, actor=stranger, at=NOW)
    assert household.officer is officer
    assert session.scalars(select(HandOver)).all() == []


def test_what_is_to_be_done_at_a_centre_stays_with_those_who_serve_it(session: Session, officer: User, colleague: User):
    """It went to people who are not shown it, by people whose centre it is not."""
    elsewhere = rows.add_centre(session, "chania")
    both, other = (rows.add_user(session, StaffRole.HOUSING_OFFICER) for _ in range(2))
    entry = promise(session, rows.add_household(session, elsewhere), both)
    with pytest.raises(Refused, match="does not serve"):
        hand_over_cases(session, both, officer, None, actor=both, at=NOW)
    with pytest.raises(Forbidden):
        hand_over_cases(session, both, other, None, actor=officer, at=NOW)
    assert (entry.responsible, session.scalars(select(HandOver)).all()) == (both, [])
    hand_over_cases(session, both, other, None, actor=other, at=NOW)
    assert entry.responsible is other


def test_of_two_who_give_the_same_cases_away_at_once_one_does(
    session: Session, centre: Centre, household: Household, officer: User, colleague: User
):
    takers = [colleague.id, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre).id]
    giver, key, entry = officer.id, household.id, promise(session, household, officer).id
    session.commit()

    def give_to(taker: int) -> Callable[[Session], None]:
        def step(own: Session) -> None:
            from_user, to_user = own.get_one(User, giver), own.get_one(User, taker)
            HouseholdCases().hand_over(own, from_user, to_user, actor=from_user, at=NOW)

        return step

    assert at_once(session, *map(give_to, takers)) == ["done", "done"]
    handed = session.scalars(select(HandOver)).one()
    session.expire_all()
    assert (handed.household_ids, handed.entry_ids) == ([key], [entry])
    assert session.get_one(Household, key).officer_id == handed.to_id
    assert session.get_one(LogEntry, entry).responsible_id == handed.to_id


def test_somebody_else_hands_over_for_who_is_away(
    session: Session, centre: Centre, household: Household, officer: User, colleague: User
):
    third = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Zoe Kalli")
    handed = hand_over_cases(session, officer, colleague, None, actor=third, at=NOW)
    session.commit()
    assert handed.by_user is third
    assert get_hand_over(session, handed.id, third) is handed
    with pytest.raises(NotFound):
        get_hand_over(session, handed.id, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    assert officers_here(session, third, on=TODAY)[0] is third
    assert {user.name for user in officers_here(session, third, on=TODAY)} >= {officer.name, colleague.name}


@pytest.mark.parametrize(
    ("due_in", "seen"),
    [
        pytest.param(DAY, "responsible", id="to-come"),
        pytest.param(0 * DAY, "responsible", id="today"),
        pytest.param(-DAY, "responsible officer", id="late"),
        pytest.param(-RISES_AFTER, "responsible officer", id="a-week-late"),
        pytest.param(-RISES_AFTER - DAY, "responsible officer anybody", id="later-than-that"),
    ],
)
def test_what_is_late_rises(
    session: Session, centre: Centre, household: Household, officer: User, colleague: User, due_in: timedelta, seen: str
):
    anybody = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    entry = promise(session, household, colleague, due_in)
    people = {"responsible": colleague, "officer": officer, "anybody": anybody, "stranger": stranger}
    by = TODAY + 7 * DAY
    assert [name for name, user in people.items() if steps_due(session, user, by=by, on=TODAY)] == seen.split()
    finish_step(session, entry, on=TODAY, actor=colleague)
    assert not any(steps_due(session, user, by=by, on=TODAY) for user in people.values())


def ticked(page: HtmlElement) -> list[str]:
    """What the page says goes: households and what is to be done with others, as they are ticked."""
    boxes = page.xpath("//input[@type='checkbox'][@checked]/following-sibling::label")
    return [" ".join(said.text_content().split()) for said in boxes]


def seen(page: HtmlElement) -> str:
    """What the page sends back of what it told."""
    return page.xpath("string(//input[@name='seen']/@value)")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_officer_hands_over_and_the_other_is_told(
    session: Session, client: PageClient, household: Household, officer: User, colleague: User
):
    promise(session, household, officer, -DAY)
    address, to, name = f"/households/{household.id}", str(colleague.id), f"{household.name} {household.reference}"
    given = f"/hand-overs/new?household={household.id}"
    enter(client, session, officer)
    session.rollback()
    assert client.page("/households").xpath("//a[@href='/hand-overs']")
    untouched = client.submit("/hand-overs/new", note="", status=422)
    assert "Choose who takes over the cases" in text(untouched.xpath("//*[@id='to_id-error']")[0])
    asked = client.submit("/hand-overs/new", to_id=to, note="Call Amal <first>")
    assert "Nothing has been handed over yet. Look at it once more: what is ticked goes from" in text(asked)
    assert ticked(asked) == [f"{name}, 1 next step"]
    assert asked.xpath("//form[@action='/hand-overs/new#going']//*[@id='going']//button")
    add_task(session, household, NextStepDetails("Prepare the papers", officer.id, TODAY), actor=officer, at=NOW)
    session.commit()
    asked = client.submit(given, to_id=to, seen=seen(asked))
    assert ticked(asked) == [f"{name}, 2 next steps"]
    assert session.scalars(select(HandOver)).all() == []
    session.rollback()
    unticked = client.submit("/hand-overs/new", to_id=to, seen=seen(asked), status=422)
    assert "Tick what is to be handed over" in text(unticked.xpath("//*[@id='household-error']")[0])
    note = "Call Amal <first>"
    page = client.submit(given, to_id=to, note=note, seen=seen(asked))
    assert text(page.xpath("//dt[.='Handed over by']/following-sibling::dd[1]")[0]) == "Eleni Markaki"
    assert "Call Amal <first>" in text(page)
    assert page.xpath(f"//a[@href='{address}']")
    assert not page.xpath("//form[contains(@action, '/seen')]")
    refused = client.submit("/hand-overs/new", to_id=to, status=422)
    assert refused.xpath("//*[@id='from_id-error']")
    enter(client, session, session.get_one(User, int(to)))
    session.rollback()
    board = client.page("/")
    assert "Eleni Markaki handed over cases to you" in text(board)
    assert "Households: 1. Next steps: 2." in text(board)
    client.submit("/hand-overs/1", action="/hand-overs/1/seen")
    assert "handed over cases" not in text(client.page("/"))
    assert "Seen" in text(client.page("/hand-overs"))


def test_a_portion_goes_with_its_steps_and_the_rest_stays(
    session: Session, centre: Centre, household: Household, officer: User, colleague: User
):
    stays = rows.add_household(session, centre)
    stays.officer = officer
    goes, left = promise(session, household, officer), promise(session, stays, officer)
    landlord = rows.add_listing(session, centre).landlord
    with_landlord = add_talk(session, landlord, details(officer, DAY), actor=officer, at=NOW).entry
    cases = open_cases(session, officer, colleague, actor=officer, on=TODAY)
    assert [cases.steps_with(one) for one in cases.households] == [1, 1]
    assert (cases.households, cases.other_steps, cases.staying) == ([household, stays], [with_landlord], frozenset())
    nothing = cases.portion([], with_others=False)
    with pytest.raises(Refused, match="Tick what"):
        hand_over_cases(session, officer, colleague, None, portion=nothing, actor=officer, at=NOW)
    portion = cases.portion([household.id], with_others=False)
    handed = hand_over_cases(session, officer, colleague, None, portion=portion, actor=officer, at=NOW)
    assert (handed.household_ids, handed.entry_ids) == ([household.id], [goes.id])
    assert (household.officer, stays.officer, left.responsible) == (colleague, officer, officer)
    others = open_cases(session, officer, colleague, actor=officer, on=TODAY).portion([], with_others=True)
    hand_over_cases(session, officer, colleague, None, portion=others, actor=officer, at=NOW)
    assert (stays.officer, left.responsible, with_landlord.responsible) == (officer, officer, colleague)


def test_of_households_at_two_centres_those_that_both_serve_may_go(
    session: Session, household: Household, officer: User, colleague: User
):
    elsewhere = rows.add_centre(session, "chania")
    both = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    there = rows.add_household(session, elsewhere)
    household.officer = there.officer = both
    promise(session, there, both)
    cases = open_cases(session, both, colleague, actor=officer, on=TODAY)
    assert (cases.households, cases.steps, cases.staying) == ([household], [], {there.id})
    with pytest.raises(Refused, match="does not serve"):
        open_cases(session, both, colleague, wanted=[there.id], actor=officer, on=TODAY)
    portion = cases.portion([household.id, there.id], with_others=True)
    hand_over_cases(session, both, colleague, None, portion=portion, actor=officer, at=NOW)
    assert (household.officer, there.officer) == (colleague, both)
    with pytest.raises(Refused, match="does not serve"):
        open_cases(session, both, colleague, actor=both, on=TODAY)
    with pytest.raises(Forbidden):
        open_cases(session, both, colleague, actor=officer, on=TODAY)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_which_households_go_is_ticked_on_the_way_from_one_or_from_the_list_of_ones_own(
    session: Session, client: PageClient, centre: Centre, household: Household, officer: User, colleague: User
):
    other = rows.add_household(session, centre)
    other.officer = officer
    third = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Zoe Kalli")
    session.commit()
    ids, one, two, giver = [household.id, other.id], household.id, other.id, str(officer.id)
    to = str(colleague.id)
    enter(client, session, third)
    session.rollback()
    page = client.page(f"/households/{one}")
    [way] = page.xpath("//a[.='Hand over']/@href")
    assert client.page(way).forms[-1].fields["from_id"] == giver
    assert boxes(client.submit(way, to_id=to)) == {one: True, two: False}
    assert boxes(client.submit("/hand-overs/new", from_id=giver, to_id=to)) == {one: True, two: True}
    enter(client, session, session.get_one(User, int(giver)))
    session.rollback()
    assert not client.page("/households").xpath("//form[@id='handing']")
    listed = client.page("/households?mine=yes")
    assert sorted(map(int, listed.xpath("//input[@form='handing']/@value"))) == ids
    assert listed.xpath("//form[@id='handing']/@action") == ["/hand-overs/new"]
    many = "&".join(f"household={key}" for key in ids)
    for ticks, found in (("none", {one: False, two: False}), ("all", {one: True, two: True})):
        form = {"to_id": to, "from_id": giver, "household": one, "ticks": ticks}
        sent = client.post(f"/hand-overs/new?{many}", data={**form, "csrf_token": token(client)})
        assert boxes(document_fromstring(sent.text)) == found
    page = client.page(f"/hand-overs/new?household={2**40}&household=x")
    assert not page.xpath("//input[@name='household']")


def boxes(page: HtmlElement) -> dict[int, bool]:
    """Which households may be ticked, and whether they are."""
    return {int(box.get("value")): box.get("checked") is not None for box in page.xpath("//input[@name='household']")}


def token(client: PageClient) -> str:
    return client.page("/hand-overs/new").xpath("string(//input[@name='csrf_token']/@value)")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_board_says_who_has_not_done_it(
    session: Session, client: PageClient, household: Household, officer: User, colleague: User
):
    promise(session, household, colleague, -DAY)
    enter(client, session, officer)
    assert "Nikos Vardakis has not done it" in text(client.page("/"))


def test_what_is_to_be_done_needs_no_talk(session: Session, household: Household, officer: User, colleague: User):
    step = NextStepDetails("Prepare the papers", colleague.id, TODAY)
    entry = add_task(session, household, step, actor=officer, at=NOW)
    session.commit()
    assert (entry.channel, entry.outcome, entry.spoken_with, entry.note) == (None, None, None, None)
    assert steps_due(session, colleague, by=TODAY) == [entry]
    with pytest.raises(Refused, match="in the past"):
        add_task(session, household, NextStepDetails("Late", colleague.id, TODAY - DAY), actor=officer, at=NOW)
    session.add(LogEntry(household=household, happened_on=TODAY, author=officer, created_at=NOW))
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_task_is_written_down_and_stands_in_log_board_and_timeline(
    session: Session, client: PageClient, household: Household, officer: User
):
    address = f"/households/{household.id}"
    enter(client, session, officer)
    session.rollback()
    assert client.page(address).xpath(f"//a[@href='{address}/tasks/new']")
    refused = client.submit(f"{address}/tasks/new", next_step="", status=422)
    assert refused.xpath("//*[@id='next_step-error']")
    page = client.submit(f"{address}/tasks/new", next_step="Prepare <the> papers", due_on=f"{today() + DAY:%d/%m/%Y}")
    assert "a task" in text(page)
    assert "To do: Prepare <the> papers" in text(client.page("/"))
    assert "A task was written down" in text(client.page(f"{address}/timeline"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_on_the_way_from_a_household_it_is_named_and_only_who_serves_its_centre_is_offered(
    session: Session, client: PageClient, household: Household, officer: User, colleague: User
):
    household.officer = everywhere = rows.add_user(session, StaffRole.HOUSING_OFFICER, name="Eva Manou")
    elsewhere = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"), name="Zoe Kalli")
    session.commit()
    name, way, stranger = household.name, f"/hand-overs/new?household={household.id}", str(elsewhere.id)
    staff = {everywhere.name, colleague.name, officer.name}
    enter(client, session, everywhere)
    session.commit()
    page = client.page(way)
    assert name in text(page.xpath("//main//*[contains(@class, 'st-note')]")[0])
    assert {option.text for option in page.xpath("//select[@name='to_id']/option")} == {"Choose a person", *staff}
    assert events(session)[-1].action == "list-households"
    session.rollback()
    sent = {"from_id": page.forms[-1].fields["from_id"], "household": way.rpartition("=")[2], "to_id": stranger}
    refused = client.post("/hand-overs/new", data={**sent, "csrf_token": token(client)})
    assert refused.status_code == 422
    assert "does not serve every centre" in refused.text
    assert stranger in client.page("/hand-overs/new").xpath("//select[@name='to_id']/option/@value")
