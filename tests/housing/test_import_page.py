"""A file of adverts is sent, looked at, put right and taken: the pages of an import."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from flask import Flask
from lxml.html import HtmlElement
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session
from xlsxwriter import Workbook

from core.auth.permissions import StaffRole
from core.dates import utc_now
from core.importing.columns import LONGEST_KEY
from core.importing.reader import read_table
from core.structure import Centre
from housing.models import ColumnChoice, FileImport, FileImportRow, ImportStatus, Landlord, Listing
from housing.states import ListingStatus
from tests.support import rows
from tests.support.jobs import do_jobs
from tests.support.pages import PageClient
from tests.support.visits import enter

PAGE = "/listings/import"
HEADER = ["Κωδικός", "Τίτλος", "Ενοίκιο", "Περιοχή", "τ.μ.", "Όροφος", "Τηλέφωνο", "Θέα"]
FIRST = ["A-1", "Διαμέρισμα 82 τ.μ.", "450,50 €", "Πόρος", "82", "3ος", "2810990001", "θάλασσα"]
SECOND = ["A-2", "Γκαρσονιέρα", "1.100", "Μασταμπάς", "40", "ισόγειο", "6971234567", ""]
FAULTY = ["A-3", "Διαμέρισμα", "τηλ.", "Πόρος", "9999", "3ος", "28100001", ""]
CHEAP = ["A-4", "Δυάρι 62 τ.μ.", "45", "Πόρος", "62", "1", "2810990003", ""]
HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def text_file(*lines: list[str]) -> bytes:
    return "\n".join(";".join(line) for line in (HEADER, *lines)).encode("windows-1253")


def workbook(*lines: list[str]) -> bytes:
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate((HEADER, *lines)):
            sheet.write_row(number, 0, line)
    return target.getvalue()


def send(client: PageClient, content: bytes, name: str = "adverts.csv", status: int = 200) -> HtmlElement:
    return client.submit(PAGE, status=status, file=(BytesIO(content), name), source="Portal")


def counts(page: HtmlElement) -> dict[str, str]:
    """What came of a file that is taken."""
    terms = page.xpath("//section[@aria-labelledby='counts']//dt")
    return {term.text_content(): term.getnext().text_content() for term in terms}


def headings(page: HtmlElement) -> list[str]:
    """How many rows stand how."""
    return [link.text_content() for link in page.xpath("//section[@aria-labelledby='rows']//a[@class='st-tag']")]


def said(page: HtmlElement) -> list[tuple[str, str, str]]:
    """The row, the column and the sentence of everything that is marked."""
    marked = page.xpath("//table//*[contains(@class, 'st-cell-say')]")
    places = ((cell.xpath("ancestor::tr/th")[0].text, cell.xpath("ancestor::td/@data-th")[0], cell) for cell in marked)
    return [(row, column, " ".join(cell.text_content().split())) for row, column, cell in places]


def address(session: Session, rest: str = "") -> str:
    """The page of the latest file."""
    session.expire_all()
    file = session.scalars(select(FileImport).order_by(FileImport.id.desc())).first()
    session.commit()
    return f"/imports/{file.id}{rest}"


def row_address(session: Session, number: int, rest: str = "") -> str:
    session.expire_all()
    file = session.scalars(select(FileImport).order_by(FileImport.id.desc())).first()
    row = session.scalar(
        select(FileImportRow).where(FileImportRow.import_id == file.id, FileImportRow.number == number)
    )
    session.commit()
    return f"/imports/{file.id}/rows/{row.id}{rest}"


def take(client: PageClient, session: Session, **fields: object) -> HtmlElement:
    return client.submit(address(session), action=address(session, "/take"), **fields)


@pytest.mark.parametrize(("make", "name"), [(text_file, "αγγελίες.csv"), (workbook, "adverts.xlsx")])
def test_nothing_is_stored_before_somebody_says_so(officer: PageClient, session: Session, make, name: str):
    page = send(officer, make(FIRST, SECOND), name)
    assert rows.stored_listings(session) == []
    assert headings(page) == ["Ready rows 2"]
    page = take(officer, session)
    first, second = rows.stored_listings(session)
    assert (first.monthly_rent, first.dwelling.floor, first.landlord.phone) == (Decimal("450.50"), 3, "+302810990001")
    assert (second.monthly_rent, second.dwelling.floor, second.source) == (Decimal("1100.00"), 0, "Portal")
    assert counts(page) == {"New": "2", "Brought up to date": "0", "Already as they are here": "0", "Not taken": "0"}


def test_a_fault_stands_beside_its_cell_and_keeps_all_out(officer: PageClient, session: Session):
    page = send(officer, text_file(FIRST, FAULTY))
    assert [(row, column) for row, column, _ in said(page)] == [
        ("3", "Rent for one month"),
        ("3", "Size"),
        ("3", "Landlord's telephone"),
    ]
    assert headings(page) == ["To look at 1", "Ready rows 1"]
    token = page.xpath("//input[@name='csrf_token']/@value")[0]
    refused = officer.post(address(session, "/take"), data={"csrf_token": token})
    assert refused.status_code == 409
    assert "Some rows still want looking at." in refused.text
    assert rows.stored_listings(session) == session.scalars(select(Landlord)).all() == []


def test_a_row_is_put_right_in_its_place(officer: PageClient, session: Session):
    page = send(officer, text_file(FIRST, FAULTY))
    right = {"monthly_rent": "430", "size_m2": "58"}
    page = officer.submit(address(session), action=row_address(session, 3), **right)
    assert said(page) == [
        ("3", "Landlord's telephone", "“28100001” is not a phone number: it has 8 digits, a Greek number has 10.")
    ]
    page = officer.submit(address(session), action=row_address(session, 3), phone="2810990009")
    assert headings(page) == ["Ready rows 2"]
    assert "Row 3 is ready." in page.text_content()
    take(officer, session)
    assert [(listing.reference, listing.monthly_rent) for listing in rows.stored_listings(session)] == [
        ("A-1", Decimal("450.50")),
        ("A-3", Decimal("430.00")),
    ]


def test_a_row_that_is_ready_can_still_be_put_right(officer: PageClient, session: Session):
    send(officer, text_file(FIRST, SECOND))
    form = officer.page(address(session)).xpath("//tr[@id='row-3']//form")[0]
    assert {name: value for name, value in form.form_values() if name in ("title", "monthly_rent", "address")} == {
        "title": "Γκαρσονιέρα",
        "monthly_rent": "1.100",
    }
    officer.submit(address(session), action=row_address(session, 3), monthly_rent="410", title="Γκαρσονιέρα")
    assert session.scalars(select(FileImportRow).order_by(FileImportRow.number)).all()[1].fixes == {
        "monthly_rent": "410"
    }
    page = take(officer, session)
    assert [listing.monthly_rent for listing in rows.stored_listings(session)] == [Decimal("450.50"), Decimal("410.00")]
    assert not page.xpath("//tr//form")


def test_only_the_rows_that_are_ready_are_taken_when_asked_for(officer: PageClient, session: Session):
    send(officer, text_file(FAULTY, SECOND, CHEAP))
    page = take(officer, session, only_ready="1")
    assert [listing.reference for listing in rows.stored_listings(session)] == ["A-2"]
    assert (counts(page)["New"], counts(page)["Not taken"]) == ("1", "2")


def test_an_unlikely_rent_waits_for_somebodys_word(officer: PageClient, session: Session):
    page = send(officer, text_file(FIRST, CHEAP))
    assert [(row, column) for row, column, _ in said(page)] == [("3", "Rent for one month")]
    assert "Was a thousands point lost?" in said(page)[0][2]
    page = officer.submit(address(session), action=row_address(session, 3, "/confirm"))
    assert headings(page) == ["Ready rows 2"]
    take(officer, session)
    assert [listing.monthly_rent for listing in rows.stored_listings(session)] == [Decimal("450.50"), Decimal("45.00")]


def test_what_the_rent_probably_is_is_one_press_away(officer: PageClient, session: Session):
    page = send(officer, text_file(CHEAP))
    buttons = [button.text_content() for button in page.xpath("//table//button")]
    assert "It is 450,00" in buttons
    token = page.xpath("//input[@name='csrf_token']/@value")[0]
    officer.post(row_address(session, 2), data={"csrf_token": token, "monthly_rent": "450,00"})
    take(officer, session)
    assert [listing.monthly_rent for listing in rows.stored_listings(session)] == [Decimal("450.00")]


def test_all_doubts_are_confirmed_at_once(officer: PageClient, session: Session):
    send(officer, text_file(CHEAP, ["A-5", *CHEAP[1:6], "2810990004", ""]))
    page = officer.submit(address(session), action=address(session, "/confirm"))
    assert headings(page) == ["Ready rows 2"]


def test_the_same_file_again_changes_nothing_and_a_changed_one_updates(officer: PageClient, session: Session):
    for _ in range(2):
        send(officer, text_file(FIRST, SECOND))
        page = take(officer, session)
    assert (counts(page)["New"], counts(page)["Already as they are here"]) == ("0", "2")
    send(officer, text_file([*FIRST[:2], "430", *FIRST[3:]], SECOND))
    page = take(officer, session)
    assert (counts(page)["Brought up to date"], counts(page)["Already as they are here"]) == ("1", "1")
    assert [listing.monthly_rent for listing in rows.stored_listings(session)] == [
        Decimal("430.00"),
        Decimal("1100.00"),
    ]


def test_a_row_whose_advert_is_over_here_says_so_and_is_taken(officer: PageClient, session: Session):
    send(officer, text_file(FIRST, SECOND))
    take(officer, session)
    session.execute(update(Listing).where(Listing.reference == "A-1").values(status=ListingStatus.LET))
    session.commit()
    page = send(officer, text_file([*FIRST[:2], "430", *FIRST[3:]], SECOND))
    assert headings(page) == ["Ready rows 2"]
    told = "This home is let here. What the row says is written down, and the advert stays over until it is reopened."
    assert told in page.xpath("//tr[@id='row-2']")[0].text_content()
    assert told not in page.xpath("//tr[@id='row-3']")[0].text_content()
    take(officer, session)
    report = read_table("report.xlsx", officer.get(address(session, "/report.xlsx")).data)
    assert [row.cells[1:3] for row in report.rows] == [("Brought up to date", told), ("As it was here", None)]
    assert [listing.status for listing in rows.stored_listings(session)] == [ListingStatus.LET, ListingStatus.CANDIDATE]


def test_a_row_that_repeats_another_is_said_and_left_out(officer: PageClient, session: Session):
    page = send(officer, text_file(FIRST, FIRST))
    assert headings(page) == ["Ready rows 1", "Repeated in the file 1"]
    assert "The same as row 2." in officer.page(address(session, "?show=repeated")).text_content()
    take(officer, session)
    assert len(rows.stored_listings(session)) == 1


def test_rows_put_right_so_that_they_are_the_same_become_one(officer: PageClient, session: Session):
    send(officer, text_file(FIRST, ["A-1", "Άλλο", "τηλ.", *FIRST[3:]]))
    officer.submit(address(session), action=row_address(session, 3), monthly_rent="460")
    page = take(officer, session)
    assert (counts(page)["New"], counts(page)["Not taken"]) == ("1", "1")
    assert [listing.monthly_rent for listing in rows.stored_listings(session)] == [Decimal("450.50")]


def test_a_column_nobody_knows_is_said_and_what_it_holds_is_remembered(officer: PageClient, session: Session):
    file = text_file(FIRST, SECOND).replace("Περιοχή".encode("cp1253"), "Μαχαλάς".encode("cp1253"))
    page = send(officer, file)
    unknown = page.xpath("//section[@aria-labelledby='columns']//li[contains(., 'we do not know')]/bdi/text()")
    assert unknown == ["Μαχαλάς", "Θέα"]
    officer.submit(address(session, "/columns"), column_3="area", column_7="description")
    take(officer, session)
    assert [listing.dwelling.area for listing in rows.stored_listings(session)] == ["Πόρος", "Μασταμπάς"]
    assert rows.stored_listings(session)[0].description == "θάλασσα"
    session.commit()
    page = send(officer, file)
    assert not page.xpath("//section[@aria-labelledby='columns']//li[contains(., 'we do not know')]")
    assert {choice.source for choice in session.scalars(select(ColumnChoice))} == {"portal"}


def test_a_file_without_a_known_rent_is_read_once_somebody_says_where_it_is(officer: PageClient, session: Session):
    page = send(officer, "Οδός;Λεφτά\nΕφέσου 1;450\n".encode())
    assert "No column is named “Rent” or “Ενοίκιο”." in page.text_content()
    assert not page.xpath("//table")
    page = officer.submit(address(session, "/columns"), column_1="monthly_rent")
    assert headings(page) == ["Ready rows 1"]
    take(officer, session)
    assert [listing.monthly_rent for listing in rows.stored_listings(session)] == [Decimal("450.00")]


def test_two_columns_cannot_hold_the_same(officer: PageClient, session: Session):
    page = send(officer, b"rent;price;address\n450;90000;Ermou 5\n")
    assert "mean the same. Keep one of them." in page.text_content()
    page = officer.submit(address(session, "/columns"), status=422, column_0="monthly_rent")
    assert "Another column holds this already" in page.text_content()
    page = officer.submit(address(session, "/columns"), column_0="monthly_rent", column_1="")
    assert headings(page) == ["Ready rows 1"]


def test_the_report_says_of_every_row_what_became_of_it(officer: PageClient, session: Session):
    send(officer, text_file(FIRST, FAULTY, ["A-9", "=1+1", *SECOND[2:]]))
    take(officer, session, only_ready="1")
    answer = officer.get(address(session, "/report.xlsx"))
    table = read_table("report.xlsx", answer.data)
    assert table.header == ("Row", "What became of it", "What was found", *HEADER)
    became = {row.cells[0]: (row.cells[1], row.cells[3:5]) for row in table.rows}
    assert became == {
        2: ("New", ("A-1", "Διαμέρισμα 82 τ.μ.")),
        3: ("With a fault", ("A-3", "Διαμέρισμα")),
        4: ("New", ("A-9", "=1+1")),
    }
    assert "“τηλ.” is not an amount" in table.rows[1].cells[2]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_report_loses_no_cell_of_a_row_that_has_too_many(officer: PageClient, session: Session):
    send(officer, b"rent;address\n450;Ermou 5;Chania;2nd\n430;Ermou 7\n")
    table = read_table("report.xlsx", officer.get(address(session, "/report.xlsx")).data)
    assert [row.cells[3:] for row in table.rows] == [("450", "Ermou 5", "Chania", "2nd"), ("430", "Ermou 7")]


def test_a_column_of_a_very_long_name_is_mapped_too(officer: PageClient, session: Session):
    long = "Τι λέει η κυρία του ισογείου για το σπίτι " * 10
    file = f"rent;{long};{long}end\n450;Ermou 5;Chania\n".encode()
    send(officer, file)
    page = officer.submit(address(session, "/columns"), column_1="address", column_2="city")
    assert headings(page) == ["Ready rows 1"]
    assert max(len(choice.key) for choice in session.scalars(select(ColumnChoice))) <= LONGEST_KEY
    session.commit()
    assert headings(send(officer, file)) == ["Ready rows 1"]
    take(officer, session)
    assert [(listing.dwelling.address, listing.dwelling.city) for listing in rows.stored_listings(session)] == [
        ("Ermou 5", "Chania")
    ]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "adverts.csv", "The file is empty."),
        (b"%PDF-1.7", "adverts.pdf", "Only .xlsx, .xls, .csv and .txt files can be read, not “adverts.pdf”."),
        (b"PK\x03\x04 nothing", "adverts.xlsx", "The workbook cannot be read"),
        (b"hello", "adverts.txt", "The first row must hold the names of the columns"),
        (b"rent;title\n", "adverts.csv", "no row below them"),
        (b'rent;title\n450;"never closed\n', "adverts.csv", "a quotation mark is missing"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_cannot_be_read_is_said_beside_the_field(
    officer: PageClient, session: Session, content: bytes, name: str, sentence: str
):
    page = send(officer, content, name, status=422)
    assert sentence in page.xpath("normalize-space(//*[@id='file-error'])")
    assert page.xpath("//*[@id='source']/@value") == ["Portal"]
    assert session.scalars(select(FileImport)).all() == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_file_and_source_are_both_needed(officer: PageClient):
    page = officer.submit(PAGE, status=422, source="")
    assert page.xpath("//*[@role='alert']//a/@href") == ["#file", "#source"]
    assert page.xpath("normalize-space(//*[@id='file-error'])") == "Choose a file, such as adverts.xlsx"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_hostile_cells_and_names_are_text(officer: PageClient, session: Session):
    header = f"reference;rent;address;lift;{HOSTILE.replace(';', '')}\n"
    page = send(officer, f"{header}A-1;450;{HOSTILE};{HOSTILE};x\n".encode(), f"{HOSTILE}.csv")
    assert not page.xpath("//main//img | //main//script")
    assert HOSTILE in page.text_content()
    page = officer.page(address(session, "/columns"))
    assert not page.xpath("//main//img | //main//script")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_formula_is_never_run_and_is_pointed_at(officer: PageClient, session: Session):
    page = send(officer, b"reference;rent;title\nA-1;450;=HYPERLINK(1)\n")
    assert said(page)[0][2] == "“=HYPERLINK(1)” begins as a formula does. It is kept as text and never reckoned."
    take(officer, session)
    assert [listing.title for listing in rows.stored_listings(session)] == ["=HYPERLINK(1)"]


def test_what_waits_is_sealed(officer: PageClient, session: Session):
    send(officer, text_file(FIRST), name="Λυδάκη.csv")
    kept = [
        *session.execute(text("SELECT name FROM file_import")),
        *session.execute(text("SELECT cells FROM file_import_row")),
    ]
    assert len(kept) == 2
    assert all("Λυδάκη".encode() not in bytes(value) and b"2810990001" not in bytes(value) for (value,) in kept)


def test_a_file_is_its_senders_alone(officer: PageClient, session: Session, client: PageClient):
    send(officer, text_file(FIRST))
    waiting = address(session)
    colleague = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    session.commit()
    rows.sign_in(client, colleague)
    client.page(waiting, status=404)
    client.page(f"{waiting}/report.xlsx", status=404)


def test_a_file_is_put_away_and_what_was_taken_stays(officer: PageClient, session: Session):
    send(officer, text_file(FIRST, FAULTY))
    take(officer, session, only_ready="1")
    officer.submit(address(session), action=address(session, "/forget"))
    assert session.scalars(select(FileImportRow)).all() == session.scalars(select(FileImport)).all() == []
    assert len(rows.stored_listings(session)) == 1


def test_a_file_is_forgotten_after_thirty_days_without_anybodys_doing(
    officer: PageClient, session: Session, app: Flask
):
    send(officer, text_file(FIRST))
    send(officer, text_file(SECOND))
    assert "after 30 days" in officer.page(PAGE).text_content()
    first, second = session.scalars(select(FileImport).order_by(FileImport.id))
    first.created_at, second.created_at = (utc_now() - timedelta(days=30, minutes=more) for more in (1, -60))
    session.commit()
    do_jobs(app)
    assert session.scalars(select(FileImport.id)).all() == [second.id]
    assert [row.cells[0] for row in session.scalars(select(FileImportRow))] == ["A-2"]


def test_a_file_that_is_being_taken_is_not_forgotten(officer: PageClient, session: Session, app: Flask):
    send(officer, text_file(FIRST))
    old = {"created_at": utc_now() - timedelta(days=31), "status": ImportStatus.TAKING}
    session.execute(update(FileImport).values(**old))
    session.commit()
    do_jobs(app)
    assert len(session.scalars(select(FileImportRow)).all()) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_those_who_edit_listings_import(session: Session, client: PageClient):
    user = rows.add_user(session, StaffRole.FINANCE_OFFICER)
    session.commit()
    rows.sign_in(client, user)
    client.page(PAGE, status=403)
