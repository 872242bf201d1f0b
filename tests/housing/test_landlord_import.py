"""A file of landlords: by the page and by the command."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import main
from core.auth.permissions import StaffRole
from core.i18n import speaking
from core.importing.columns import known_names
from core.importing.reader import read_table
from core.importing.statuses import RowStatus
from core.structure import Centre
from housing.importing.landlords import FIELDS, LandlordRow, read_landlords
from housing.models import FileImportRow, Landlord, LandlordKind, OwnershipShare
from housing.words.landlords import LANDLORD_KINDS
from tests.support import rows
from tests.support.leases import add_lease
from tests.support.pages import PageClient

AFM, OTHER_AFM = "123456783", "998877665"
IBAN = "GR1601101250000000012300695"
FILE = f"""Ονοματεπώνυμο;Είδος;Τηλέφωνο;E-mail;ΑΦΜ;IBAN
Μαρία Καλλέργη;φυσικό πρόσωπο;2810 990101;maria@example.org;{AFM};GR16 0110 1250 0000 0001 2300 695
Δήμος Δοκιμής;Δήμος;;info@example.org;;
"""


def read(text: str):
    return read_landlords(read_table("a.csv", text.encode(), known_names(FIELDS)), "register")


def landlords(session: Session) -> list[Landlord]:
    session.expire_all()
    found = list(session.scalars(select(Landlord).order_by(Landlord.id)))
    session.rollback()
    return found


def test_every_column_of_a_landlord_is_read() -> None:
    maria, municipality = read(FILE).good
    assert maria == LandlordRow(
        row=2,
        name="Μαρία Καλλέργη",
        kind="person",
        phone="+302810990101",
        email="maria@example.org",
        afm=AFM,
        iban=IBAN,
    )
    assert (municipality.name, municipality.kind, municipality.phone) == ("Δήμος Δοκιμής", "organisation", None)


def test_an_iban_in_greek_capitals_and_a_mobile_in_short_are_known() -> None:
    [landlord] = read(f"Ονοματεπώνυμο;Κιν. τηλ.;ΙΒΑΝ\nΜαρία Καλλέργη;6971234567;{IBAN}\n").good
    assert (landlord.phone, landlord.iban) == ("+306971234567", IBAN)


@pytest.mark.parametrize("language", ["el", "en"])
def test_the_words_of_our_own_pages_are_read_back(app: Flask, language: str) -> None:
    with app.app_context(), speaking(language):
        shown = {str(words): str(kind) for kind, words in LANDLORD_KINDS.items()}
    file = read("name;kind;phone\n" + "".join(f"{words};{words};2810990101\n" for words in shown))
    assert {row.name: row.kind for row in file.good} == shown


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (";;2810990101;;;", ("name", "required")),
        ("Μαρία;;;;;", ("phone", "nothing-identifies")),
        ("Μαρία;σύλλογος;2810990101;;;", ("kind", "not-a-known-word")),
        ("Μαρία;;28109;;;", ("phone", "not-a-phone")),
        ("Μαρία;;2810990101;;123456789;", ("afm", "not-an-afm")),
        ("Μαρία;;2810990101;;;GR1601101250000000012300696", ("iban", "not-an-iban")),
    ],
)
def test_a_landlord_that_cannot_be_taken_is_rejected_with_its_field(row: str, fault: tuple[str, str]) -> None:
    file = read(f"{FILE.splitlines()[0]}\n{row}\n")
    assert [(found.field, found.code) for found in file.rejected] == [fault]
    assert file.good == ()


@pytest.mark.parametrize(
    ("second", "is_same"),
    [
        (f"Μαρία Καλέργη;;;;{AFM};", True),
        ("ΜΑΡΙΑ ΚΑΛΛΕΡΓΗ;;2810990101;;;", True),
        ("Μαρία Καλλέργη;;;MARIA@example.org;;", True),
        ("Μαρία Καλλέργη;;2810990102;;;", False),
        ("Νίκος Καλλέργης;;2810990101;;;", False),
    ],
)
def test_two_rows_are_one_landlord_by_number_or_by_name_and_a_way_to_reach_it(second: str, is_same: bool) -> None:
    file = read(f"{FILE}{second}\n")
    assert len(file.good) == (2 if is_same else 3)
    assert [(duplicate.row, duplicate.of) for duplicate in file.duplicates] == ([(4, 2)] if is_same else [])


def test_an_afm_that_a_spreadsheet_took_for_a_number_has_its_noughts_again() -> None:
    table = read_table("a.csv", b"name;afm\nMaria;090000045\n")
    assert read_landlords(table, "register").good[0].afm == "090000045"


@pytest.fixture
def officer(session: Session, client: PageClient) -> PageClient:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    session.commit()
    rows.sign_in(client, user)
    return client


def send(client: PageClient, text: str, **taken: str) -> str:
    """Send a file and take it; what the page then says."""
    page = client.submit("/landlords/import", file=(BytesIO(text.encode()), "owners.csv"), source="register")
    [action] = page.xpath("//form[contains(@action, '/take')]/@action")
    return client.submit(action.removesuffix("/take"), action=action, **taken).text_content()


def test_landlords_are_looked_at_and_written_down(officer: PageClient, session: Session):
    send(officer, FILE)
    maria, municipality = landlords(session)
    assert (maria.name, maria.kind, maria.afm, maria.iban) == ("Μαρία Καλλέργη", LandlordKind.PERSON, AFM, IBAN)
    assert (municipality.kind, municipality.email) == (LandlordKind.ORGANISATION, "info@example.org")


def test_twice_changes_nothing_and_what_was_not_known_is_added(officer: PageClient, session: Session):
    short = "Ονοματεπώνυμο;Τηλέφωνο\nΜαρία Καλλέργη;2810990101\n"
    send(officer, short)
    assert "Already as they are here" in send(officer, short)
    send(officer, FILE)
    maria, _ = landlords(session)
    assert (maria.afm, maria.email, maria.kind) == (AFM, "maria@example.org", LandlordKind.PERSON)


def test_a_file_never_changes_an_account(officer: PageClient, session: Session):
    send(officer, FILE)
    other = FILE.replace("GR16 0110 1250 0000 0001 2300 695", "GR9608100010000001234567890")
    page = officer.submit("/landlords/import", file=(BytesIO(other.encode()), "owners.csv"), source="register")
    assert "Another number is written down for this landlord." in page.text_content()
    assert landlords(session)[0].iban == IBAN


def test_a_landlord_of_another_centre_is_left_alone(officer: PageClient, session: Session):
    elsewhere = rows.add_centre(session, "chania")
    listing = rows.add_listing(session, elsewhere)
    listing.landlord = Landlord(name="Μαρία Καλλέργη", phone="+302810990101", kept_by=elsewhere, created_at=rows.NOW)
    session.commit()
    page = officer.submit("/landlords/import", file=(BytesIO(FILE.encode()), "owners.csv"), source="register")
    assert "This landlord lets at other centres only." in page.text_content()


@pytest.mark.parametrize("ties", ["share", "lease"])
def test_a_landlord_who_owns_or_has_let_elsewhere_is_left_alone_too(officer: PageClient, session: Session, ties: str):
    elsewhere = rows.add_centre(session, "chania")
    maria = Landlord(name="Μαρία Καλλέργη", phone="+302810990101", kept_by=elsewhere, created_at=rows.NOW)
    if ties == "lease":
        add_lease(session, elsewhere).landlord = maria
    else:
        home = rows.add_listing(session, elsewhere).dwelling
        session.add(OwnershipShare(dwelling=home, landlord=maria, share=1_000_000))
    session.commit()
    page = officer.submit("/landlords/import", file=(BytesIO(FILE.encode()), "owners.csv"), source="register")
    assert "This landlord lets at other centres only." in page.text_content()


def test_what_a_file_says_of_a_merged_record_goes_to_the_one_that_leads(officer: PageClient, session: Session):
    listing = rows.add_listing(session, session.scalars(select(Centre)).one())
    merged = Landlord(name="Μαρία Καλλέργη", phone="+302810990101", kept_by=listing.centre, created_at=rows.NOW)
    merged.same_as = listing.landlord
    session.add(merged)
    session.commit()
    send(officer, FILE)
    leading, other, _ = landlords(session)
    assert (leading.iban, other.iban) == (IBAN, None)


FEW = "Ονοματεπώνυμο;Τηλέφωνο;E-mail;ΑΦΜ;IBAN\nΜαρία Καλλέργη;2810990101;;;\n"


@pytest.mark.parametrize(
    "second",
    [f"Μαρία Καλλέργη;2810990101;;{AFM};", f"Μαρία Καλλέργη;2810990101;;;{IBAN}", "ΜΑΡΙΑ ΚΑΛΛΕΡΓΗ;2810990101;a@b.gr;;"],
)
def test_a_later_row_completes_the_landlord_of_an_earlier_one_as_a_second_file_would(
    officer: PageClient, session: Session, second: str
):
    send(officer, f"{FEW}{second}\n")
    [maria] = landlords(session)
    assert {maria.afm, maria.iban, maria.email} & {AFM, IBAN, "a@b.gr"}


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Γεώργιος Νικολάου", True),
        ("Kallergi Maria", False),
        ("", False),
    ],
)
def test_a_tax_number_that_is_somebody_elses_is_asked_about(
    officer: PageClient, session: Session, name: str, asked: bool
):
    officer.submit("/landlords/import", file=(BytesIO(FILE.encode()), "owners.csv"), source="register")
    officer.submit("/imports/1", action="/imports/1/take")
    file = f"Ονοματεπώνυμο;Τηλέφωνο;ΑΦΜ\n{name};6941112223;{AFM}\n"
    page = officer.submit("/landlords/import", file=(BytesIO(file.encode()), "more.csv"), source="register")
    sentence = "This tax number is that of Μαρία Καλλέργη here. Is it the same landlord?"
    assert (sentence in page.text_content()) == asked


@pytest.mark.parametrize(
    ("name", "status"),
    [("Γεώργιος Νικολάου", RowStatus.DOUBTFUL), ("Kallergi Maria", RowStatus.REPEATED)],
)
def test_one_new_tax_number_under_two_names_is_asked_about(
    officer: PageClient, session: Session, name: str, status: RowStatus
):
    file = f"Ονοματεπώνυμο;ΑΦΜ\nΜαρία Καλλέργη;{AFM}\n{name};{AFM}\n"
    page = officer.submit("/landlords/import", file=(BytesIO(file.encode()), "owners.csv"), source="register")
    sentence = "Row 2 gives this tax number to Μαρία Καλλέργη. Is it the same landlord?"
    assert (sentence in page.text_content()) == (status is RowStatus.DOUBTFUL)
    session.expire_all()
    assert session.scalars(select(FileImportRow).order_by(FileImportRow.number)).all()[1].status is status


@pytest.mark.parametrize(
    ("rows_after", "fault"),
    [
        ([f"Μαρία Καλλέργη;2810990101;;{AFM};", "Μαρία Καλλέργη;2810990101;;094429812;"], (4, "afm")),
        ([f"Μαρία;;;{AFM};{IBAN}", f"Μαρία;;;{AFM};GR9608100010000001234567890"], (4, "iban")),
    ],
)
def test_two_rows_that_give_one_landlord_two_numbers_are_not_both_taken(
    officer: PageClient, session: Session, rows_after: list[str], fault: tuple[int, str]
):
    file = "\n".join([FEW.strip(), *rows_after])
    page = officer.submit("/landlords/import", file=(BytesIO(file.encode()), "owners.csv"), source="register")
    assert "Row 3 gives another number for this landlord." in page.text_content()
    session.expire_all()
    faulty = session.scalars(select(FileImportRow).where(FileImportRow.status == RowStatus.FAULTY)).one()
    assert (faulty.number, faulty.findings[0]["field"]) == fault


def test_the_command_takes_landlords_too(
    session: Session, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    rows.add_centre(session)
    session.commit()
    file = tmp_path / "owners.csv"
    file.write_text(FILE)
    for created, unchanged in ((2, 0), (0, 2)):
        said = CliRunner().invoke(main, ["import", "landlords", str(file), "--json"], catch_exceptions=False)
        answer = json.loads(said.stdout)
        assert (said.exit_code, answer["created"], answer["unchanged"]) == (0, created, unchanged)
