"""Cases are handed over on the pages: looked at first, ticked, and told to whom they go."""

import pytest
from lxml.html import HtmlElement, document_fromstring
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import DAY
from core.structure import Centre
from people.models import HandOver, Household
from people.services.log import NextStepDetails, add_task
from tests.people.promised import promise
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text


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
