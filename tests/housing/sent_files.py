"""Files that are sent to be imported, and what comes of their rows."""

from dataclasses import dataclass
from io import BytesIO

from lxml.html import HtmlElement
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.importing.statuses import RowStatus
from housing.models import FileImport, FileImportRow
from tests.support.pages import PageClient


@dataclass(frozen=True)
class SentFiles:
    """Of one kind: the page on which they are sent, and what they are called."""

    page: str
    name: str

    def send(self, client: PageClient, text: str, source: str = "register") -> HtmlElement:
        """The page of the file that was sent."""
        return client.submit(self.page, file=(BytesIO(text.encode()), self.name), source=source)

    def send_and_take(self, client: PageClient, text: str, source: str = "register") -> str:
        return take(client, self.send(client, text, source))


def take(client: PageClient, page: HtmlElement, **how: str) -> str:
    """What is said once the rows are taken."""
    [action] = page.xpath("//form[contains(@action, '/take')]/@action")
    return client.submit(action.removesuffix("/take"), action=action, **how).text_content()


def _rows(session: Session) -> list[FileImportRow]:
    """Those of the latest file."""
    session.expire_all()
    latest = select(func.max(FileImport.id)).scalar_subquery()
    query = select(FileImportRow).where(FileImportRow.import_id == latest)
    return list(session.scalars(query.order_by(FileImportRow.number)))


def statuses(session: Session) -> list[RowStatus]:
    """Of the rows of the latest file."""
    found = [row.status for row in _rows(session)]
    session.rollback()
    return found


def findings(session: Session) -> list[list[tuple[str, str]]]:
    """Of each row of the latest file what was found in it: field and code."""
    found = [[(one["field"], one["code"]) for one in row.findings] for row in _rows(session)]
    session.rollback()
    return found
