"""Documents on the pages of households and leases: added, saved, replaced, withdrawn."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from core.auth.permissions import StaffRole
from core.documents.files import FileStore
from core.session import database
from housing.models import LeaseDocument
from people.demo import EMPTY_PAGE
from people.models import Household, HouseholdDocument
from tests.support import rows
from tests.support.jobs import do_jobs
from tests.support.leases import add_lease
from tests.support.pages import PageClient


def upload(content: bytes = EMPTY_PAGE, name: str = "Άδεια.pdf") -> FileStorage:
    return FileStorage(BytesIO(content), name)


@pytest.fixture
def household(session: Session, client: PageClient) -> Household:
    household = rows.add_household(session, rows.add_centre(session))
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    session.commit()
    rows.sign_in(client, officer)
    return household


def only_document(session: Session) -> HouseholdDocument:
    document = session.scalars(select(HouseholdDocument)).one()
    session.commit()
    return document


def add(client: PageClient, household: Household, **fields: object) -> str:
    path = f"/households/{household.id}/documents/new"
    page = client.submit(path, **{"kind": "permit", "file": upload(), **fields})
    return page.text_content()


def test_a_document_is_added_to_a_household_and_saved_as_a_file(
    client: PageClient, session: Session, household: Household
):
    assert "No document is here yet." in client.page(f"/households/{household.id}").text_content()
    shown = add(client, household)
    assert "The document is kept." in shown
    assert "Residence permit" in shown
    assert "Άδεια.pdf" in shown
    document = only_document(session)
    answer = client.get(f"/documents/{document.id}")
    assert answer.data == EMPTY_PAGE
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        pytest.param(b"<script>alert(1)</script>", "a.pdf", "Choose a PDF, a picture", id="page"),
        pytest.param(b"", "", "Choose a file, such as", id="none"),
    ],
)
def test_what_is_no_document_is_refused_beside_its_field(
    client: PageClient, session: Session, household: Household, content: bytes, name: str, said: str
):
    file = upload(content, name)
    page = client.submit(f"/households/{household.id}/documents/new", status=422, kind="permit", file=file)
    assert said in page.text_content()
    assert session.scalars(select(HouseholdDocument)).all() == []


def test_a_name_is_only_text(client: PageClient, household: Household):
    path = f"/households/{household.id}/documents/new"
    page = client.submit(path, kind="other", file=upload(name="<img src=x onerror=alert(1)>.pdf"))
    assert page.xpath("//bdi[text()='<img src=x onerror=alert(1)>.pdf']")


def test_a_document_is_replaced_by_a_new_one(client: PageClient, session: Session, household: Household):
    add(client, household)
    back = f"/households/{household.id}"
    document = only_document(session)
    path = f"/documents/{document.id}/replace?next={back}"
    page = client.submit(path, file=upload(EMPTY_PAGE + b"%", "new.pdf"))
    names = [found.text for found in page.xpath("//td//bdi") if found.text.endswith(".pdf")]
    assert names == ["new.pdf"]
    refused = client.submit(path, status=422, kind="permit", file=upload())
    assert "replaced or withdrawn already" in refused.text_content()


def test_a_withdrawn_document_is_nowhere_and_its_content_goes(
    client: PageClient, session: Session, household: Household, tmp_path: Path
):
    add(client, household)
    document = only_document(session)
    path = f"/documents/{document.id}/withdraw?next=/households/{household.id}"
    page = client.submit(path, action=path)
    assert "Άδεια.pdf" not in page.text_content()
    client.page(f"/documents/{document.id}", status=409)
    do_jobs(client.application)
    assert [path for path in (tmp_path / "documents").rglob("*") if path.is_file()] == []


def test_the_way_back_leads_to_no_other_host(client: PageClient, session: Session, household: Household):
    add(client, household)
    document = only_document(session)
    page = client.page(f"/documents/{document.id}/withdraw?next=//example.org/x")
    assert "example.org" not in " ".join(page.xpath("//main//@href"))


def test_another_centres_document_is_closed(client: PageClient, session: Session, household: Household):
    add(client, household)
    document = only_document(session)
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    session.commit()
    client.post("/sign-out")
    with client.session_transaction() as kept:
        kept.clear()
    rows.sign_in(client, stranger)
    client.page(f"/documents/{document.id}", status=403)
    client.page(f"/documents/{document.id}/withdraw", status=403)
    client.page(f"/households/{household.id}/documents/new", status=403)


def test_a_leases_document_stands_with_its_household_too(client: PageClient, session: Session, household: Household):
    lease = add_lease(session, household.centre)
    pages = (f"/leases/{lease.id}", f"/households/{lease.household_id}")
    lease_id, other = lease.id, f"/households/{household.id}"
    session.commit()
    client.submit(f"/leases/{lease_id}/documents/new", kind="lease", file=upload(name="contract.pdf"))
    assert session.scalars(select(LeaseDocument.lease_id)).all() == [lease_id]
    session.commit()
    for path in pages:
        assert "contract.pdf" in client.page(path).text_content()
    assert "contract.pdf" not in client.page(other).text_content()


def test_while_a_slow_store_takes_a_file_others_write(
    app: Flask, client: PageClient, session: Session, household: Household, monkeypatch: pytest.MonkeyPatch
):
    """SQLite has one writer at a time: whoever uploads must not be it meanwhile."""
    store = app.extensions["stegi.ports"][FileStore]
    written = []

    def slowly(self: FileStore, address: str, sealed: bytes) -> None:
        with Session(database.engine) as other, other.begin():
            other.execute(text("UPDATE household SET created_at = created_at"))
            written.append(address)
        write(self, address, sealed)

    write = type(store).write
    monkeypatch.setattr(FileStore, "write", slowly)
    add(client, household)
    assert [only_document(session).address] == written
