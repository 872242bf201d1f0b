"""Files of leases that run, and what the tests of their import do with them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.structure import Centre
from housing.models import Lease
from people.importing.member import number_key
from people.models import Household, HouseholdNumber
from tests.housing.sent_files import SentFiles
from tests.support import rows
from tests.support.pages import PageClient

FILES = SentFiles("/leases/import", "leases.csv")
send, send_and_take = FILES.send, FILES.send_and_take
AFM, OTHER_AFM, IBAN = "094429812", "123456783", "GR1601101250000000012300695"
HEADER = (
    "Αρ. νοικοκυριού;Μισθωτής;Διεύθυνση;Δήμος;Όροφος;Τ.μ.;Υπνοδωμάτια;ΑΤΑΚ;Εκμισθωτής;ΑΦΜ εκμισθωτή;Τηλ. εκμισθωτή;"
    "Έναρξη;Λήξη;Μίσθωμα;Κοινόχρηστα;Εγγύηση;Ημ. υπογραφής;Αρ. δήλωσης ΑΑΔΕ;Ημ. δήλωσης;Ημ. αποδοχής"
)
SAMIR = (
    f"17;Haddad;Εφέσου 7;Ηράκλειο;2ος;82;2;12345678901;Αικατερίνη Λυδάκη;{AFM};2810 000001;"
    "01/09/2025;31/08/2028;450,50 €;25;900;20/8/25;55512345;05/09/2025;12/09/2025"
)
OLENA = (
    f"18;Olena Kovalenko;Ικάρου 40;Ηράκλειο;ισόγειο;45;1;;Γιώργος Βρέντζος;{OTHER_AFM};6971234567;"
    "15.3.2026;14.3.2029;1.100,00;;;;;;"
)
FILE = "\n".join((HEADER, SAMIR, OLENA)) + "\n"


def add_numbered(session: Session, centre: Centre, number: str, name: str, source: str = "register") -> Household:
    household = rows.add_household(session, centre, name)
    known = HouseholdNumber(household=household, source=source, created_at=rows.NOW)
    known.value = number_key(number)
    session.add(known)
    session.flush()
    household.reference = f"N-{household.id:04d}"
    return household


def leases(session: Session) -> list[Lease]:
    session.expire_all()
    return list(session.scalars(select(Lease).order_by(Lease.id)))


def count(session: Session, kind: type) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


ATAK = "12345678901"
SHORT = "household number;address;town;m2;floor;atak;landlord;landlord afm;owner phone;start;end;rent"
START, END = "01/09/2025", "31/08/2028"


def row(
    number: str = "17", address: str = "Εφέσου 7", atak: str = "", landlord: str = "Λυδάκη", afm: str = AFM,
    phone: str = "", start: str = START, end: str = END,
) -> str:  # fmt: skip
    return f"{number};{address};Ηράκλειο;82;2;{atak};{landlord};{afm};{phone};{start};{end};450"


def told(page) -> str:
    return " ".join(page.text_content().split())


def look_at(client: PageClient, *lines: str, header: str = SHORT, source: str = "register") -> str:
    """What the page of a file with these rows says."""
    return told(send(client, "\n".join((header, *lines)) + "\n", source))
