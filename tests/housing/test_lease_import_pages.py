"""Who sends and sees files of leases, how hostile text fares, and who takes turns."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app import create_app
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import Settings
from core.dates import utc_now
from core.importing.statuses import RowStatus
from core.serve import do_jobs
from core.structure import Centre, list_centres
from housing.models import Landlord, Lease, Listing
from housing.services.importing import file_imports
from housing.services.importing.file_kinds import LEASES
from housing.services.importing.imports import import_file
from housing.services.leases.leases import LeaseTerms, sign_lease
from housing.states import ListingStatus
from people.models import Household
from tests.housing.lease_files import (
    AFM,
    ATAK,
    END,
    FILE,
    SHORT,
    START,
    add_numbered,
    count,
    leases,
    row,
    send,
    send_and_take,
    told,
)
from tests.housing.sent_files import statuses, take
from tests.support import rows
from tests.support.hostile import HOSTILE
from tests.support.pages import PageClient
from tests.support.races import at_once


def test_only_who_may_write_leases_sees_the_pages(client: PageClient, session: Session, centre: Centre):
    finance = rows.add_user(session, StaffRole.FINANCE_OFFICER, centre)
    session.commit()
    rows.sign_in(client, finance)
    assert client.get("/leases/import").status_code == 403
    assert client.page("/leases").xpath("//a[@href='/leases/import']") == []


def test_who_has_lost_a_centre_no_longer_sees_the_files_for_it(importer: PageClient, session: Session, officer: User):
    send(importer, FILE)
    [post] = officer.posts
    post.centre = rows.add_centre(session, "chania")
    session.commit()
    assert importer.get("/imports/1").status_code == 403


def test_the_list_of_leases_leads_to_the_import(importer: PageClient):
    assert importer.page("/leases").xpath("//a[@href='/leases/import']")
    assert "One row for each lease that runs today." in importer.page("/leases/import").text_content()


def test_whose_a_bare_tax_number_is_is_asked_with_a_guess(importer: PageClient, session: Session):
    """Of a lease there are two; the page of the columns is filled with what stands before each."""
    header = "household number;tenant;ΑΦΜ;address;start;end;rent;landlord;ΑΦΜ;Τηλέφωνο"
    page = send(importer, f"{header}\n17;Haddad;;Εφέσου 7;{START};{END};450;Λυδάκη;{AFM};2810000001\n")
    assert "Nothing says what these columns are about, so that they are left out: ΑΦΜ, ΑΦΜ, Τηλέφωνο" in told(page)
    assert statuses(session) == [RowStatus.FAULTY]
    form = importer.page("/imports/1/columns").forms[-1]
    guessed = {name: value for name, value in form.form_values() if name in ("column_2", "column_8", "column_9")}
    assert guessed == {"column_2": "tenant_afm", "column_8": "landlord_afm", "column_9": "landlord_phone"}
    page = importer.submit("/imports/1/columns", **guessed)
    assert "Nothing says what" not in told(page)
    assert statuses(session) == [RowStatus.READY]
    take(importer, page)
    assert [(lease.landlord.afm, lease.landlord.phone) for lease in leases(session)] == [(AFM, "+302810000001")]


def test_hostile_text_stays_text(importer: PageClient, session: Session, centre: Centre):
    named = [text.format(n=number).replace("\x00", "").replace('"', "'") for number, text in enumerate(HOSTILE)]
    for number in range(len(named)):
        add_numbered(session, centre, f"h{number}", f"Household {number}")
    session.commit()
    lines = "".join(
        f'h{number};"{name} Street";"{name} Town";"{name} Owner";69712345{number:02};{START};{END};450;"{name}"\n'
        for number, name in enumerate(named)
    )
    page = send(importer, f"household number;address;town;landlord;owner phone;start;end;rent;title\n{lines}")
    if page.xpath("//form[@action='/imports/1/confirm']"):
        importer.submit("/imports/1", action="/imports/1/confirm")
    take(importer, importer.page("/imports/1?show=ready"))
    taken = [lease.id for lease in leases(session)]
    session.rollback()
    importer.page("/imports/1?show=new")
    importer.page("/leases")
    for key in taken[:4]:
        importer.page(f"/leases/{key}")
    assert len(taken) == len(HOSTILE)
    assert importer.get("/imports/1/report.xlsx").status_code == 200


def test_nothing_of_a_person_stands_bare_beside_the_sealed_rows(importer: PageClient, session: Session):
    send_and_take(importer, FILE)
    session.expire_all()
    raw = "".join(
        str(session.connection().exec_driver_sql(f"SELECT * FROM {table}").all())
        for table in ("file_import", "file_import_row", "job", "column_choice")
    )
    assert [bare for bare in ("Haddad", AFM, "2810000001", "2810 000001", "Εφέσου", "leases.csv") if bare in raw] == []


def test_a_long_file_is_taken_by_the_workers(
    importer: PageClient, session: Session, centre: Centre, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(file_imports, "ROWS_AT_ONCE", 3)
    monkeypatch.setattr("housing.views.importing.imports.LARGE", 0)
    monkeypatch.setattr("housing.views.importing.import_steps.ROWS_WAITED_FOR", 0)
    for number in range(30, 37):
        add_numbered(session, centre, str(number), f"Household {number}")
    session.commit()
    lines = (row(str(number), f"Ικάρου {number}") for number in range(30, 37))
    page = send(importer, "\n".join((SHORT, *lines)) + "\n")
    assert "Import of a file" in page.text_content()
    do_jobs(lambda: create_app(settings), lambda: False, until_idle=True)
    take(importer, importer.page("/imports/1"))
    do_jobs(lambda: create_app(settings), lambda: False, until_idle=True)
    assert statuses(session) == [RowStatus.NEW] * 7
    assert (count(session, Lease), count(session, Landlord)) == (7, 1), "one landlord lets them all"


def test_two_files_with_the_same_leases_write_them_down_once(importer: PageClient, session: Session):
    """The second was looked at before the first was taken: at its turn it is compared anew."""
    first, second = send(importer, FILE), send(importer, FILE)
    take(importer, first)
    take(importer, second)
    assert statuses(session) == [RowStatus.UNCHANGED] * 2
    assert (count(session, Lease), count(session, Listing), count(session, Landlord)) == (2, 2, 2)


LET_ALREADY = ("A lease binds this flat; it is free again on", "This flat is let: when the lease has ended")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite's writers take turns
def test_who_sends_the_same_file_at_the_same_moment_and_who_signs_that_flat_take_turns(
    session: Session, centre: Centre, families: list[Household], officer: User
):
    flat = rows.add_listing(session, centre, atak=ATAK)
    other = rows.add_household(session, centre, "Omar")
    terms = LeaseTerms(
        monthly_rent=Decimal("400"), deposit=None, signed_on=rows.TODAY, starts_on=rows.TODAY,
        agreed_ends_on=date(2027, 9, 1),
    )  # fmt: skip
    session.commit()
    keys = flat.id, other.id, officer.id
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
