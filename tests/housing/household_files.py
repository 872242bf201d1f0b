"""Files of households, and what the tests of their import do with them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from housing.models import FileImportRow
from people.models import Household
from tests.housing.sent_files import SentFiles

FILES = SentFiles("/households/import", "families.csv")
send, send_and_take = FILES.send, FILES.send_and_take
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


def households(session: Session) -> list[Household]:
    session.expire_all()
    return list(session.scalars(select(Household).order_by(Household.id)))


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
