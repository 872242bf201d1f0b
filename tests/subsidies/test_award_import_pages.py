"""A file of awards that run, by the page."""

from io import BytesIO

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.importing.columns import fields_of
from core.importing.workbook import read_workbook
from housing.models import FileImportRow
from housing.words.imports import IMPORT_WORDS
from subsidies.importing.columns import FIELDS
from subsidies.models import AwardStatus, SubsidyAward
from tests.subsidies.award_files import FILE, HEADER, NOVEMBER, WIDE, Send, awards
from tests.support.hostile import HOSTILE
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_user
from tests.support.visits import enter, text


def upload(client: PageClient, content: str, source: str = "register"):
    """The page of the file that was sent."""
    return client.submit("/awards/import", file=(BytesIO(content.encode()), "awards.csv"), source=source)


def test_by_the_page_a_finance_officer_looks_takes_and_an_approver_approves(
    clock: object, client: PageClient, send: Send, session: Session, officer: User, approver: User
):
    enter(client, session, officer)
    assert "One row for each month of a household" in text(client.page("/awards/import"))
    page = upload(client, FILE)
    assert "By the scheme it would be €162.00 for 01/2027." in text(page)
    assert "for months that are not given" in text(page.xpath("//p[contains(@class, 'st-t-wait')]")[0])
    assert session.scalar(select(func.count(SubsidyAward.id))) == 0
    session.commit()
    client.submit("/imports/1", action="/imports/1/confirm")
    taken = client.submit("/imports/1?show=ready", action="/imports/1/take")
    assert "What came of the file" in text(taken)
    [award] = awards(session)
    assert (award.status, award.prepared_by) == (AwardStatus.PREPARED, officer)
    path = f"/awards/{award.id}"
    enter(client, session, approver)
    page = client.submit(path, action=f"{path}/approve")
    assert "Paid before, elsewhere" in text(page)


def test_by_the_page_a_cell_is_put_right(
    clock: object, client: PageClient, send: Send, session: Session, officer: User
):
    enter(client, session, officer)
    page = upload(client, f"{HEADER}\n{NOVEMBER.replace('11/2026', 'soon', 1)}\n")
    assert "is not a month" in text(page)
    row_id = session.scalars(select(FileImportRow.id)).one()
    session.rollback()
    client.submit("/imports/1", action=f"/imports/1/rows/{row_id}", month="11/2026")
    assert session.scalars(select(FileImportRow)).one().findings[0]["code"] == "fewer-than-scheme"


@pytest.mark.parametrize("language", ["en", "el"])
def test_every_column_is_known_by_the_name_that_our_own_pages_give_it(app: Flask, language: str):
    with app.test_request_context(), force_locale(language):
        called = {field: str(words) for field, words in IMPORT_WORDS["awards"].fields.items()}
    assert fields_of(tuple(called.values()), FIELDS) == tuple(called)


def test_by_the_page_columns_of_months_are_read_by_their_names(
    clock: object, client: PageClient, send: Send, session: Session, officer: User
):
    enter(client, session, officer)
    page = upload(client, WIDE.replace("paid until", "all is paid until"))
    assert text(page).count("is read by its name") == 3
    assert page.xpath("//td[@data-th='12/2026']")[0].text_content().strip() == "162"
    form = client.page("/imports/1/columns")
    assert len(form.xpath("//main//select")) == 4, "of the other columns one says what they hold"
    page = client.submit("/imports/1/columns", column_3="paid_until")
    assert "No day of payment is said" in text(page)
    client.submit("/imports/1", action="/imports/1/confirm")
    client.submit("/imports/1?show=ready", action="/imports/1/take")
    [award] = awards(session)
    assert len(award.instalments) == 4


def test_by_the_page_a_cell_of_a_month_is_marked_and_put_right(
    clock: object, client: PageClient, send: Send, session: Session, officer: User
):
    enter(client, session, officer)
    page = upload(client, WIDE.replace(";162;", ";much;"))
    [cell] = page.xpath("//td[@data-th='12/2026']")
    assert "st-cell-no" in cell.get("class")
    assert "“much” is not an amount" in text(cell)
    assert [each.get("name") for each in page.xpath("//input[@aria-invalid]")] == ["2026-12"]
    row_id = session.scalars(select(FileImportRow.id)).one()
    session.rollback()
    page = client.submit("/imports/1", action=f"/imports/1/rows/{row_id}", **{"2026-12": "162"})
    [cell] = page.xpath("//td[@data-th='12/2026']")
    assert "st-cell-no" not in cell.get("class")
    [_header, (_number, told)] = read_workbook(client.get("/imports/1/report.xlsx").data)
    assert "162" in told
    assert "much" not in told


@pytest.mark.parametrize("role", [StaffRole.HOUSING_OFFICER, StaffRole.FINANCE_APPROVER, StaffRole.ADMINISTRATOR])
def test_only_who_prepares_awards_sends_files_of_them(client: PageClient, session: Session, role: StaffRole):
    add_centre(session)
    enter(client, session, add_user(session, role))
    assert client.get("/awards/import").status_code == 403


def test_hostile_text_stays_text(clock: object, client: PageClient, send: Send, session: Session, officer: User):
    named = [each.format(n=place).replace("\x00", "").replace('"', "'") for place, each in enumerate(HOSTILE)]
    lines = "".join(f'"{name}";"{name}";11/2026;100;;"{name}"\n' for name in named)
    enter(client, session, officer)
    upload(client, f"{HEADER}\n{lines}")
    assert client.get("/imports/1/report.xlsx").status_code == 200


def test_the_source_of_an_award_is_text(send: Send, session: Session, client: PageClient, approver: User):
    send(FILE.replace("17;", "17;"), source="<script>register</script>", at=NOW)
    enter(client, session, approver)
    found = [award.id for award in awards(session)]
    session.rollback()
    for key in found:
        assert "<script>register" in text(client.page(f"/awards/{key}"))


def test_nothing_of_a_household_stands_bare_in_the_rows_that_wait(
    clock: object, client: PageClient, send: Send, session: Session, officer: User
):
    enter(client, session, officer)
    upload(client, FILE.replace("17;", "ΟΙΚ-4711;"))
    raw = str(session.connection().exec_driver_sql("SELECT * FROM file_import_row").all())
    assert "4711" not in raw
