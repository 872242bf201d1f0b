"""A file of leases that run: what becomes of its rows, by the page and by the command."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cli import main
from core.audit.models import AuditEvent
from core.importing.statuses import RowStatus
from core.structure import Centre
from housing.models import Landlord, Lease, Listing
from housing.states import ListingStatus
from people.models import Household
from people.services.stages import history_of
from people.stages import Stage
from tests.housing.lease_files import (
    AFM,
    END,
    FILE,
    HEADER,
    OLENA,
    OTHER_AFM,
    SAMIR,
    SHORT,
    count,
    leases,
    look_at,
    row,
    send,
    send_and_take,
)
from tests.housing.sent_files import findings, statuses, take
from tests.support.pages import PageClient


def test_a_row_becomes_a_home_that_is_let_a_landlord_and_a_lease_that_runs(
    importer: PageClient, session: Session, centre: Centre
):
    page = send(importer, FILE)
    assert leases(session) == []
    session.rollback()
    take(importer, page)
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
    assert "Εφέσου 7" in importer.page(address).text_content()


def test_a_second_import_changes_nothing(importer: PageClient, session: Session):
    send_and_take(importer, FILE)
    events = select(func.count(AuditEvent.id)).where(AuditEvent.action == "take-over-lease")
    assert session.scalars(events).one() == 2
    session.rollback()
    send_and_take(importer, FILE)
    assert statuses(session) == [RowStatus.UNCHANGED] * 2
    assert (count(session, Lease), count(session, Listing), count(session, Landlord)) == (2, 2, 2)
    assert session.scalar(events) == 2


def test_what_was_not_known_is_added_and_what_is_known_stays(importer: PageClient, session: Session):
    send_and_take(importer, FILE)
    [first, second] = leases(session)
    first.monthly_rent, second_key = Decimal("470.00"), second.id
    session.commit()
    fuller = OLENA.replace(";;;;;;", ";;1100;;777;20/3/2026;").replace(";45;1;;", ";45;1;10987654321;")
    page = send(importer, "\n".join((HEADER, SAMIR, fuller)) + "\n")
    assert "Here it says otherwise, and stays so" in page.text_content()
    take(importer, page)
    assert statuses(session) == [RowStatus.UNCHANGED, RowStatus.UPDATED]
    olena = session.get_one(Lease, second_key)
    assert (olena.deposit, olena.declaration_number, olena.declared_on) == (Decimal("1100"), "777", date(2026, 3, 20))
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


def test_a_declaration_of_which_only_the_day_is_known_gets_its_number_later(importer: PageClient, session: Session):
    header = f"{SHORT};Δήλωση ΑΑΔΕ;Αποδοχή ΑΑΔΕ"
    send_and_take(importer, f"{header}\n{row()};05/09/2025;12/09/2025\n")
    [lease] = leases(session)
    assert (lease.declaration_number, lease.declared_on, lease.accepted_on) == (
        None, date(2025, 9, 5), date(2025, 9, 12),
    )  # fmt: skip
    address = f"/leases/{lease.id}"
    session.rollback()
    assert "without its number" in importer.page(address).text_content()
    send_and_take(importer, f"{SHORT};declaration number;declared on\n{row()};55512345;06/09/2025\n")
    assert statuses(session) == [RowStatus.UNCHANGED], "of another day, and so perhaps of another declaration"
    send_and_take(importer, f"{SHORT};declaration number;declared on\n{row()};55512345;05/09/2025\n")
    assert statuses(session) == [RowStatus.UPDATED]
    assert [lease.declaration_number for lease in leases(session)] == ["55512345"]


def test_a_declaration_number_is_one_leases(importer: PageClient, session: Session):
    header, done = f"{SHORT};declaration number;declared on", "55512345;05/09/2025"
    lines = f"{row()};{done}", f"{row('18', 'Ικάρου 40', afm=OTHER_AFM)};{done}"
    assert "Row 2 has the same declaration number." in look_at(importer, *lines, header=header)
    send_and_take(importer, f"{header}\n{lines[0]}\n")
    assert "Another lease has this declaration number." in look_at(importer, lines[1], header=header)


def test_all_that_is_wrong_with_a_row_is_said_at_once(importer: PageClient, session: Session):
    """What stands in its cells, and how it fits what is here and the rows before it."""
    send_and_take(importer, f"{SHORT}\n{row(phone='2810000001')}\n")
    send(importer, "\n".join((SHORT, row("99", afm="123", end="never"), row("99", start="soon"), row("17", afm="123"))))
    assert findings(session) == [
        [("landlord_afm", "not-an-afm"), ("last_day", "not-a-day"), ("number", "no-household")],
        [("starts_on", "not-a-day"), ("number", "no-household")],
        [("landlord_afm", "not-an-afm")],
    ], "the third is the lease that is here"
    send(importer, f"{SHORT}\n{row('18', 'Ικάρου 40', afm=OTHER_AFM, phone='2810000001', end='never')}\n")
    assert findings(session) == [[("last_day", "not-a-day"), ("landlord_afm", "another-number")]]


def test_rows_with_a_fault_keep_the_others_out_until_somebody_says_so(importer: PageClient, session: Session):
    text = f"{SHORT}\n{row()}\n{row('18', 'Ικάρου 40', end='sometime')}\n"
    page = send(importer, text)
    assert statuses(session) == [RowStatus.READY, RowStatus.FAULTY]
    [action] = {action for action in page.xpath("//form/@action") if "/rows/" in action and "confirm" not in action}
    file = action.partition("/rows")[0]
    importer.submit(file, action=action, last_day=END)
    assert statuses(session) == [RowStatus.READY, RowStatus.READY]
    take(importer, importer.page(file))
    assert len(leases(session)) == 2
