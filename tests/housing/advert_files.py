"""Files of adverts, and what the pages of their import say."""

from io import BytesIO

from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session
from xlsxwriter import Workbook

from housing.models import FileImport, FileImportRow
from tests.support.pages import PageClient

PAGE = "/listings/import"
HEADER = ["Κωδικός", "Τίτλος", "Ενοίκιο", "Περιοχή", "τ.μ.", "Όροφος", "Τηλέφωνο", "Θέα"]
FIRST = ["A-1", "Διαμέρισμα 82 τ.μ.", "450,50 €", "Πόρος", "82", "3ος", "2810990001", "θάλασσα"]
SECOND = ["A-2", "Γκαρσονιέρα", "1.100", "Μασταμπάς", "40", "ισόγειο", "6971234567", ""]
FAULTY = ["A-3", "Διαμέρισμα", "τηλ.", "Πόρος", "9999", "3ος", "28100001", ""]
CHEAP = ["A-4", "Δυάρι 62 τ.μ.", "45", "Πόρος", "62", "1", "2810990003", ""]


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
