"""A file of leases that run: by the page and by the command."""

import json
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cli import main
from core.audit.models import AuditEvent
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.importing.statuses import RowStatus
from core.structure import Centre
from housing.models import FileImport, FileImportRow, Landlord, Lease, Listing
from housing.states import ListingStatus
from people.models import Household, HouseholdNumber
from people.services.stages import history_of
from people.stages import Stage
from tests.support import rows
from tests.support.pages import PageClient

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


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


@pytest.fixture
def user(session: Session, centre: Centre) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)


@pytest.fixture
def families(session: Session, centre: Centre) -> list[Household]:
    """Households 17 and 18 of the register."""
    found = []
    for number, name in (("17", "Haddad"), ("18", "Olena Kovalenko")):
        found.append(add_numbered(session, centre, number, name))
    return found


@pytest.fixture
def officer(session: Session, client: PageClient, user: User, families: list[Household]) -> PageClient:
    session.commit()
    rows.sign_in(client, user)
    return client


def add_numbered(session: Session, centre: Centre, number: str, name: str, source: str = "register") -> Household:
    household = rows.add_household(session, centre, name)
    known = HouseholdNumber(household=household, source=source, created_at=rows.NOW)
    known.value = number
    session.add(known)
    session.flush()
    household.reference = f"N-{household.id:04d}"
    return household


def send(client: PageClient, text: str, source: str = "register"):
    """The page of the file that was sent."""
    return client.submit("/leases/import", file=(BytesIO(text.encode()), "leases.csv"), source=source)


def take(client: PageClient, page, **how: str) -> str:
    """What is said once the rows are taken."""
    [action] = page.xpath("//form[contains(@action, '/take')]/@action")
    return client.submit(action.removesuffix("/take"), action=action, **how).text_content()


def send_and_take(client: PageClient, text: str, source: str = "register") -> str:
    return take(client, send(client, text, source))


def leases(session: Session) -> list[Lease]:
    session.expire_all()
    return list(session.scalars(select(Lease).order_by(Lease.id)))


def statuses(session: Session) -> list[RowStatus]:
    session.expire_all()
    latest = select(func.max(FileImport.id)).scalar_subquery()
    query = select(FileImportRow.status).where(FileImportRow.import_id == latest)
    found = list(session.scalars(query.order_by(FileImportRow.number)))
    session.rollback()
    return found


def count(session: Session, kind: type) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


def test_a_row_becomes_a_home_that_is_let_a_landlord_and_a_lease_that_runs(
    officer: PageClient, session: Session, centre: Centre
):
    page = send(officer, FILE)
    assert leases(session) == []
    session.rollback()
    take(officer, page)
    samir, olena = leases(session)
    assert (samir.household.name, samir.monthly_rent, samir.deposit) == ("Haddad", Decimal("450.50"), Decimal("900.00"))
    assert (samir.signed_on, samir.starts_on, samir.agreed_last_day) == (
        date(2025, 8, 20), date(2025, 9, 1), date(2028, 8, 31),
    )  # fmt: skip
    assert (samir.declaration_number, samir.declared_on, samir.accepted_on) == (
        "55512345", date(2025, 9, 5), date(2025, 9, 12),
    )  # fmt: skip
    home = samir.listing.dwelling
    assert (samir.listing.status, samir.listing.centre_id, samir.listing.common_charges) == (
        ListingStatus.LET, centre.id, Decimal("25.00"),
    )  # fmt: skip
    assert (home.address, home.city, home.floor, home.size_m2, home.bedrooms) == ("Εφέσου 7", "Ηράκλειο", 2, 82, 2)
    assert (home.atak, home.is_roughly_placed) == ("12345678901", True), "in its town, without asking anybody"
    assert (samir.landlord.name, samir.landlord.afm, samir.landlord.phone) == (
        "Αικατερίνη Λυδάκη", AFM, "+302810000001",
    )  # fmt: skip
    assert samir.listing.landlord is samir.landlord
    assert [(each.stage, each.since_on) for each in history_of(session, samir.household)][-1] == (
        Stage.HOUSED, date(2025, 9, 1),
    )  # fmt: skip
    assert (olena.monthly_rent, olena.signed_on, olena.declared_on) == (Decimal("1100.00"), date(2026, 3, 15), None)
    address = f"/leases/{samir.id}"
    session.rollback()
    assert "Εφέσου 7" in officer.page(address).text_content()


def test_a_second_import_changes_nothing(officer: PageClient, session: Session):
    send_and_take(officer, FILE)
    events = select(func.count(AuditEvent.id)).where(AuditEvent.action == "take-over-lease")
    assert session.scalars(events).one() == 2
    session.rollback()
    send_and_take(officer, FILE)
    assert statuses(session) == [RowStatus.UNCHANGED] * 2
    assert (count(session, Lease), count(session, Listing), count(session, Landlord)) == (2, 2, 2)
    assert session.scalar(events) == 2


def test_what_was_not_known_is_added_and_what_is_known_stays(officer: PageClient, session: Session):
    send_and_take(officer, FILE)
    [first, second] = leases(session)
    first.monthly_rent, second_key = Decimal("470.00"), second.id
    session.commit()
    fuller = OLENA.replace(";;;;;;", ";;300;;777;20/3/2026;").replace(";45;1;;", ";45;1;10987654321;")
    page = send(officer, "\n".join((HEADER, SAMIR, fuller)) + "\n")
    assert "Here it says otherwise, and stays so" in page.text_content()
    take(officer, page)
    assert statuses(session) == [RowStatus.UNCHANGED, RowStatus.UPDATED]
    olena = session.get_one(Lease, second_key)
    assert (olena.deposit, olena.declaration_number, olena.declared_on) == (Decimal("300"), "777", date(2026, 3, 20))
    assert olena.listing.dwelling.atak == "10987654321"
    assert leases(session)[0].monthly_rent == Decimal("470.00")


def test_the_command_takes_leases_too(
    session: Session, centre: Centre, families: list[Household], database_url: str, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
):  # fmt: skip
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    session.commit()
    file = tmp_path / "leases.csv"
    file.write_text(FILE)
    command = ["import", "leases", str(file), "--source", "register", "--json"]
    for created, unchanged in ((2, 0), (0, 2)):
        said = CliRunner().invoke(main, command, catch_exceptions=False)
        answer = json.loads(said.stdout)
        assert (said.exit_code, answer["created"], answer["unchanged"]) == (0, created, unchanged), answer
        assert answer["unknown_columns"] == []
    file.write_text(FILE.replace("\n17;", "\n99;"))
    said = CliRunner().invoke(main, command, catch_exceptions=False)
    assert (said.exit_code, json.loads(said.stdout)["rejected"][0]["field"]) == (2, "number")
