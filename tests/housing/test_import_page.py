"""The page that takes a file of adverts."""

from decimal import Decimal
from io import BytesIO

import pytest
from lxml.html import HtmlElement
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from xlsxwriter import Workbook

from app import create_app
from core.auth.permissions import StaffRole
from core.config import Settings
from core.jobs import Job
from core.jobs.files import JobFile
from core.serve import do_jobs
from housing.models import Landlord, Listing
from tests.support import rows
from tests.support.pages import PageClient

PAGE = "/listings/import"
HEADER = ["Κωδικός", "Τίτλος", "Ενοίκιο", "Περιοχή", "τ.μ.", "Όροφος", "Τηλέφωνο", "Θέα"]
FIRST = ["A-1", "Διαμέρισμα 82 τ.μ.", "450,50 €", "Πόρος", "82", "3ος", "2810990001", "θάλασσα"]
SECOND = ["A-2", "Γκαρσονιέρα", "1.100", "Μασταμπάς", "40", "ισόγειο", "6971234567", ""]
FAULTY = ["A-3", "Διαμέρισμα", "τηλ.", "Πόρος", "9999", "3ος", "28100001", ""]
HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@pytest.fixture
def officer(session: Session, client: PageClient) -> PageClient:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    session.commit()
    rows.sign_in(client, user)
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


def send(
    client: PageClient, content: bytes, name: str = "adverts.csv", status: int = 200, **fields: object
) -> HtmlElement:
    given = {"source": "portal", **fields}
    return client.submit(PAGE, status=status, file=(BytesIO(content), name), **given)


def counts(page: HtmlElement) -> dict[str, str]:
    terms = page.xpath("//section[@aria-labelledby='counts']//dt")
    return {term.text_content(): term.getnext().text_content() for term in terms}


def faults(page: HtmlElement, kind: str = "rejected") -> list[tuple[str, ...]]:
    table = page.xpath(f"//section[@aria-labelledby='{kind}']//tbody/tr")
    return [tuple(" ".join(cell.text_content().split()) for cell in row) for row in table]


def stored(session: Session) -> list[Listing]:
    session.expire_all()
    return list(session.scalars(select(Listing).order_by(Listing.id)))


@pytest.mark.parametrize(("make", "name"), [(text_file, "αγγελίες.csv"), (workbook, "adverts.xlsx")])
def test_a_good_file_becomes_listings(officer: PageClient, session: Session, make, name: str):
    page = send(officer, make(FIRST, SECOND), name)
    first, second = stored(session)
    assert (first.monthly_rent, first.dwelling.floor, first.landlord.phone) == (Decimal("450.50"), 3, "+302810990001")
    assert (second.monthly_rent, second.dwelling.floor, second.source) == (Decimal("1100.00"), 0, "portal")
    assert "The file is imported." in page.text_content()
    assert counts(page) == {"Rows": "2", "Good rows": "2", "New listings": "2", "Brought up to date": "0"} | {
        "Already as they are here": "0",
        "Columns we do not know": "Θέα",
    }
    assert page.xpath("//main//a[@href='/listings/needs-a-place']")


def test_one_fault_keeps_all_out_and_every_fault_is_told(officer: PageClient, session: Session):
    page = send(officer, text_file(FIRST, FAULTY), status=422)
    assert stored(session) == []
    assert session.scalars(select(Landlord)).all() == []
    assert [(row, column) for row, column, _ in faults(page)] == [
        ("3", "Rent for one month"),
        ("3", "Size"),
        ("3", "Landlord's telephone"),
    ]
    assert counts(page) == {"Rows": "2", "Good rows": "1", "Columns we do not know": "Θέα"}


def test_the_good_rows_are_taken_when_asked_for(officer: PageClient, session: Session):
    page = send(officer, text_file(FAULTY, SECOND), accept_valid=True)
    assert [listing.reference for listing in stored(session)] == ["A-2"]
    assert len(faults(page)) == 3
    assert counts(page)["New listings"] == "1"


def test_the_same_file_again_changes_nothing_and_a_changed_one_updates(officer: PageClient, session: Session):
    send(officer, text_file(FIRST, SECOND))
    page = send(officer, text_file(FIRST, SECOND))
    assert (counts(page)["New listings"], counts(page)["Already as they are here"]) == ("0", "2")
    page = send(officer, text_file([*FIRST[:2], "430", *FIRST[3:]], SECOND))
    assert (counts(page)["Brought up to date"], counts(page)["Already as they are here"]) == ("1", "1")
    assert [listing.monthly_rent for listing in stored(session)] == [Decimal("430.00"), Decimal("1100.00")]


def test_a_row_that_repeats_another_is_counted_once(officer: PageClient, session: Session):
    page = send(officer, text_file(FIRST, FIRST))
    assert counts(page)["Repeated in the file"] == "1"
    assert len(stored(session)) == 1


def test_an_unlikely_rent_is_taken_and_pointed_at(officer: PageClient, session: Session):
    page = send(officer, text_file([*FIRST[:2], "4,5", *FIRST[3:]]))
    assert len(stored(session)) == 1
    assert faults(page, "warnings")[0][:2] == ("2", "Rent for one month")
    assert "Was a thousands point lost?" in faults(page, "warnings")[0][2]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "adverts.csv", "The file is empty."),
        (b"%PDF-1.7", "adverts.pdf", "Only .xlsx, .xls, .csv and .txt files can be read, not “adverts.pdf”."),
        (b"PK\x03\x04 nothing", "adverts.xlsx", None),
        (b"title;area\na;b\n", "adverts.csv", "No column is named “Rent” or “Ενοίκιο”."),
        (b"colour;mood\nwhite;good\n", "adverts.csv", "No known column was found."),
        (b"hello", "adverts.txt", "The first row must hold the names of the columns"),
        (b"rent;rent\n1;2\n", "adverts.csv", "mean the same. Keep one of them."),
        (b"rent;title\n", "adverts.csv", "no row below them"),
        (b'rent;title\n450;"never closed\n', "adverts.csv", "a quotation mark is missing"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_cannot_be_read_is_said_beside_the_field(
    officer: PageClient, session: Session, content: bytes, name: str, sentence: str | None
):
    page = send(officer, content, name, status=422)
    said = page.xpath("normalize-space(//*[@id='file-error'])")
    assert said
    assert (sentence or "") in said
    assert page.xpath("//*[@id='source']/@value") == ["portal"]
    assert stored(session) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_file_and_source_are_both_needed(officer: PageClient):
    page = officer.submit(PAGE, status=422, source="")
    assert page.xpath("//*[@role='alert']//a/@href") == ["#file", "#source"]
    assert page.xpath("normalize-space(//*[@id='file-error'])") == "Choose a file, such as adverts.xlsx"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_hostile_cells_and_names_are_text(officer: PageClient, session: Session):
    header = f"reference;rent;address;lift;{HOSTILE.replace(';', '')}\n"
    page = send(officer, f"{header}A-1;450;{HOSTILE};{HOSTILE};x\n".encode(), f"{HOSTILE}.csv", status=422)
    assert not page.xpath("//main//img | //main//script")
    assert HOSTILE in page.text_content()
    page = send(officer, f"reference;rent;address\nA-1;450;{HOSTILE}\n".encode(), f"{HOSTILE}.csv")
    assert not page.xpath("//main//img | //main//script")
    assert [listing.title for listing in stored(session)] == [HOSTILE]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_formula_is_never_run(officer: PageClient, session: Session):
    send(officer, b"reference;rent;title\nA-1;450;=HYPERLINK(1)\n")
    assert [listing.title for listing in stored(session)] == ["=HYPERLINK(1)"]


def large(*lines: list[str]) -> bytes:
    """A file too large to be stored while the reader waits."""
    many = [
        [f"B-{number}", f"Διαμέρισμα με θέα στη θάλασσα {number}", "430", "Πόρος", "60", "2", "2810990002", ""]
        for number in range(600)
    ]
    return text_file(*lines, *many)


def work(settings: Settings) -> None:
    """What the workers beside the service do."""
    do_jobs(lambda: create_app(settings), lambda: False, until_idle=True)


def test_a_large_file_is_imported_while_nobody_waits(officer: PageClient, session: Session, settings: Settings):
    page = send(officer, large(FIRST))
    assert stored(session) == []
    session.commit()
    assert page.xpath("normalize-space(//h1)") == "Import of adverts"
    assert page.xpath("//*[@id='job-part']//a[@hx-get]/@hx-get") == [f"/listings/imports/{job(session).id}"]
    work(settings)
    page = officer.page(f"/listings/imports/{job(session).id}")
    assert (counts(page)["Rows"], counts(page)["New listings"]) == ("601", "601")
    assert "The file is imported." in page.text_content()
    assert not page.xpath("//*[@hx-get]")
    assert len(stored(session)) == 601
    assert session.scalars(select(JobFile)).all() == []


def test_a_fault_in_a_large_file_keeps_all_out(officer: PageClient, session: Session, settings: Settings):
    send(officer, large(FAULTY))
    work(settings)
    page = officer.page(f"/listings/imports/{job(session).id}")
    assert [row for row, *_ in faults(page)] == ["2", "2", "2"]
    assert "Nothing was imported" in page.text_content()
    assert stored(session) == []


def test_the_good_rows_of_a_large_file_are_taken_when_asked_for(
    officer: PageClient, session: Session, settings: Settings
):
    send(officer, large(FAULTY), accept_valid=True)
    work(settings)
    page = officer.page(f"/listings/imports/{job(session).id}")
    assert (counts(page)["New listings"], len(faults(page)), len(stored(session))) == ("600", 3, 600)


def test_a_large_file_sent_twice_is_imported_once(officer: PageClient, session: Session):
    for _ in range(2):
        send(officer, large(FIRST))
    assert asked(session) == 1
    send(officer, large(SECOND))
    assert asked(session) == 2


def test_a_large_file_that_cannot_be_read_waits_for_who_sent_it(
    officer: PageClient, session: Session, settings: Settings
):
    send(officer, b"title;area\n" + b"a;b\n" * 10_000)
    work(settings)
    page = officer.page("/")
    assert "No column is named “Rent” or “Ενοίκιο”." in page.text_content()
    address = f"/listings/imports/{job(session).id}"
    assert page.xpath("//main//li[contains(@class, 'st-task')]//a/@href") == [address]
    officer.submit(address, action=f"/jobs/{job(session).id}/cancel")
    assert "No column" not in officer.page("/").text_content()
    assert session.scalars(select(JobFile)).all() == []


def test_a_file_that_waits_is_sealed(officer: PageClient, session: Session):
    send(officer, large(FIRST), name="Λυδάκη.csv")
    kept = session.execute(text("SELECT name, content FROM job_file")).one()
    assert all("Λυδάκη".encode() not in bytes(value) and b"2810990001" not in bytes(value) for value in kept)


def asked(session: Session) -> int:
    found = session.scalar(select(func.count()).select_from(Job))
    session.commit()
    return found


def job(session: Session) -> Job:
    session.expire_all()
    found = session.scalars(select(Job)).one()
    session.commit()
    return found


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_those_who_edit_listings_import(session: Session, client: PageClient):
    user = rows.add_user(session, StaffRole.FINANCE_OFFICER)
    session.commit()
    rows.sign_in(client, user)
    client.page(PAGE, status=403)
