"""How often somebody was turned away for who they are: each case once, no name, and nobody told apart."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import today
from core.structure import Centre
from housing.discrimination import Evidence, Ground, Refuser, Response, Result
from housing.figures.discrimination import By, Case, cases_of, furthest
from housing.figures.periods import ReportingPeriod, read_period
from housing.figures.told import Asked
from housing.models import Agent, AgentCapacity, DiscriminationReport, DiscriminationStep, LandlordTalk, Listing
from housing.reasons.refusals import RefusalReason
from housing.services.figures.discrimination import cases_in
from maps.small_cells import FEWEST
from people.models import Channel, LogEntry, TalkOutcome
from tests.support import rows
from tests.support.audit import events
from tests.support.jobs import paper_of
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

YEAR = read_period("2026", TODAY)
WORDS = "Not to such people"


def cases(number: int, ground: Ground = Ground.ORIGIN, on: date = TODAY, **facts: object) -> list[Case]:
    return [Case(on, ground, **({"place": "9101", "refuser": Refuser.OWNER} | facts))] * number  # type: ignore[arg-type]


def test_parts_of_few_stand_together():
    found = cases_of([*cases(6), *cases(3, Ground.FAMILY), *cases(2, Ground.AGE)], YEAR.months)
    assert found is not None
    assert (found.total, found.by[By.GROUND].told, found.by[By.GROUND].others) == (11, {Ground.ORIGIN: 6}, 5)
    assert (found.by[By.PLACE].told, found.by[By.PLACE].others) == ({"9101": 11}, 0)


def test_months_stand_with_the_next_ones():
    days = [date(2026, 1, 5), *[date(2026, 2, 1)] * 4, *[date(2026, 5, 9)] * 6, date(2026, 11, 1)]
    found = cases_of([case for day in days for case in cases(1, on=day)], YEAR.months)
    assert found is not None
    assert [(first.name, last.name, held) for first, last, held in found.months] == [
        ("2026-01", "2026-02", 5), ("2026-03", "2026-11", 7),
    ]  # fmt: skip


def test_of_four_nothing_is_told():
    assert cases_of(cases(4), YEAR.months) is None
    assert cases_of([], YEAR.months) is None


CASES = st.lists(
    st.builds(
        Case,
        st.dates(YEAR.starts_on, YEAR.last_day),
        st.sampled_from(Ground),
        st.sampled_from([None, "9101", "9102", "9103"]),
        st.none() | st.sampled_from(Refuser),
        st.none() | st.sampled_from(Response),
        st.none() | st.sampled_from(Result),
    ),
    min_size=FEWEST,
    max_size=40,
)


@given(CASES)
def test_every_table_holds_all_cases_in_parts_of_five_at_least(found: list[Case]):
    told = cases_of(found, YEAR.months)
    assert told is not None
    for parts in told.by.values():
        held = [*parts.told.values(), parts.others]
        assert sum(held) == len(found)
        assert all(number == 0 or number >= FEWEST for number in held)
    assert sum(held for _first, _last, held in told.months) == len(found)
    assert all(held >= FEWEST for _first, _last, held in told.months)


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        ((), None),
        ((Response.OTHER, Response.TALK), Response.TALK),
        ((Response.OMBUDSMAN, Response.TALK), Response.OMBUDSMAN),
        ((Response.COMPLAINT, Response.ADVERT), Response.COMPLAINT),
    ],
)
def test_what_goes_furthest_counts(responses: tuple[Response, ...], expected: Response | None):
    assert furthest(responses) is expected


def report(
    session: Session, listing: Listing, officer: User, ground: Ground = Ground.ORIGIN, on: date = TODAY,
    refused_by: Refuser | None = None,
) -> DiscriminationReport:  # fmt: skip
    found = DiscriminationReport(
        centre_id=listing.centre_id, landlord=listing.landlord, listing=listing, happened_on=on, ground=ground,
        evidence=Evidence.TALK, words=WORDS, refused_by=refused_by, author=officer, created_at=NOW,
    )  # fmt: skip
    session.add(found)
    return found


def step(session: Session, of: DiscriminationReport, response: Response, result: Result, on: date = TODAY) -> None:
    facts = {"response": response, "result": result, "done_on": on, "author": of.author, "created_at": NOW}
    session.add(DiscriminationStep(report=of, **facts))


def say_no(
    session: Session, listing: Listing, officer: User, reason: RefusalReason, on: date = TODAY, *,
    by: str = "Lydaki", about_flat: bool = True,
) -> None:  # fmt: skip
    entry = LogEntry(
        happened_on=on,
        spoken_with=by,
        channel=Channel.PHONE,
        outcome=TalkOutcome.REFUSED,
        author=officer,
        created_at=NOW,
    )
    session.add(
        LandlordTalk(entry=entry, landlord=listing.landlord, listing=listing if about_flat else None, refusal=reason)
    )


def found_in(session: Session, *centres: Centre, period: ReportingPeriod = YEAR) -> list[Case]:
    session.flush()
    return cases_in(session, Asked(period, tuple(centre.id for centre in centres), TODAY))


def test_a_report_is_told_with_what_was_done(session: Session, centre: Centre, listing: Listing, officer: User):
    one = report(session, listing, officer, Ground.AGE, refused_by=Refuser.AGENT)
    step(session, one, Response.OMBUDSMAN, Result.WAITS, TODAY - timedelta(days=2))
    step(session, one, Response.TALK, Result.CHANGED)
    step(session, one, Response.COMPLAINT, Result.UNCHANGED, TODAY + timedelta(days=1))
    [case] = found_in(session, centre)
    assert (case.ground, case.refuser) == (Ground.AGE, Refuser.AGENT)
    assert (case.response, case.result) == (Response.OMBUDSMAN, Result.CHANGED)
    assert case.place == "9305"


@pytest.mark.parametrize(
    ("reason", "ground"),
    [
        (RefusalReason.ORIGIN, Ground.ORIGIN),
        (RefusalReason.CHILDREN, Ground.FAMILY),
        (RefusalReason.SUBSIDY, Ground.SUPPORT),
        (RefusalReason.PETS, None),
        (RefusalReason.RENT, None),
        (RefusalReason.TOO_MANY, None),
    ],
)
def test_a_coded_reason_is_a_ground_or_none(
    session: Session, centre: Centre, listing: Listing, officer: User, reason: RefusalReason, ground: Ground | None
):
    say_no(session, listing, officer, reason)
    assert [case.ground for case in found_in(session, centre)] == ([ground] if ground else [])


def test_an_agent_is_known_by_name(session: Session, centre: Centre, listing: Listing, officer: User):
    assert listing.landlord
    for name, capacity in (("Xenakis", AgentCapacity.ESTATE_AGENT), ("Maria", AgentCapacity.RELATIVE)):
        session.add(Agent(landlord=listing.landlord, name=name, capacity=capacity, created_at=NOW))
    for days, name in enumerate(("Xenakis", "Maria", "Lydaki")):
        say_no(session, listing, officer, RefusalReason.ORIGIN, TODAY - timedelta(days=days), by=name)
    refusers = [case.refuser for case in found_in(session, centre)]
    assert refusers == [Refuser.AGENT, Refuser.OWNER, Refuser.OWNER]


def test_what_was_said_and_reported_counts_once(session: Session, centre: Centre, listing: Listing, officer: User):
    report(session, listing, officer)
    say_no(session, listing, officer, RefusalReason.ORIGIN)
    say_no(session, listing, officer, RefusalReason.ORIGIN, about_flat=False)
    assert len(found_in(session, centre)) == 1
    for _again in range(2):
        say_no(session, listing, officer, RefusalReason.CHILDREN)
    say_no(session, listing, officer, RefusalReason.ORIGIN, TODAY - timedelta(days=1))
    assert len(found_in(session, centre)) == 3


def test_a_talk_that_a_report_names_counts_with_it(session: Session, centre: Centre, listing: Listing, officer: User):
    say_no(session, listing, officer, RefusalReason.ORIGIN, TODAY - timedelta(days=3))
    session.flush()
    one = report(session, listing, officer, Ground.RELIGION)
    one.talk = session.scalars(select(LandlordTalk)).one()
    assert [case.ground for case in found_in(session, centre)] == [Ground.RELIGION]


def test_centres_and_periods_count_their_own(session: Session, centre: Centre, listing: Listing, officer: User):
    chania = rows.add_centre(session, "chania")
    report(session, listing, officer)
    report(session, listing, officer, on=date(2025, 12, 31))
    say_no(session, listing, officer, RefusalReason.CHILDREN, about_flat=False)
    say_no(session, rows.add_listing(session, chania), officer, RefusalReason.CHILDREN)
    assert [len(found_in(session, *chosen)) for chosen in ((centre,), (chania,), (centre, chania), ())] == [2, 1, 3, 0]
    assert len(found_in(session, centre, period=read_period("2025", TODAY))) == 1


@pytest.fixture
def keeper(session: Session, officer: User, client: PageClient) -> PageClient:
    enter(client, session, officer)
    return client


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_page_workbook_and_paper_say_the_same_without_a_name(
    app: Flask, keeper: PageClient, session: Session, listing: Listing, officer: User
):
    for number in range(7):
        one = report(session, listing, officer, Ground.FAMILY if number else Ground.SEX, today())
        step(session, one, Response.TALK, Result.WAITS, today())
    session.commit()
    page = keeper.page("/figures?section=discrimination")
    [table] = page.xpath("//table[caption='What was done']")
    assert [[cell.text_content().strip() for cell in row] for row in table.xpath(".//tbody/tr")] == [
        ["A talk with whoever refused", "7"]
    ]
    [grounds] = page.xpath("//table[caption='On what ground']")
    assert [row.text_content().split() for row in grounds.xpath(".//tbody/tr")] == [["All", "together", "7"]]
    book = CalamineWorkbook.from_filelike(BytesIO(keeper.get("/figures/export").data))
    assert book.get_sheet_by_name("What was done").to_python()[1] == ["A talk with whoever refused", 7]
    assert "7 times households were turned away" in text(page)
    paper = paper_of(app, keeper, "/discrimination", action="/discrimination/ombudsman")
    assert "7 φορές απορρίφθηκαν νοικοκυριά" in paper
    assert "Συνήγορο του Πολίτη" in paper
    assert "Συζήτηση με όποιον αρνήθηκε 7" in paper
    assert listing.landlord
    for said in (text(page), paper):
        assert WORDS not in said
        assert listing.landlord.name not in said


def test_of_nobody_and_of_few_there_is_a_sentence(
    keeper: PageClient, session: Session, listing: Listing, officer: User
):
    session.commit()
    assert "Nobody is written down as turned away for who they are in this period." in text(
        keeper.page("/figures?section=discrimination")
    )
    for _each in range(4):
        report(session, listing, officer, on=today())
    session.commit()
    page = text(keeper.page("/figures?section=discrimination"))
    assert "Fewer than five times somebody was turned away for who they are: nothing more is told of that." in page
    assert "On what ground" not in page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_log_says_how_its_reports_come_to_the_cases_of_the_figures(
    keeper: PageClient, session: Session, listing: Listing, officer: User
):
    """Two are reported, one of them also said in a talk; four more were only said, one of them by a report's side."""
    for days in (0, 400):
        report(session, listing, officer, on=today() - timedelta(days=days))
    for days in (0, 1, 2, 500, 501):
        say_no(session, listing, officer, RefusalReason.ORIGIN, today() - timedelta(days=days))
    session.commit()
    page = keeper.page("/discrimination")
    rows_of = page.xpath("//*[@aria-labelledby='cases']//dl/*")
    told = [" ".join(one.text_content().split()) for one in rows_of]
    assert told == ["Reports in this log", "2", "Refusals that nobody reported", "4", "Cases in the figures", "6"]
    [leads] = page.xpath("//*[@aria-labelledby='cases']//a/@href")
    figures = keeper.page(leads)
    assert "6 times households were turned away" in text(figures)
    assert figures.xpath("//*[@aria-labelledby='discrimination']//a[@href='/discrimination']")


def test_whoever_has_the_text_made_is_written_down(keeper: PageClient, session: Session):
    keeper.submit("/discrimination", action="/discrimination/ombudsman", period="ever")
    assert events(session)[-1].action == "write-to-ombudsman"


def test_who_keeps_no_log_sees_no_figures_of_it(client: PageClient, session: Session, centre: Centre):
    enter(client, session, rows.add_user(session, StaffRole.FINANCE_OFFICER, centre))
    assert "Discrimination by landlords" not in text(client.page("/figures?section=discrimination"))
