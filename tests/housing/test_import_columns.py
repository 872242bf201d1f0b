"""The columns of a file that waits: what nobody knows is said once, and remembered."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.importing.columns import LONGEST_KEY
from housing.models import ColumnChoice
from tests.housing.advert_files import FIRST, SECOND, address, headings, send, take, text_file
from tests.support import rows
from tests.support.pages import PageClient


def test_a_column_nobody_knows_is_said_and_what_it_holds_is_remembered(signed_in: PageClient, session: Session):
    file = text_file(FIRST, SECOND).replace("Περιοχή".encode("cp1253"), "Μαχαλάς".encode("cp1253"))
    page = send(signed_in, file)
    unknown = page.xpath("//section[@aria-labelledby='columns']//li[contains(., 'we do not know')]/bdi/text()")
    assert unknown == ["Μαχαλάς", "Θέα"]
    signed_in.submit(address(session, "/columns"), column_3="area", column_7="description")
    take(signed_in, session)
    assert [listing.dwelling.area for listing in rows.stored_listings(session)] == ["Πόρος", "Μασταμπάς"]
    assert rows.stored_listings(session)[0].description == "θάλασσα"
    session.commit()
    page = send(signed_in, file)
    assert not page.xpath("//section[@aria-labelledby='columns']//li[contains(., 'we do not know')]")
    assert {choice.source for choice in session.scalars(select(ColumnChoice))} == {"portal"}


def test_a_file_without_a_known_rent_is_read_once_somebody_says_where_it_is(signed_in: PageClient, session: Session):
    page = send(signed_in, "Οδός;Λεφτά\nΕφέσου 1;450\n".encode())
    assert "No column is named “Rent” or “Ενοίκιο”." in page.text_content()
    assert not page.xpath("//table")
    page = signed_in.submit(address(session, "/columns"), column_1="monthly_rent")
    assert headings(page) == ["Ready rows 1"]
    take(signed_in, session)
    assert [listing.monthly_rent for listing in rows.stored_listings(session)] == [Decimal("450.00")]


def test_two_columns_cannot_hold_the_same(signed_in: PageClient, session: Session):
    page = send(signed_in, b"rent;price;address\n450;90000;Ermou 5\n")
    assert "mean the same. Keep one of them." in page.text_content()
    page = signed_in.submit(address(session, "/columns"), status=422, column_0="monthly_rent")
    assert "Another column holds this already" in page.text_content()
    page = signed_in.submit(address(session, "/columns"), column_0="monthly_rent", column_1="")
    assert headings(page) == ["Ready rows 1"]


def test_a_column_of_a_very_long_name_is_mapped_too(signed_in: PageClient, session: Session):
    long = "Τι λέει η κυρία του ισογείου για το σπίτι " * 10
    file = f"rent;{long};{long}end\n450;Ermou 5;Chania\n".encode()
    send(signed_in, file)
    page = signed_in.submit(address(session, "/columns"), column_1="address", column_2="city")
    assert headings(page) == ["Ready rows 1"]
    assert max(len(choice.key) for choice in session.scalars(select(ColumnChoice))) <= LONGEST_KEY
    session.commit()
    assert headings(send(signed_in, file)) == ["Ready rows 1"]
    take(signed_in, session)
    assert [(listing.dwelling.address, listing.dwelling.city) for listing in rows.stored_listings(session)] == [
        ("Ermou 5", "Chania")
    ]
