"""A file of leases that run: by the page and by the command."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import create_app
from cli import main
from core.audit.models import AuditEvent
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import Settings
from core.dates import utc_now
from core.errors import Refused
from core.importing.statuses import RowStatus
from core.serve import do_jobs
from core.structure import Centre, list_centres
from housing.models import FileImport, FileImportRow, Landlord, Lease, Listing, Offer, VoidPeriod
from housing.occupancy import VoidReason
from housing.services import file_imports
from housing.services.file_kinds import LEASES
from housing.services.imports import import_file
from housing.services.lease_takeover import Declaration, take_over_lease
from housing.services.leases import LeaseTerms, sign_lease
from housing.states import ListingStatus
from housing.withdrawal_reasons import WithdrawalReason
from people.identifiers import IdentifierKind
from people.importing.member import number_key
from people.models import Household, HouseholdNumber, Identifier
from people.services.stages import history_of
from people.stages import Stage
from tests.support import rows
from tests.support.hostile import HOSTILE
from tests.support.pages import PageClient
from tests.support.races import at_once

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
    known.value = number_key(number)
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


def test_a_household_is_known_by_its_number_here_too(officer: PageClient, session: Session, families: list[Household]):
    first, second = (household.reference for household in families)
    session.rollback()
    send_and_take(officer, f"{SHORT}\n{row(first)}\n", source="another list")
    send_and_take(officer, f"our number;{SHORT}\n{second.lower()};{row('', 'Ικάρου 40', afm=OTHER_AFM)}\n")
    assert [lease.household.reference for lease in leases(session)] == [first, second]


def test_a_number_of_another_source_is_offered_and_taken_with_one_click(
    officer: PageClient, session: Session, centre: Centre, families: list[Household]
):
    reference = families[0].reference
    session.rollback()
    page = send(officer, f"{SHORT}\n{row()}\n", source="list of the bank")
    assert f"At “register” this is the number of household {reference}, Haddad. If it is that one" in told(page)
    assert statuses(session) == [RowStatus.FAULTY], "nobody is housed by the number of another list"
    [form] = [one for one in page.forms if one.fields.get("reference") == reference and len(one.inputs.keys()) < 4]
    officer.post(form.action, data=dict(form.form_values()))
    assert statuses(session) == [RowStatus.READY]
    add_numbered(session, centre, "17", "Somebody", source="third list")
    session.commit()
    assert "Several sources give this number to households." in look_at(officer, row(), source="list of the bank")
    assert "Several" not in look_at(officer, row()), "at the source itself there is one"


def test_households_of_another_centre_stay_theirs(officer: PageClient, session: Session):
    theirs = add_numbered(session, rows.add_centre(session, "chania"), "19", "Omar")
    reference = theirs.reference
    session.commit()
    assert "Another centre serves the household with this number." in look_at(officer, row("19"))
    assert "Another centre serves the household with this number." in look_at(officer, row(reference))
    assert "You serve no household with this number." in look_at(
        officer, f"{reference};{row('')}", header=f"our number;{SHORT}"
    )
    assert "No household of yours has this number. Import the households first" in look_at(officer, row("20"))
    assert "Omar" not in look_at(officer, row("19"), source="another list")


def test_another_tenant_is_asked_about(officer: PageClient, session: Session, families: list[Household]):
    person = families[0].members[0].person
    session.add(Identifier(person=person, kind=IdentifierKind.AFM, value=OTHER_AFM, created_at=rows.NOW))
    session.commit()
    header = f"tenant;tenant afm;{SHORT}"
    assert "nobody in it has a name like this" in look_at(officer, f"Olena Kovalenko;;{row()}", header=header)
    assert "has this tax number here" in look_at(
        officer, f"Χαντάντ;{AFM};{row(afm='', phone='2810000001')}", header=header
    )
    look_at(officer, f"Χαντάντ;{OTHER_AFM};{row()}", header=header)
    assert statuses(session) == [RowStatus.READY]
    assert "of somebody of the household itself" in look_at(officer, row(afm=OTHER_AFM))


def test_a_household_has_one_home_at_a_time(officer: PageClient, session: Session):
    said = look_at(officer, row(), row(address="Ικάρου 40", start="01/10/2025"))
    assert "Row 2 gives this household another lease: it has one at a time." in said
    send_and_take(officer, f"{SHORT}\n{row()}\n")
    said = look_at(officer, row(address="Ικάρου 40", start="01/10/2025"))
    assert "This household rents a home by a lease that began on 01/09/2025: it has one at a time." in said
    assert statuses(session) == [RowStatus.FAULTY]


def test_who_moved_at_the_end_of_the_paper_has_the_new_home_alone(
    officer: PageClient, session: Session, families: list[Household], user: User
):
    """The first lease still binds its landlord by law."""
    terms = LeaseTerms(
        monthly_rent=Decimal("400"), deposit=None, signed_on=date(2024, 9, 1), starts_on=date(2024, 9, 1),
        agreed_ends_on=date(2025, 9, 1),
    )  # fmt: skip
    flat = rows.add_listing(session, families[0].centre)
    sign_lease(session, flat, families[0], terms, actor=user, at=rows.NOW)
    session.commit()
    send_and_take(officer, f"{SHORT}\n{row(address='Ικάρου 40')}\n")
    assert statuses(session) == [RowStatus.NEW]


def test_who_has_left_the_programme_is_written_back_first(
    officer: PageClient, session: Session, families: list[Household]
):
    families[0].stage = Stage.EXITED
    session.commit()
    assert "This household has left the programme" in look_at(officer, row())


ATAK = "12345678901"


def test_a_home_that_is_advertised_here_becomes_the_one_that_is_let(
    officer: PageClient, session: Session, centre: Centre
):
    flat = rows.add_listing(session, centre, status=ListingStatus.WITHDRAWN, atak=ATAK, bedrooms=None)
    flat.withdrawn_for = WithdrawalReason.LET
    session.commit()
    header = f"{SHORT};bedrooms"
    send_and_take(officer, f"{header}\n{row(address='Εφέσου 7Α', atak=ATAK)};3\n")
    [lease] = leases(session)
    assert (lease.listing.id, lease.listing.status, lease.listing.withdrawn_for) == (flat.id, ListingStatus.LET, None)
    assert (lease.listing.dwelling.address, lease.listing.dwelling.bedrooms) == ("Efesou 7", 3), "nothing is changed"
    assert lease.landlord.name == "Λυδάκη"
    assert lease.listing.landlord.name == "Aikaterini Lydaki", "who advertises it may speak for the owner"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (ListingStatus.OFFERED, "This home is offered to a household here, or kept for one"),
        (ListingStatus.RESERVED, "This home is offered to a household here, or kept for one"),
    ],
)
def test_a_home_that_is_offered_is_not_let_by_a_file(
    officer: PageClient, session: Session, centre: Centre, status: ListingStatus, said: str
):
    rows.add_listing(session, centre, status=status, atak=ATAK)
    session.commit()
    assert said in look_at(officer, row(atak=ATAK))


def test_a_home_out_of_use_in_these_days_is_not_let(officer: PageClient, session: Session, centre: Centre):
    flat = rows.add_listing(session, centre, atak=ATAK)
    void = VoidPeriod(dwelling=flat.dwelling, reason=VoidReason.REPAIRS, created_at=rows.NOW)
    void.starts_on, void.ends_on = date(2026, 2, 1), date(2026, 3, 1)
    session.add(void)
    session.commit()
    assert "This home was out of use from" in look_at(officer, row(atak=ATAK))
    void.starts_on, void.ends_on = date(2025, 2, 1), date(2025, 3, 1)
    session.commit()
    look_at(officer, row(atak=ATAK))
    assert statuses(session) == [RowStatus.READY]


def test_in_one_home_one_lease_runs_also_where_another_centre_knows_it(officer: PageClient, session: Session):
    said = look_at(officer, row(atak=ATAK), row("18", "Ικάρου 40", atak=ATAK))
    assert "Row 2 names the same home: one lease runs there at a time." in said
    elsewhere = rows.add_centre(session, "chania")
    theirs = rows.add_listing(session, elsewhere, atak=ATAK)
    terms = LeaseTerms(
        monthly_rent=Decimal("400"), deposit=None, signed_on=date(2024, 9, 1), starts_on=date(2024, 9, 1),
        agreed_ends_on=date(2027, 9, 1),
    )  # fmt: skip
    officer_there = rows.add_user(session, StaffRole.HOUSING_OFFICER, elsewhere)
    sign_lease(session, theirs, rows.add_household(session, elsewhere, "Omar"), terms, actor=officer_there, at=rows.NOW)
    session.commit()
    said = look_at(officer, row(atak=ATAK))
    assert "A lease that is written down already binds this home until" in said
    assert "Omar" not in said


def test_one_atak_and_two_supplies_may_be_two_flats(officer: PageClient, session: Session):
    header, second = f"{SHORT};supply number", row("18", "Ικάρου 40", atak=ATAK, afm=OTHER_AFM)
    lines = f"{row(atak=ATAK)};123456789", f"{second};987654321"
    assert "Row 2 says the same of its flat. Are they two flats?" in look_at(officer, *lines, header=header)
    send_and_take(officer, f"{header}\n{lines[0]}\n")
    said = look_at(officer, lines[1], header=header)
    assert "is let here already, and the same is said of it. Is this another flat?" in said
    assert "already binds this home" in look_at(officer, f"{second};123456789", header=header)


def test_whoever_is_offered_another_flat_is_asked_about(
    officer: PageClient, session: Session, families: list[Household], user: User
):
    flat = rows.add_listing(session, families[0].centre, status=ListingStatus.OFFERED)
    offer = Offer(
        listing=flat, household=families[0], made_by_id=user.id, offered_at=rows.NOW, answer_by=rows.TODAY,
        monthly_rent=flat.monthly_rent, household_pays=flat.monthly_rent,
    )  # fmt: skip
    session.add(offer)
    session.commit()
    said = look_at(officer, row())
    assert "is offered to this household, or kept for it. Does it live elsewhere already?" in said
    assert statuses(session) == [RowStatus.DOUBTFUL]


def test_flats_of_which_the_same_is_said_are_asked_about(officer: PageClient, session: Session):
    text = f"{SHORT}\n{row()}\n{row('18')}\n"
    page = send(officer, text)
    assert "Row 2 says the same of its flat. Are they two flats?" in told(page)
    take(officer, page, only_ready="1")
    page = send(officer, f"{SHORT}\n{row('18')}\n")
    assert "is let here already, and the same is said of it. Is this another flat?" in told(page)
    [action] = page.xpath("//form[contains(@action, '/rows/') and contains(@action, '/confirm')]/@action")
    officer.submit(action.partition("/rows")[0], action=action)
    take(officer, officer.page(action.partition("/rows")[0]))
    first, second = leases(session)
    assert first.listing.dwelling_id != second.listing.dwelling_id
    assert first.landlord_id == second.landlord_id


def test_a_flat_that_is_here_by_all_that_is_said_and_who_lets_it_is_that_one(
    officer: PageClient, session: Session, centre: Centre
):
    flat = rows.add_listing(
        session, centre, status=ListingStatus.CANDIDATE, address="Εφέσου 7", city="Ηράκλειο", floor=2
    )
    flat.landlord.afm = AFM
    session.commit()
    send_and_take(officer, f"{SHORT}\n{row(landlord='Αικατερίνη Λυδάκη')}\n{row('18', 'Ικάρου 40', afm=OTHER_AFM)}\n")
    first, second = leases(session)
    assert (first.listing_id, first.landlord.name) == (flat.id, "Aikaterini Lydaki")
    assert second.listing_id != flat.id


def test_a_landlord_is_known_by_the_tax_number_and_completed(officer: PageClient, session: Session, centre: Centre):
    known = Landlord(name="Aikaterini Lydaki", afm=AFM, kept_by=centre, created_at=rows.NOW)
    session.add(known)
    session.commit()
    header = f"{SHORT};landlord iban"
    send_and_take(officer, f"{header}\n{row(landlord='Λυδάκη Αικατερίνη', phone='2810 000001')};{IBAN}\n")
    [lease] = leases(session)
    assert (lease.landlord_id, lease.landlord.name) == (known.id, "Aikaterini Lydaki")
    assert (lease.landlord.phone, lease.landlord.iban) == ("+302810000001", IBAN)


def test_a_tax_number_of_somebody_with_another_name_is_asked_about(
    officer: PageClient, session: Session, centre: Centre
):
    session.add(Landlord(name="Manolis Vrentzos", afm=AFM, kept_by=centre, created_at=rows.NOW))
    elsewhere = rows.add_centre(session, "chania")
    session.add(Landlord(name="Stelios Kounalis", afm=OTHER_AFM, kept_by=elsewhere, created_at=rows.NOW))
    session.commit()
    said = look_at(officer, row(), row("18", "Ικάρου 40", afm=OTHER_AFM))
    assert "This tax number is that of Manolis Vrentzos here. Is it the same landlord?" in said
    assert "Another centre knows this tax number under another name." in said
    assert "Kounalis" not in said


def test_a_landlord_keeps_one_tax_number(officer: PageClient, session: Session):
    lines = row(phone="2810000001"), row("18", "Ικάρου 40", afm=OTHER_AFM, phone="2810000001")
    assert "Row 2 gives another number for this landlord." in look_at(officer, *lines)
    send_and_take(officer, f"{SHORT}\n{lines[0]}\n")
    assert "Another number is written down for this landlord." in look_at(officer, lines[1])


def test_a_declaration_number_is_one_leases(officer: PageClient, session: Session):
    header, done = f"{SHORT};declaration number;declared on", "55512345;05/09/2025"
    lines = f"{row()};{done}", f"{row('18', 'Ικάρου 40', afm=OTHER_AFM)};{done}"
    assert "Row 2 has the same declaration number." in look_at(officer, *lines, header=header)
    send_and_take(officer, f"{header}\n{lines[0]}\n")
    assert "Another lease has this declaration number." in look_at(officer, lines[1], header=header)


def test_rows_with_a_fault_keep_the_others_out_until_somebody_says_so(officer: PageClient, session: Session):
    text = f"{SHORT}\n{row()}\n{row('18', 'Ικάρου 40', end='sometime')}\n"
    page = send(officer, text)
    assert statuses(session) == [RowStatus.READY, RowStatus.FAULTY]
    [action] = {action for action in page.xpath("//form/@action") if "/rows/" in action and "confirm" not in action}
    file = action.partition("/rows")[0]
    officer.submit(file, action=action, last_day=END)
    assert statuses(session) == [RowStatus.READY, RowStatus.READY]
    take(officer, officer.page(file))
    assert len(leases(session)) == 2


def test_only_who_may_write_leases_sees_the_pages(client: PageClient, session: Session, centre: Centre):
    finance = rows.add_user(session, StaffRole.FINANCE_OFFICER, centre)
    session.commit()
    rows.sign_in(client, finance)
    assert client.get("/leases/import").status_code == 403
    assert client.page("/leases").xpath("//a[@href='/leases/import']") == []


def test_who_has_lost_a_centre_no_longer_sees_the_files_for_it(officer: PageClient, session: Session, user: User):
    send(officer, FILE)
    [post] = user.posts
    post.centre = rows.add_centre(session, "chania")
    session.commit()
    assert officer.get("/imports/1").status_code == 403


def test_the_list_of_leases_leads_to_the_import(officer: PageClient):
    assert officer.page("/leases").xpath("//a[@href='/leases/import']")
    assert "One row for each lease that runs today." in officer.page("/leases/import").text_content()


def test_hostile_text_stays_text(officer: PageClient, session: Session, centre: Centre):
    named = [text.format(n=number).replace("\x00", "").replace('"', "'") for number, text in enumerate(HOSTILE)]
    for number in range(len(named)):
        add_numbered(session, centre, f"h{number}", f"Household {number}")
    session.commit()
    lines = "".join(
        f'h{number};"{name} Street";"{name} Town";"{name} Owner";69712345{number:02};{START};{END};450;"{name}"\n'
        for number, name in enumerate(named)
    )
    page = send(officer, f"household number;address;town;landlord;owner phone;start;end;rent;title\n{lines}")
    if page.xpath("//form[@action='/imports/1/confirm']"):
        officer.submit("/imports/1", action="/imports/1/confirm")
    take(officer, officer.page("/imports/1?show=ready"))
    taken = [lease.id for lease in leases(session)]
    session.rollback()
    officer.page("/imports/1?show=new")
    officer.page("/leases")
    for key in taken[:4]:
        officer.page(f"/leases/{key}")
    assert len(taken) == len(HOSTILE)
    assert officer.get("/imports/1/report.xlsx").status_code == 200


def test_nothing_of_a_person_stands_bare_beside_the_sealed_rows(officer: PageClient, session: Session):
    send_and_take(officer, FILE)
    session.expire_all()
    raw = "".join(
        str(session.connection().exec_driver_sql(f"SELECT * FROM {table}").all())
        for table in ("file_import", "file_import_row", "job", "column_choice")
    )
    assert [bare for bare in ("Haddad", AFM, "2810000001", "2810 000001", "Εφέσου", "leases.csv") if bare in raw] == []


def test_a_long_file_is_taken_by_the_workers(
    officer: PageClient, session: Session, centre: Centre, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(file_imports, "ROWS_AT_ONCE", 3)
    monkeypatch.setattr("housing.views.imports.LARGE", 0)
    monkeypatch.setattr("housing.views.import_steps.ROWS_WAITED_FOR", 0)
    for number in range(30, 37):
        add_numbered(session, centre, str(number), f"Household {number}")
    session.commit()
    lines = (row(str(number), f"Ικάρου {number}") for number in range(30, 37))
    page = send(officer, "\n".join((SHORT, *lines)) + "\n")
    assert "Import of a file" in page.text_content()
    do_jobs(lambda: create_app(settings), lambda: False, until_idle=True)
    take(officer, officer.page("/imports/1"))
    do_jobs(lambda: create_app(settings), lambda: False, until_idle=True)
    assert statuses(session) == [RowStatus.NEW] * 7
    assert (count(session, Lease), count(session, Landlord)) == (7, 1), "one landlord lets them all"


def test_two_files_with_the_same_leases_write_them_down_once(officer: PageClient, session: Session):
    """The second was looked at before the first was taken: at its turn it is compared anew."""
    first, second = send(officer, FILE), send(officer, FILE)
    take(officer, first)
    take(officer, second)
    assert statuses(session) == [RowStatus.UNCHANGED] * 2
    assert (count(session, Lease), count(session, Listing), count(session, Landlord)) == (2, 2, 2)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite's writers take turns
def test_who_sends_the_same_file_at_the_same_moment_and_who_signs_that_flat_take_turns(
    session: Session, centre: Centre, families: list[Household], user: User
):
    flat = rows.add_listing(session, centre, atak=ATAK)
    other = rows.add_household(session, centre, "Omar")
    terms = LeaseTerms(
        monthly_rent=Decimal("400"), deposit=None, signed_on=rows.TODAY, starts_on=rows.TODAY,
        agreed_ends_on=date(2027, 9, 1),
    )  # fmt: skip
    session.commit()
    keys = flat.id, other.id, user.id
    session.rollback()

    def send_it(own: Session) -> None:
        what = {"source": "register", "centres": list_centres(own), "accept_valid": False, "actor": None}
        done = import_file(own, LEASES, "a.csv", f"{SHORT}\n{row(atak=ATAK)}\n".encode(), at=utc_now(), **what)
        assert done.stored or done.read.rejected

    def sign_it(own: Session) -> None:
        kinds = (Listing, Household, User)
        home, household, actor = (own.get_one(kind, key) for kind, key in zip(kinds, keys, strict=True))
        rows.go_to_work(own, actor)
        sign_lease(own, home, household, terms, actor=actor, at=utc_now())

    said = at_once(session, send_it, sign_it, send_it)
    assert "done" in said
    assert {one for one in said if one != "done" and not one.startswith(LET_ALREADY)} == set()
    [lease] = leases(session)
    assert lease.listing.status is ListingStatus.LET


LET_ALREADY = ("A lease binds this flat; it is free again on", "This flat is let: when the lease has ended")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"starts_on": date(2026, 11, 24)}, "Only a lease that runs today"),
        ({"starts_on": date(2020, 1, 1), "agreed_ends_on": date(2026, 11, 23)}, "Only a lease that runs today"),
        ({"monthly_rent": Decimal("0")}, "The rent must be more than zero."),
        ({"agreed_ends_on": date(2025, 9, 1)}, "The term must end after it starts."),
    ],
)
def test_only_a_lease_that_makes_sense_and_runs_is_taken_over(
    session: Session, centre: Centre, families: list[Household], how: dict[str, object], said: str
):
    flat = rows.add_listing(session, centre)
    terms = LeaseTerms(
        monthly_rent=Decimal("400"), deposit=None, signed_on=date(2025, 9, 1), starts_on=date(2025, 9, 1),
        agreed_ends_on=date(2028, 9, 1),
    )  # fmt: skip
    with pytest.raises(Refused, match=said):
        take_over_lease(
            session, flat, families[0], flat.landlord, replace(terms, **how), Declaration(), actor=None, at=rows.NOW
        )


def test_what_was_checked_before_is_checked_again_when_a_lease_is_taken_over(
    session: Session, centre: Centre, families: list[Household]
):
    """Somebody may have been faster."""
    flat, other_flat = rows.add_listing(session, centre), rows.add_listing(session, centre)
    terms = LeaseTerms(
        monthly_rent=Decimal("400"), deposit=None, signed_on=date(2025, 9, 1), starts_on=date(2025, 9, 1),
        agreed_ends_on=date(2028, 9, 1),
    )  # fmt: skip

    def take_it(listing: Listing, household: Household) -> None:
        take_over_lease(session, listing, household, listing.landlord, terms, Declaration(), actor=None, at=rows.NOW)

    take_it(flat, families[0])
    with pytest.raises(Refused, match="it has one at a time"):
        take_it(other_flat, families[0])
    with pytest.raises(Refused, match="A lease binds this flat"):
        take_it(flat, families[1])
    void = VoidPeriod(dwelling=other_flat.dwelling, reason=VoidReason.REPAIRS, created_at=rows.NOW)
    void.starts_on = date(2026, 2, 1)
    session.add(void)
    with pytest.raises(Refused, match="was out of use"):
        take_it(other_flat, families[1])


def test_a_lease_that_ran_before_the_household_was_taken_in_stands_on_all_its_pages(
    client: PageClient, session: Session, user: User, centre: Centre
):
    household = rows.add_household(session, centre, "Haddad", taken_in_on=rows.TODAY)
    household.reference = "N-0042"
    session.commit()
    rows.sign_in(client, user)
    send_and_take(client, f"{SHORT}\n{row('N-0042')}\n")
    [lease] = leases(session)
    assert [(each.stage, each.since_on) for each in history_of(session, household)][-1] == (Stage.HOUSED, rows.TODAY)
    home, who = lease.listing, lease.household_id
    pages = [
        f"/households/{who}", f"/households/{who}/gates", f"/households/{who}/timeline", "/gates", "/leases",
        "/leases/map", f"/listings/{home.id}", f"/homes/{home.dwelling_id}", f"/landlords/{lease.landlord_id}",
    ]  # fmt: skip
    session.rollback()
    for address in pages:
        client.page(address)
