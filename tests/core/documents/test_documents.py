"""Documents are kept sealed, each content once, and nobody loses one by the sweep."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import Settings
from core.documents.content import CheckedFile, check_file
from core.documents.files import FileStore
from core.documents.models import Document, DocumentKind
from core.documents.services import (
    add_document,
    content_of,
    current,
    get_document,
    get_document_to_change,
    upload,
    withdraw_document,
)
from core.documents.sweep import sweep
from core.errors import Forbidden, NotFound, Refused
from housing.models import LeaseDocument
from people.demo import EMPTY_PAGE
from people.models import Household, HouseholdDocument
from tests.support import rows
from tests.support.leases import add_lease
from tests.support.rows import NOW

FILE = check_file(EMPTY_PAGE, "permit.pdf")
OTHER = check_file(EMPTY_PAGE + b"%", "other.pdf")


@pytest.fixture
def store(settings: Settings) -> FileStore:
    return FileStore.of(settings)


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session))


@pytest.fixture
def officer(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)


def add(
    session: Session,
    household: Household,
    store: FileStore,
    file: CheckedFile = FILE,
    replaces: Document | None = None,
) -> HouseholdDocument:
    document = HouseholdDocument(household=household)
    kind = DocumentKind.PERMIT
    return add_document(session, document, file, kind=kind, store=store, actor=None, at=NOW, replaces=replaces)


def lying_there(settings: Settings) -> list[Path]:
    return [path for path in (settings.instance / "documents").rglob("*") if path.is_file()]


def test_what_is_kept_comes_back(session: Session, household: Household, store: FileStore):
    document = add(session, household, store)
    session.commit()
    session.expire_all()
    assert content_of(document, store) == EMPTY_PAGE
    assert (document.name, document.size, document.media_type) == ("permit.pdf", len(EMPTY_PAGE), "application/pdf")


def test_neither_content_nor_name_can_be_read_from_the_disk(
    session: Session, household: Household, store: FileStore, settings: Settings
):
    add(session, household, store)
    session.commit()
    (file,) = lying_there(settings)
    assert b"%PDF" not in file.read_bytes()
    assert file.relative_to(settings.instance / "documents").parts[:2] == (file.name[:2], file.name[2:4])
    if settings.database_url.startswith("sqlite"):
        stored = b"".join(path.read_bytes() for path in settings.instance.glob("stegi.sqlite*"))
        assert b"permit.pdf" not in stored


def test_the_same_content_lies_there_once(session: Session, household: Household, store: FileStore, settings: Settings):
    first, second = add(session, household, store), add(session, household, store)
    assert first.address == second.address
    assert len(lying_there(settings)) == 1
    assert content_of(first, store) == content_of(second, store)


def test_a_file_in_anothers_place_does_not_open(session: Session, household: Household, store: FileStore):
    first, second = add(session, household, store), add(session, household, store, OTHER)
    store.write(first.address, store.read(second.address))
    with pytest.raises(Refused, match="not where it should be"):
        content_of(first, store)


def test_a_lost_file_is_said(session: Session, household: Household, store: FileStore):
    document = add(session, household, store)
    store.delete(document.address)
    with pytest.raises(Refused, match="not where it should be"):
        content_of(document, store)


def test_what_replaces_a_document_is_a_new_one(session: Session, household: Household, store: FileStore):
    old = add(session, household, store)
    new = add(session, household, store, OTHER, replaces=old)
    untouched = add(session, household, store)
    found = session.scalars(current(select(HouseholdDocument))).all()
    assert list(found) == [untouched, new]
    assert content_of(old, store) == EMPTY_PAGE
    with pytest.raises(Refused, match="replaced or withdrawn already"):
        add(session, household, store, OTHER, replaces=old)


def test_a_withdrawn_document_opens_no_more_and_its_content_goes(
    session: Session, household: Household, store: FileStore, officer: User, settings: Settings
):
    document, kept = add(session, household, store), add(session, household, store, OTHER)
    withdraw_document(session, document, actor=officer, at=NOW)
    with pytest.raises(Refused, match="withdrawn"):
        content_of(document, store)
    with pytest.raises(Refused, match="replaced or withdrawn already"):
        withdraw_document(session, document, actor=officer, at=NOW)
    assert list(session.scalars(current(select(HouseholdDocument)))) == [kept]
    assert sweep(session, store) == 1
    assert [path.name for path in lying_there(settings)] == [kept.address]


def test_a_content_that_two_documents_share_stays_while_one_needs_it(
    session: Session, household: Household, store: FileStore, officer: User
):
    document, other = add(session, household, store), add(session, household, store)
    withdraw_document(session, document, actor=officer, at=NOW)
    assert sweep(session, store) == 0
    assert content_of(other, store) == EMPTY_PAGE


def test_a_transaction_that_fails_leaves_a_file_that_the_sweep_takes(
    session: Session, household: Household, store: FileStore, settings: Settings
):
    session.commit()
    add(session, household, store)
    session.rollback()
    (file,) = lying_there(settings)
    file.with_name(f"{file.name}.part-0").write_bytes(b"of a process that was killed")
    assert sweep(session, store) == 2
    assert lying_there(settings) == []


def test_what_a_sweep_takes_between_upload_and_row_is_there_all_the_same(
    session: Session, household: Household, store: FileStore
):
    upload(FILE, store)
    assert sweep(session, store) == 1
    assert content_of(add(session, household, store), store) == EMPTY_PAGE


def test_only_the_centre_of_its_row_opens_a_document(session: Session, household: Household, store: FileStore):
    document = add(session, household, store)
    own = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    foreign = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    assert get_document(session, document.id, own) is document
    with pytest.raises(Forbidden):
        get_document(session, document.id, foreign)
    with pytest.raises(NotFound):
        get_document(session, document.id + 1, own)


@pytest.mark.parametrize(
    ("role", "opens", "changes"),
    [
        (StaffRole.HOUSING_OFFICER, True, True),
        (StaffRole.FINANCE_OFFICER, True, False),
        (StaffRole.FINANCE_APPROVER, True, False),
        (StaffRole.ADMINISTRATOR, False, False),
    ],
)
def test_a_document_asks_for_what_the_row_it_belongs_to_asks_for(
    session: Session, household: Household, store: FileStore, role: StaffRole, opens: bool, changes: bool
):
    documents = [
        add(session, household, store),
        add_document(
            session, LeaseDocument.of(add_lease(session, household.centre)), check_file(EMPTY_PAGE, "lease.pdf"),
            kind=DocumentKind.LEASE, store=store, actor=None, at=NOW,
        ),
    ]  # fmt: skip
    person = rows.add_user(session, role, household.centre)
    for document in documents:
        for get, may in ((get_document, opens), (get_document_to_change, changes)):
            with nullcontext() if may else pytest.raises(Forbidden):
                assert get(session, document.id, person) is document


def test_a_folder_may_be_named(settings: Settings, tmp_path: Path):
    store = FileStore.of(replace(settings, document_store=(tmp_path / "elsewhere").as_uri()))
    store.write("abcdef", b"sealed")
    assert (tmp_path / "elsewhere/ab/cd/abcdef").read_bytes() == b"sealed"
    assert list(store.addresses()) == ["abcdef"]
