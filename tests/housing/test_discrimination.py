"""Reports of discrimination: written by those who keep the log, and read by nobody else."""

from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import PERMISSIONS, Permission, StaffRole
from core.config import ROOT
from core.errors import NotFound, Refused
from core.letters.letter import compose
from core.letters.making import LETTERS
from core.session import database
from housing.demo.talks import WORDS
from housing.discrimination import Evidence, Ground, Refuser, Response, Result
from housing.models import Listing, Offer
from housing.services.landlords.discrimination import (
    ReportDetails,
    StepDetails,
    count_grounds,
    get_report,
    list_reports,
    note_step,
    report_discrimination,
    reports_of,
)
from people.models import Household
from subsidies.models import SubsidyAward
from tests.support import rows
from tests.support.demonstration import Demonstration
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

# The modules that know of reports. A page, letter or export that is new here must not reach a household or a landlord;
# figures, which do, hold neither words nor names.
KNOWN_TO = {
    "core/auth/permissions.py", "housing/demo/talks.py", "housing/figure_sections/__init__.py",
    "housing/figure_sections/discrimination.py", "housing/figures/discrimination.py",
    "housing/forms/discrimination.py", "housing/models/__init__.py", "housing/models/discrimination.py",
    "housing/panels/landlord_page.py", "housing/panels/landlords.py",
    "housing/services/figures/discrimination.py", "housing/services/landlords/discrimination.py",
    "housing/views/landlords/__init__.py", "housing/views/blueprint.py", "housing/views/dealings/dealings.py",
    "housing/views/landlords/discrimination.py", "housing/views/landlords/ombudsman.py", "housing/words/audit.py",
    "housing/words/talks.py",
}  # fmt: skip
PACKAGES = ("core", "housing", "maps", "people", "portal", "subsidies")
LETTERS_OF = {"award": SubsidyAward, "offer": Offer, "statement": Household}


@pytest.fixture
def listing(session: Session) -> Listing:
    return rows.add_listing(session, rows.add_centre(session))


@pytest.fixture
def officer(session: Session, listing: Listing) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, listing.centre)


@pytest.fixture
def details(listing: Listing) -> ReportDetails:
    return ReportDetails(TODAY, Ground.ORIGIN, Evidence.ADVERT, "Greeks only", listing.centre_id)


def test_reports_are_listed_and_counted_by_ground(
    session: Session, listing: Listing, officer: User, details: ReportDetails
):
    earlier = replace(details, happened_on=TODAY - timedelta(days=1), ground=Ground.FAMILY)
    for told in (details, earlier, details):
        report_discrimination(session, told, landlord=listing.landlord, listing=listing, actor=officer, at=NOW)
    found = list_reports(session, officer).rows
    assert [report.ground for report in found] == [Ground.ORIGIN, Ground.ORIGIN, Ground.FAMILY]
    assert count_grounds(session, officer) == {Ground.ORIGIN: 2, Ground.FAMILY: 1}
    assert listing.landlord
    assert list(reports_of(session, listing.landlord, officer)) == list(found)


def test_an_advert_of_nobody_known_is_reported_too(
    session: Session, listing: Listing, officer: User, details: ReportDetails
):
    report_discrimination(session, details, listing=listing, actor=officer, at=NOW)
    assert [report.landlord for report in list_reports(session, officer).rows] == [None]


def test_a_report_belongs_to_the_centre_that_makes_it(
    session: Session, listing: Listing, officer: User, details: ReportDetails
):
    chania = rows.add_centre(session, "chania")
    elsewhere = replace(details, centre_id=chania.id)
    with pytest.raises(Refused) as refused:
        report_discrimination(session, elsewhere, listing=listing, actor=officer, at=NOW)
    assert refused.value.field == "centre_id"
    report_discrimination(session, details, landlord=listing.landlord, actor=officer, at=NOW)
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, chania)
    assert list_reports(session, stranger).rows == []
    assert count_grounds(session, stranger) == {}


def test_nothing_is_reported_of_tomorrow(session: Session, listing: Listing, officer: User, details: ReportDetails):
    tomorrow = replace(details, happened_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        report_discrimination(session, tomorrow, listing=listing, actor=officer, at=NOW)
    assert refused.value.field == "happened_on"


@pytest.mark.usefixtures("clock")
def test_an_officer_reports_an_advert_and_finds_the_report_with_its_landlord(
    client: PageClient, session: Session, listing: Listing, officer: User
):
    enter(client, session, officer)
    form = f"/discrimination/new?listing={listing.id}"
    assert client.submit(form, words="", status=422).xpath("//*[@id='words-error']")
    assert client.submit(form, words="No children please", status=422).xpath("//*[@id='ground-error']")
    page = client.submit(form, ground="family", words="No children please")
    assert "No children please" in text(page)
    assert "No children please" in text(client.page(f"/landlords/{listing.landlord_id}"))
    assert client.get("/discrimination/new").status_code == 404


def test_what_was_done_stands_with_the_report_in_its_order(
    session: Session, listing: Listing, officer: User, details: ReportDetails
):
    happened_on = TODAY - timedelta(days=9)
    report = report_discrimination(
        session, replace(details, happened_on=happened_on, refused_by=Refuser.AGENT), listing=listing, actor=officer,
        at=NOW,
    )  # fmt: skip
    for response, done_on, result in (
        (Response.OMBUDSMAN, TODAY, Result.WAITS), (Response.TALK, happened_on, Result.UNCHANGED)
    ):  # fmt: skip
        note_step(session, report, StepDetails(response, done_on, result, ""), actor=officer, at=NOW)
    session.flush()
    session.expire_all()
    found = get_report(session, report.id, officer)
    assert [(step.response, step.result, step.note) for step in found.steps] == [
        (Response.TALK, Result.UNCHANGED, None), (Response.OMBUDSMAN, Result.WAITS, None),
    ]  # fmt: skip
    assert found.refused_by is Refuser.AGENT


@pytest.mark.parametrize("days", [-1, 10])
def test_a_step_is_neither_before_the_report_nor_to_come(
    session: Session, listing: Listing, officer: User, details: ReportDetails, days: int
):
    happened_on = TODAY - timedelta(days=9)
    report = report_discrimination(
        session, replace(details, happened_on=happened_on), listing=listing, actor=officer, at=NOW
    )
    step = StepDetails(Response.TALK, happened_on + timedelta(days=days), Result.WAITS)
    with pytest.raises(Refused) as refused:
        note_step(session, report, step, actor=officer, at=NOW)
    assert refused.value.field == "done_on"


def test_another_centre_finds_no_report(session: Session, listing: Listing, officer: User, details: ReportDetails):
    report = report_discrimination(session, details, listing=listing, actor=officer, at=NOW)
    session.flush()
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    with pytest.raises(NotFound):
        get_report(session, report.id, stranger)


@pytest.mark.usefixtures("clock")
def test_an_officer_writes_down_what_was_done(
    client: PageClient, session: Session, listing: Listing, officer: User, details: ReportDetails
):
    report = report_discrimination(session, details, landlord=listing.landlord, listing=listing, actor=officer, at=NOW)
    session.flush()
    enter(client, session, officer)
    form = f"/discrimination/{report.id}/steps/new"
    assert client.page("/discrimination").xpath(f"//a[@href='{form}']")
    assert client.submit(form, done_on="", status=422).xpath("//*[@id='done_on-error']")
    page = client.submit(form, response="ombudsman", result="waits", note="No. 4711")
    assert "The case was taken to the Ombudsman – Waits for an answer" in text(page)
    assert "No. 4711" in text(client.page(f"/landlords/{listing.landlord_id}"))


def test_only_housing_officers_keep_the_log():
    may = {role for role in StaffRole if Permission.KEEP_DISCRIMINATION_LOG in PERMISSIONS[role]}
    assert may == {StaffRole.HOUSING_OFFICER}


def test_no_page_and_no_letter_shows_a_household_what_was_reported(demonstration: Demonstration):
    shown_to = {page.role for page in demonstration.pages if WORDS in unescape(page.text)}
    assert StaffRole.HOUSING_OFFICER in shown_to
    assert not {role for role in shown_to if role is None or role.startswith("household")}
    with demonstration.app.app_context():
        letters = [page for name, model in LETTERS_OF.items() for page in _letters(demonstration.app, name, model)]
    assert letters
    assert not [page for page in letters if WORDS in unescape(page)]


def test_reports_are_known_to_few_modules():
    """What a letter, an export or a household's page is made of cannot hold what its module does not know."""
    files = (path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
    knowing = {str(path.relative_to(ROOT)) for path in files if _speaks_of_reports(path)}
    assert knowing == KNOWN_TO


def _speaks_of_reports(path: Path) -> bool:
    return "iscrimination" in path.read_text()


def _letters(app: Flask, name: str, model: type) -> list[str]:
    """Every letter of one kind that the demonstration's rows give."""
    session = database.session
    found = []
    for row_id in session.scalars(select(model.id)):
        try:
            found.append(compose(LETTERS[name].write(session, row_id, TODAY)))
        except Refused:
            continue
    return found
