"""An S3-compatible store: a real server on this machine, asked by the library that asks a real one."""

from collections.abc import Iterator
from dataclasses import replace

import boto3
import pytest
from moto.server import ThreadedMotoServer
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.config import Settings
from core.documents.content import check_file
from core.documents.files import FileStore
from core.documents.models import DocumentKind
from core.documents.services import add_document, content_of, withdraw_document
from core.documents.sweep import sweep
from people.demo import EMPTY_PAGE
from people.models import HouseholdDocument
from tests.support import rows
from tests.support.rows import NOW

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name, value in {"ACCESS_KEY_ID": "test", "SECRET_ACCESS_KEY": "test", "DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def store(endpoint: str, settings: Settings) -> FileStore:
    client = boto3.client("s3", endpoint_url=endpoint)
    client.create_bucket(Bucket="papers")
    client.close()
    return FileStore.of(replace(settings, document_store="s3://papers/stegi", document_endpoint=endpoint))


def test_a_document_is_kept_there_sealed_and_goes_when_it_is_withdrawn(
    session: Session, store: FileStore, endpoint: str
):
    household = rows.add_household(session, rows.add_centre(session))
    file = check_file(EMPTY_PAGE, "permit.pdf")
    document = HouseholdDocument(household=household)
    add_document(session, document, file, kind=DocumentKind.PERMIT, store=store, actor=None, at=NOW)
    address = document.address
    assert content_of(document, store) == EMPTY_PAGE
    client = boto3.client("s3", endpoint_url=endpoint)
    lying = client.get_object(Bucket="papers", Key=f"stegi/{address[:2]}/{address[2:4]}/{address}")["Body"].read()
    client.close()
    assert b"%PDF" not in lying
    assert list(store.addresses()) == [address]

    assert sweep(session, store) == 0
    withdraw_document(session, document, actor=rows.add_user(session, StaffRole.HOUSING_OFFICER), at=NOW)
    assert sweep(session, store) == 1
    assert list(store.addresses()) == []


def test_what_is_lost_there_is_said(session: Session, store: FileStore):
    with pytest.raises(FileNotFoundError):
        store.read("0123456789abcdef")
    store.delete("0123456789abcdef")
