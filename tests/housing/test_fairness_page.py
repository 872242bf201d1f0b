"""Fairness on the page of figures, in its workbook and on its paper: the same rows."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from lxml.html import HtmlElement
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import today
from core.structure import Centre
from people.models import HouseholdStage
from people.stages import Stage
from tests.support import rows
from tests.support.jobs import paper_of
from tests.support.pages import PageClient
from tests.support.rows import NOW
from tests.support.visits import enter

HOME, WAITS = "Have a home", "Until half have a home"


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def take_in(session: Session, centre: Centre, number: int, language: str, *, housed: int) -> None:
    """Households that came forty days ago; so many of them have a home since ten days."""
    for each in range(number):
        household = rows.add_household(session, centre, taken_in_on=today() - timedelta(days=40))
        household.language = language
        if each < housed:
            since_on = today() - timedelta(days=10)
            session.add(HouseholdStage(household=household, stage=Stage.HOUSED, since_on=since_on, written_at=NOW))
    session.commit()


def table_of(page: HtmlElement, caption: str) -> list[list[str]]:
    [table] = page.xpath(f"//table[caption='{caption}']")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath(".//tbody/tr")]


def test_groups_stand_beside_the_whole(officer: PageClient, session: Session, centre: Centre):
    take_in(session, centre, 20, "ar", housed=14)
    take_in(session, centre, 30, "fa", housed=5)
    page = officer.page("/figures?section=fairness")
    assert table_of(page, HOME)[:3] == [
        ["All households", "50", "19", "38", "26", "52", "–"],
        ["Language: Persian", "30", "5", "17", "7", "34", "less often than the others"],
        ["Language: Arabic", "20", "14", "70", "48", "85", "more often than the others"],
    ]
    assert table_of(page, WAITS)[:3] == [
        ["All households", "50", "–", "–"],
        ["Language: Persian", "30", "–", "later than the others"],
        ["Language: Arabic", "20", "30", "sooner than the others"],
    ]
    words = page.xpath("//text[@class='st-chart-words']/text()")
    assert "14 of 20: 70 % (48–85 %)" in words


def test_what_is_about_few_is_hidden_with_what_would_give_it_away(
    officer: PageClient, session: Session, centre: Centre
):
    take_in(session, centre, 20, "ar", housed=17)
    take_in(session, centre, 30, "fa", housed=13)
    page = officer.page("/figures?section=fairness")
    rows_of = {row[0]: row[2] for row in table_of(page, HOME)}
    assert [rows_of[key] for key in ("All households", "Language: Persian", "Language: Arabic")] == [
        "30", "not shown", "not shown",
    ]  # fmt: skip
    assert [row[2:] for row in table_of(page, WAITS)[1:3]] == [["not shown"] * 2] * 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_workbook_and_paper_say_the_same(app: Flask, officer: PageClient, session: Session, centre: Centre):
    take_in(session, centre, 20, "ar", housed=17)
    take_in(session, centre, 20, "uk", housed=9)
    take_in(session, centre, 30, "fa", housed=13)
    page = officer.page("/figures?section=fairness")
    book = CalamineWorkbook.from_filelike(BytesIO(officer.get("/figures/export").data))
    paper = paper_of(app, officer, "/figures", action="/figures/paper")
    for caption in (HOME, WAITS):
        told = table_of(page, caption)
        saved = [list(map(_shown, row)) for row in book.get_sheet_by_name(caption).to_python()[1:]]
        assert [row[: len(told[0])] for row in saved[: len(told)]] == [
            ["" if cell == "–" else cell for cell in row] for row in told
        ]
        assert all(" ".join(row) in paper for row in told)


def _shown(cell: object) -> str:
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell)


def test_of_nobody_and_of_few_there_is_a_sentence(officer: PageClient, session: Session, centre: Centre):
    assert "No household looked for a home in this period." in officer.page("/figures?section=fairness").text_content()
    take_in(session, centre, 9, "ar", housed=5)
    assert "Fewer than ten households looked for a home" in officer.page("/figures?section=fairness").text_content()
