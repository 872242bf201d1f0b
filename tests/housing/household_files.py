"""Files of households, and what the tests of their import do with them."""

from io import BytesIO

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from core.importing.statuses import RowStatus
from housing.models import FileImport, FileImportRow
from people.models import Household
from tests.support.pages import PageClient

AFM, OTHER_AFM = "123456783", "094429812"
HEADER = (
    "Αρ. νοικοκυριού;Επώνυμο;Όνομα;Ημ/νία γέννησης;Φύλο;Σχέση;Υπηκοότητα;Γλώσσες;Άδεια διαμονής;Λήξη άδειας;ΑΦΜ;Κινητό"
)
SAMIR = f"17;Haddad;Samir;04/05/1985;Άρρεν;Αιτών;Συρία;Αραβικά, Αγγλικά;AB 123456;31/12/2027;{AFM};6971234567"
AMAL = "17;Haddad;Amal;12.3.88;Θ;Σύζυγος;Συρία;αραβικά;;;;6971234567"
OMAR = "17;Haddad;Omar;2015-09-01;Α;τέκνο;Συρία;;;;;"
OLENA = "18;Коваленко;Олена;03/02/1990;F;applicant;Ukraine;Ουκρανικά;;;;"
FILE = "\n".join((HEADER, SAMIR, AMAL, OMAR, OLENA)) + "\n"
SHORT = "household number;name;date of birth\n"


def send(client: PageClient, text: str, source: str = "register"):
    """The page of the file that was sent."""
    return client.submit("/households/import", file=(BytesIO(text.encode()), "families.csv"), source=source)


def take(client: PageClient, page, **how: str) -> str:
    """What is said once the rows are taken."""
    [action] = page.xpath("//form[contains(@action, '/take')]/@action")
    return client.submit(action.removesuffix("/take"), action=action, **how).text_content()


def send_and_take(client: PageClient, text: str, source: str = "register") -> str:
    return take(client, send(client, text, source))


def households(session: Session) -> list[Household]:
    session.expire_all()
    return list(session.scalars(select(Household).order_by(Household.id)))


def statuses(session: Session) -> list[RowStatus]:
    session.expire_all()
    latest = select(func.max(FileImport.id)).scalar_subquery()
    query = select(FileImportRow.status).where(FileImportRow.import_id == latest)
    found = list(session.scalars(query.order_by(FileImportRow.number)))
    session.rollback()
    return found


def row_at(session: Session, number: int) -> int:
    """The key of a row of the first file."""
    key = session.scalars(select(FileImportRow.id).where(FileImportRow.number == number)).one()
    session.rollback()
    return key


def count_steps(session: Session) -> int:
    """How many households a file was written down for."""
    count = session.scalars(select(func.count(AuditEvent.id)).where(AuditEvent.action == "import-household")).one()
    session.rollback()
    return count
