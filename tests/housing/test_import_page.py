"""A file of adverts is sent, looked at and taken: what is stored, and what is refused."""

from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.importing.reader import read_table
from housing.models import FileImport, Listing
from housing.states import ListingStatus
from tests.housing.advert_files import (
    CHEAP,
    FAULTY,
    FIRST,
    PAGE,
    SECOND,
    address,
    counts,
    headings,
    said,
    send,
    take,
    text_file,
    workbook,
)
from tests.support import rows
from tests.support.pages import PageClient

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@pytest.mark.parametrize(("make", "name"), [(text_file, "αγγελίες.csv"), (workbook, "adverts.xlsx")])
def test_nothing_is_stored_before_somebody_says_so(signed_in: PageClient, session: Session, make, name: str):
    page = send(signed_in, make(FIRST, SECOND), name)
    assert rows.stored_listings(session) == []
    assert headings(page) == ["Ready rows 2"]
    page = take(signed_in, session)
    first, second = rows.stored_listings(session)
    assert (first.monthly_rent, first.dwelling.floor, first.landlord.phone) == (Decimal("450.50"), 3, "+302810990001")
    assert (second.monthly_rent, second.dwelling.floor, second.source) == (Decimal("1100.00"), 0, "Portal")
    assert counts(page) == {"New": "2", "Brought up to date": "0", "Already as they are here": "0", "Not taken": "0"}


def test_only_the_rows_that_are_ready_are_taken_when_asked_for(signed_in: PageClient, session: Session):
    send(signed_in, text_file(FAULTY, SECOND, CHEAP))
    page = take(signed_in, session, only_ready="1")
    assert [listing.reference for listing in rows.stored_listings(session)] == ["A-2"]
    assert (counts(page)["New"], counts(page)["Not taken"]) == ("1", "2")


def test_the_same_file_again_changes_nothing_and_a_changed_one_updates(signed_in: PageClient, session: Session):
    for _ in range(2):
        send(signed_in, text_file(FIRST, SECOND))
        page = take(signed_in, session)
    assert (counts(page)["New"], counts(page)["Already as they are here"]) == ("0", "2")
    send(signed_in, text_file([*FIRST[:2], "430", *FIRST[3:]], SECOND))
    page = take(signed_in, session)
    assert (counts(page)["Brought up to date"], counts(page)["Already as they are here"]) == ("1", "1")
    assert [listing.monthly_rent for listing in rows.stored_listings(session)] == [
        Decimal("430.00"),
        Decimal("1100.00"),
    ]


def test_a_row_whose_advert_is_over_here_says_so_and_is_taken(signed_in: PageClient, session: Session):
    send(signed_in, text_file(FIRST, SECOND))
    take(signed_in, session)
    session.execute(update(Listing).where(Listing.reference == "A-1").values(status=ListingStatus.LET))
    session.commit()
    page = send(signed_in, text_file([*FIRST[:2], "430", *FIRST[3:]], SECOND))
    assert headings(page) == ["Ready rows 2"]
    told = "This home is let here. What the row says is written down, and the advert stays over until it is reopened."
    assert told in page.xpath("//tr[@id='row-2']")[0].text_content()
    assert told not in page.xpath("//tr[@id='row-3']")[0].text_content()
    take(signed_in, session)
    report = read_table("report.xlsx", signed_in.get(address(session, "/report.xlsx")).data)
    assert [row.cells[1:3] for row in report.rows] == [("Brought up to date", told), ("As it was here", None)]
    assert [listing.status for listing in rows.stored_listings(session)] == [ListingStatus.LET, ListingStatus.CANDIDATE]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "adverts.csv", "The file is empty."),
        (b"%PDF-1.7", "adverts.pdf", "Only .xlsx, .xls, .csv and .txt files can be read, not “adverts.pdf”."),
        (b"PK\x03\x04 nothing", "adverts.xlsx", "The workbook cannot be read"),
        (b"hello", "adverts.txt", "The first row must hold the names of the columns"),
        (b"rent;title\n", "adverts.csv", "no row below them"),
        (b'rent;title\n450;"never closed\n', "adverts.csv", "a quotation mark is missing"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_cannot_be_read_is_said_beside_the_field(
    signed_in: PageClient, session: Session, content: bytes, name: str, sentence: str
):
    page = send(signed_in, content, name, status=422)
    assert sentence in page.xpath("normalize-space(//*[@id='file-error'])")
    assert page.xpath("//*[@id='source']/@value") == ["Portal"]
    assert session.scalars(select(FileImport)).all() == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_file_and_source_are_both_needed(signed_in: PageClient):
    page = signed_in.submit(PAGE, status=422, source="")
    assert page.xpath("//*[@role='alert']//a/@href") == ["#file", "#source"]
    assert page.xpath("normalize-space(//*[@id='file-error'])") == "Choose a file: a spreadsheet or a text file"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_hostile_cells_and_names_are_text(signed_in: PageClient, session: Session):
    header = f"reference;rent;address;lift;{HOSTILE.replace(';', '')}\n"
    page = send(signed_in, f"{header}A-1;450;{HOSTILE};{HOSTILE};x\n".encode(), f"{HOSTILE}.csv")
    assert not page.xpath("//main//img | //main//script")
    assert HOSTILE in page.text_content()
    page = signed_in.page(address(session, "/columns"))
    assert not page.xpath("//main//img | //main//script")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_formula_is_never_run_and_is_pointed_at(signed_in: PageClient, session: Session):
    page = send(signed_in, b"reference;rent;title\nA-1;450;=HYPERLINK(1)\n")
    assert said(page)[0][2] == "“=HYPERLINK(1)” begins as a formula does. It is kept as text and never reckoned."
    take(signed_in, session)
    assert [listing.title for listing in rows.stored_listings(session)] == ["=HYPERLINK(1)"]


def test_a_file_is_its_senders_alone(signed_in: PageClient, session: Session, client: PageClient):
    send(signed_in, text_file(FIRST))
    waiting = address(session)
    colleague = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    session.commit()
    rows.sign_in(client, colleague)
    client.page(waiting, status=404)
    client.page(f"{waiting}/report.xlsx", status=404)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_those_who_edit_listings_import(session: Session, client: PageClient):
    user = rows.add_user(session, StaffRole.FINANCE_OFFICER)
    session.commit()
    rows.sign_in(client, user)
    client.page(PAGE, status=403)
