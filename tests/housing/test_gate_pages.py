"""The gates of a household on its page and on one of its own: what is missing, who must act, where the days went."""

from datetime import time, timedelta

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import day_of, instant_at, today, utc_now
from core.structure import Centre
from people.identifiers import IdentifierKind
from people.models import Household, Identifier
from people.services.stages import StageDetails, move_stage
from people.stages import Stage, StageFact, StageReason
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter

CHECK_PAPER = "Centre Nobody has compared the number with its paper. Papers"


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


@pytest.fixture
def household(session: Session, centre: Centre) -> Household:
    """Sixty days with the programme; its number came after twenty, its permit ends in ten."""
    began_at = instant_at(today() - timedelta(days=60), time(12))
    household = rows.add_household(session, centre, taken_in_on=day_of(began_at))
    household.created_at = began_at
    person = household.members[0].person
    papers = (
        (IdentifierKind.AFM, "090000045", began_at + timedelta(days=20), None),
        (IdentifierKind.PERMIT, "Α 123", began_at, today() + timedelta(days=10)),
    )
    for kind, value, written_at, until in papers:
        session.add(Identifier(person=person, kind=kind, value=value, created_at=written_at, valid_until=until))
    session.commit()
    return household


def table(page) -> list[list[str]]:
    return [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//table//tr")[1:]]


def test_the_table_says_what_is_missing_and_who_must_act(officer: PageClient, household: Household):
    found = table(officer.page(f"/households/{household.id}/gates"))
    assert [(row[0], row[-1]) for row in found] == [
        ("AFM", "20"), ("Bank account", "40"), ("Residence permit", "0"), ("Lease signed", "0"),
        ("Lease declared", "0"), ("Lease accepted", "0"), ("Total", "60"),
    ]  # fmt: skip
    afm, account, permit, signed, declared, _accepted, _total = found
    assert afm[1:3] == ["see the paper", CHECK_PAPER]
    assert account[1:3] == ["missing", "Household Open an account, and have its IBAN written down here. Account"]
    assert permit[1].startswith("see the paper valid until ")
    assert signed[2].startswith("Centre Find a home")
    assert declared[1:3] == ["comes later", "–"]


def test_the_picture_draws_what_the_table_says(officer: PageClient, household: Household):
    page = officer.page(f"/households/{household.id}/gates")
    [picture] = page.xpath("//svg[@role='img']")
    words = picture.xpath(".//text[@class='st-chart-words']/text()")
    assert words == ["20 days", "40 days", "0 days", "0 days", "0 days", "0 days"]
    lost = [(bar.get("x"), bar.get("width")) for bar in picture.xpath(".//rect[@class='st-chart-lost']")]
    assert lost == [("0.0%", "33.33%"), ("33.33%", "66.67%")]
    for name in ("labelledby", "describedby"):
        [told] = picture.xpath(f".//*[@id='{picture.get(f'aria-{name}')}']/text()")
        assert told


def test_right_to_left_the_first_day_is_at_the_right(officer: PageClient, household: Household):
    with officer.session_transaction() as kept:
        kept["language"] = "rtl"
    page = officer.page(f"/households/{household.id}/gates")
    lost = [(bar.get("x"), bar.get("width")) for bar in page.xpath("//svg[@role='img']//rect[@class='st-chart-lost']")]
    assert lost == [("66.67%", "33.33%"), ("0.0%", "66.67%")]
    assert set(page.xpath("//text[@class='st-chart-label']/@x")) == {"100%"}


def test_the_household_s_page_names_the_next_gate_and_leads_to_all(officer: PageClient, household: Household):
    page = officer.page(f"/households/{household.id}")
    [link] = page.xpath(f"//a[@href='/households/{household.id}/gates']")
    line = " ".join(link.getparent().text_content().split())
    assert line == "Next gate: Bank account Who must act: Household. Gates to the subsidy"


def test_who_was_taken_in_today_has_lost_no_day(officer: PageClient, session: Session, centre: Centre):
    household = rows.add_household(session, centre, taken_in_on=today())
    session.commit()
    page = officer.page(f"/households/{household.id}/gates")
    assert page.xpath("//svg[@role='img']") == []
    assert "No day is counted yet" in page.text_content()


def test_another_centre_s_officer_sees_no_gates(session: Session, household: Household, client: PageClient):
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania")))
    assert client.get(f"/households/{household.id}/gates").status_code == 403


def test_a_reader_without_work_there_is_led_nowhere_closed(session: Session, household: Household, client: PageClient):
    enter(client, session, rows.add_user(session, StaffRole.FINANCE_OFFICER))
    page = client.page(f"/households/{household.id}/gates")
    for address in page.xpath("//table//a/@href"):
        assert client.get(address).status_code == 200, address


def rows_of(page) -> list[list[str]]:
    return [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//tbody/tr")]


def test_who_waits_longest_stands_first_with_who_must_act(
    officer: PageClient, session: Session, centre: Centre, household: Household
):
    rows.add_household(session, centre, "Late", taken_in_on=today() - timedelta(days=50))
    session.commit()
    found = rows_of(officer.page("/gates/waiting"))
    assert [(row[0].split()[0], row[3], row[4], row[-1]) for row in found] == [
        ("Late", "AFM", "Household", "50"), ("Haddad", "Bank account", "Household", "40"),
    ]  # fmt: skip
    [only] = rows_of(officer.page("/gates/waiting?gate=account"))
    assert only[0].startswith("Haddad")
    assert len(rows_of(officer.page("/gates/waiting?gate=nonsense&centre=x"))) == 2
    assert "Nobody waits here" in officer.page("/gates/waiting?gate=accepted").text_content()


def test_of_another_centre_nobody_is_named(session: Session, household: Household, client: PageClient):
    chania = rows.add_centre(session, "chania")
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, chania))
    assert rows_of(client.page(f"/gates/waiting?centre={household.centre_id}")) == []
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER))
    assert len(rows_of(client.page(f"/gates/waiting?centre={household.centre_id}"))) == 1
    assert rows_of(client.page(f"/gates/waiting?centre={chania.id}")) == []


def test_of_who_has_left_nothing_is_asked_any_more(officer: PageClient, session: Session, household: Household):
    actor = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    left = StageFact(Stage.EXITED, today() - timedelta(days=10), StageReason.MOVED_AWAY)
    move_stage(session, household, StageDetails(left), actor=actor, at=utc_now())
    session.commit()
    page = officer.page(f"/households/{household.id}/gates")
    assert "has left. Its days do not count." in page.text_content()
    found = table(page)
    assert (found[-1][-1], {row[2] for row in found[1:-1]}) == ("50", {"–", CHECK_PAPER})
    assert [row[1] for row in found[3:6]] == ["missing"] * 3
    assert rows_of(officer.page("/gates/waiting")) == []
    line = officer.page(f"/households/{household.id}").xpath(f"//a[@href='/households/{household.id}/gates']/..")[0]
    assert " ".join(line.text_content().split()) == "Gates to the subsidy"
