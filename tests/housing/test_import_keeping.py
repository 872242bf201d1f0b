"""How a file that was sent is kept, and for how long."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from core.dates import utc_now
from housing.models import FileImport, FileImportRow, ImportStatus
from tests.housing.advert_files import FAULTY, FIRST, PAGE, SECOND, address, send, take, text_file
from tests.support import rows
from tests.support.jobs import do_jobs
from tests.support.pages import PageClient


def test_what_waits_is_sealed(signed_in: PageClient, session: Session):
    send(signed_in, text_file(FIRST), name="Λυδάκη.csv")
    kept = [
        *session.execute(text("SELECT name FROM file_import")),
        *session.execute(text("SELECT cells FROM file_import_row")),
    ]
    assert len(kept) == 2
    assert all("Λυδάκη".encode() not in bytes(value) and b"2810990001" not in bytes(value) for (value,) in kept)


def test_a_file_is_put_away_and_what_was_taken_stays(signed_in: PageClient, session: Session):
    send(signed_in, text_file(FIRST, FAULTY))
    take(signed_in, session, only_ready="1")
    signed_in.submit(address(session), action=address(session, "/forget"))
    assert session.scalars(select(FileImportRow)).all() == session.scalars(select(FileImport)).all() == []
    assert len(rows.stored_listings(session)) == 1


def test_a_file_is_forgotten_after_thirty_days_without_anybodys_doing(
    signed_in: PageClient, session: Session, app: Flask
):
    send(signed_in, text_file(FIRST))
    send(signed_in, text_file(SECOND))
    assert "after 30 days" in signed_in.page(PAGE).text_content()
    first, second = session.scalars(select(FileImport).order_by(FileImport.id))
    first.created_at, second.created_at = (utc_now() - timedelta(days=30, minutes=more) for more in (1, -60))
    session.commit()
    do_jobs(app)
    assert session.scalars(select(FileImport.id)).all() == [second.id]
    assert [row.cells[0] for row in session.scalars(select(FileImportRow))] == ["A-2"]


def test_a_file_that_is_being_taken_is_not_forgotten(signed_in: PageClient, session: Session, app: Flask):
    send(signed_in, text_file(FIRST))
    old = {"created_at": utc_now() - timedelta(days=31), "status": ImportStatus.TAKING}
    session.execute(update(FileImport).values(**old))
    session.commit()
    do_jobs(app)
    assert len(session.scalars(select(FileImportRow)).all()) == 1
