"""Talks, next steps, agreements and the responsible officer, as officers use their pages."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from people.models import Consent, Household, LogEntry
from tests.support import rows
from tests.support.pages import PageClient

pytestmark = pytest.mark.usefixtures("clock")

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session))


@pytest.fixture
def colleague(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre, name="Nikos Vardakis")


@pytest.fixture
def officer(session: Session, household: Household, colleague: User, client: PageClient) -> PageClient:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    session.commit()
    rows.sign_in(client, user)
    return client


def said(page: object) -> str:
    return " ".join(page.text_content().split())  # type: ignore[attr-defined]


def test_a_day_without_what_is_to_be_done_is_not_dropped(officer: PageClient, household: Household):
    page = officer.submit(f"/households/{household.id}/log/new", due_on="24/11/2026", status=422)
    assert page.xpath("//*[@id='next_step-error']")
    assert page.xpath("//input[@name='due_on']/@value") == ["24/11/2026"]


def test_a_talk_is_written_down_and_its_step_is_done(officer: PageClient, session: Session, household: Household):
    path = f"/households/{household.id}"
    page = officer.submit(f"{path}/log/new", note=HOSTILE, next_step="Call the school", due_on="24/11/2026")
    assert HOSTILE in said(page)
    assert not page.xpath("//img | //script[not(@src)]")
    assert "Call the school" in said(officer.page("/"))
    entry = session.scalars(select(LogEntry)).one()
    session.commit()
    officer.submit(path, action=f"/log/{entry.id}/done")
    assert "Call the school" not in said(officer.page("/"))


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [
        pytest.param({"spoken_with": ""}, "spoken_with", id="with-nobody"),
        pytest.param({"happened_on": "25/11/2026"}, "happened_on", id="tomorrow"),
        pytest.param({"next_step": "Call"}, "due_on", id="step-without-a-day"),
    ],
)
def test_a_slip_in_a_talk_is_said(
    officer: PageClient, session: Session, household: Household, typed: dict[str, str], faulty: str
):
    page = officer.submit(f"/households/{household.id}/log/new", status=422, **typed)
    assert page.xpath(f"//*[@role='alert']//a[@href='#{faulty}']")
    assert session.scalars(select(LogEntry)).all() == []


def test_a_restricted_note_is_not_shown_to_others(
    officer: PageClient, session: Session, household: Household, colleague: User
):
    path = f"/households/{household.id}"
    officer.submit(f"{path}/log/new", note="Only for me", is_restricted=True)
    assert "Only for me" in said(officer.page(path))
    officer.post("/sign-out")
    rows.sign_in(officer, colleague)
    page = officer.page(path)
    assert "Only for me" not in said(page)
    assert "note" not in said(page.xpath("//section[@aria-labelledby='log']")[0])


def test_an_agreement_is_given_and_withdrawn(officer: PageClient, session: Session, household: Household):
    person_id = household.members[0].person_id
    officer.submit(f"/people/{person_id}/consents/new", status=422, text_version="")
    page = officer.submit(f"/people/{person_id}/consents/new", purpose="landlord", text_version="2026-1")
    assert "A landlord learns name and telephone" in said(page)
    consent = session.scalars(select(Consent)).one()
    session.commit()
    path = f"/people/{person_id}"
    assert "withdrawn on 23/11/2026" in said(officer.submit(path, action=f"/consents/{consent.id}/withdraw"))


def test_somebody_else_answers_for_the_household(
    officer: PageClient, session: Session, household: Household, colleague: User
):
    page = officer.submit(f"/households/{household.id}/officer", officer_id=str(colleague.id))
    assert "Nikos Vardakis" in said(page)
    assert officer.page("/households?mine=yes").xpath("//*[@class='st-empty']")
    assert officer.page("/households?name=haddad").xpath("//tbody//th/a")
