"""The rows of a file that waits: what is wrong is said beside its cell, put right, or confirmed."""

from decimal import Decimal
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.models import FileImportRow, Landlord
from tests.housing.advert_files import (
    CHEAP,
    FAULTY,
    FIRST,
    PAGE,
    SECOND,
    address,
    counts,
    headings,
    row_address,
    said,
    send,
    take,
    text_file,
)
from tests.support import rows
from tests.support.pages import PageClient


def test_a_fault_stands_beside_its_cell_and_keeps_all_out(signed_in: PageClient, session: Session):
    page = send(signed_in, text_file(FIRST, FAULTY))
    assert [(row, column) for row, column, _ in said(page)] == [
        ("3", "Rent for one month"),
        ("3", "Size"),
        ("3", "Landlord's telephone"),
    ]
    assert headings(page) == ["To look at 1", "Ready rows 1"]
    token = page.xpath("//input[@name='csrf_token']/@value")[0]
    refused = signed_in.post(address(session, "/take"), data={"csrf_token": token})
    assert refused.status_code == 409
    assert "Some rows still want looking at." in refused.text
    assert rows.stored_listings(session) == session.scalars(select(Landlord)).all() == []


def test_a_row_is_put_right_in_its_place(signed_in: PageClient, session: Session):
    page = send(signed_in, text_file(FIRST, FAULTY))
    right = {"monthly_rent": "430", "size_m2": "58"}
    page = signed_in.submit(address(session), action=row_address(session, 3), **right)
    assert said(page) == [
        ("3", "Landlord's telephone", "“28100001” is not a phone number: it has 8 digits, a Greek number has 10.")
    ]
    page = signed_in.submit(address(session), action=row_address(session, 3), phone="2810990009")
    assert headings(page) == ["Ready rows 2"]
    assert "Row 3 is ready." in page.text_content()
    take(signed_in, session)
    assert [(listing.reference, listing.monthly_rent) for listing in rows.stored_listings(session)] == [
        ("A-1", Decimal("450.50")),
        ("A-3", Decimal("430.00")),
    ]


def test_a_row_that_is_ready_can_still_be_put_right(signed_in: PageClient, session: Session):
    send(signed_in, text_file(FIRST, SECOND))
    form = signed_in.page(address(session)).xpath("//tr[@id='row-3']//form")[0]
    assert {name: value for name, value in form.form_values() if name in ("title", "monthly_rent", "address")} == {
        "title": "Γκαρσονιέρα",
        "monthly_rent": "1.100",
    }
    signed_in.submit(address(session), action=row_address(session, 3), monthly_rent="410", title="Γκαρσονιέρα")
    assert session.scalars(select(FileImportRow).order_by(FileImportRow.number)).all()[1].fixes == {
        "monthly_rent": "410"
    }
    page = take(signed_in, session)
    assert [listing.monthly_rent for listing in rows.stored_listings(session)] == [Decimal("450.50"), Decimal("410.00")]
    assert not page.xpath("//tr//form")


def test_an_unlikely_rent_waits_for_somebodys_word(signed_in: PageClient, session: Session):
    page = send(signed_in, text_file(FIRST, CHEAP))
    assert [(row, column) for row, column, _ in said(page)] == [("3", "Rent for one month")]
    assert "Was a thousands point lost?" in said(page)[0][2]
    page = signed_in.submit(address(session), action=row_address(session, 3, "/confirm"))
    assert headings(page) == ["Ready rows 2"]
    take(signed_in, session)
    assert [listing.monthly_rent for listing in rows.stored_listings(session)] == [Decimal("450.50"), Decimal("45.00")]


def test_what_the_rent_probably_is_is_one_press_away(signed_in: PageClient, session: Session):
    page = send(signed_in, text_file(CHEAP))
    buttons = [button.text_content() for button in page.xpath("//table//button")]
    assert "It is 450,00" in buttons
    token = page.xpath("//input[@name='csrf_token']/@value")[0]
    signed_in.post(row_address(session, 2), data={"csrf_token": token, "monthly_rent": "450,00"})
    take(signed_in, session)
    assert [listing.monthly_rent for listing in rows.stored_listings(session)] == [Decimal("450.00")]


def test_all_doubts_are_confirmed_at_once(signed_in: PageClient, session: Session):
    send(signed_in, text_file(CHEAP, ["A-5", *CHEAP[1:6], "2810990004", ""]))
    page = signed_in.submit(address(session), action=address(session, "/confirm"))
    assert headings(page) == ["Ready rows 2"]


def test_a_row_that_repeats_another_is_said_and_left_out(signed_in: PageClient, session: Session):
    page = send(signed_in, text_file(FIRST, FIRST))
    assert headings(page) == ["Ready rows 1", "Repeated in the file 1"]
    assert "The same as row 2." in signed_in.page(address(session, "?show=repeated")).text_content()
    take(signed_in, session)
    assert len(rows.stored_listings(session)) == 1


def test_rows_put_right_so_that_they_are_the_same_become_one(signed_in: PageClient, session: Session):
    send(signed_in, text_file(FIRST, ["A-1", "Άλλο", "τηλ.", *FIRST[3:]]))
    signed_in.submit(address(session), action=row_address(session, 3), monthly_rent="460")
    page = take(signed_in, session)
    assert (counts(page)["New"], counts(page)["Not taken"]) == ("1", "1")
    assert [listing.monthly_rent for listing in rows.stored_listings(session)] == [Decimal("450.50")]


def test_what_was_put_right_is_so_when_the_same_file_comes_again(signed_in: PageClient, session: Session):
    send(signed_in, text_file(FIRST, FAULTY))
    right = {"monthly_rent": "430", "size_m2": "58", "phone": "2810990009"}
    signed_in.submit(address(session), action=row_address(session, 3), **right)
    take(signed_in, session)
    page = send(signed_in, text_file(SECOND, FAULTY))
    assert headings(page) == ["Ready rows 2"]
    assert "1 row is put right as you put it right in the file before." in page.text_content()
    row = page.xpath("//tr[@id='row-3']")[0]
    cells = [" ".join(cell.text_content().split()) for cell in row.xpath("td[.//*[contains(., 'In the file:')]]")]
    assert cells == ["430 In the file: τηλ.", "58 In the file: 9999", "2810990009 In the file: 28100001"]
    page = take(signed_in, session)
    assert (counts(page)["New"], counts(page)["Already as they are here"]) == ("1", "1")


def test_an_empty_cell_that_was_filled_stays_filled(signed_in: PageClient, session: Session):
    send(signed_in, text_file(FIRST, ["A-6", "", "450", *SECOND[3:]]))
    signed_in.submit(address(session), action=row_address(session, 3), title="Δυάρι")
    page = send(signed_in, text_file(["A-6", "", "450", *SECOND[3:]]))
    assert "Δυάρι In the file: nothing" in " ".join(page.text_content().split())


def test_what_was_put_right_elsewhere_or_in_rows_that_say_the_same_is_asked_again(
    signed_in: PageClient, session: Session
):
    twice = [FAULTY, [*FAULTY]]
    send(signed_in, text_file(*twice))
    right = {"monthly_rent": "430", "size_m2": "58", "phone": "2810990009"}
    signed_in.submit(address(session), action=row_address(session, 2), **right)
    assert headings(send(signed_in, text_file(*twice))) == ["To look at 2"]
    send(signed_in, text_file(FAULTY))
    signed_in.submit(address(session), action=row_address(session, 2), **right)
    page = signed_in.submit(PAGE, file=(BytesIO(text_file(FAULTY)), "a.csv"), source="another portal")
    assert headings(page) == ["To look at 1"]
    wider = text_file(FAULTY).replace("Θέα".encode("cp1253"), "Γνώμη".encode("cp1253"))
    assert headings(send(signed_in, wider)) == ["To look at 1"]
