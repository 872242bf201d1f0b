"""A database that was begun anew, or holds a lock for long: no request is lost, and none waits without an answer."""

import errno
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from core import migrate
from core.auth.permissions import StaffRole
from core.commands import write_file
from core.db import is_trouble
from core.documents.files import FileStore
from core.errors import Refused
from core.serve import SECONDS_FOR_A_REQUEST
from core.session import database
from tests.support import rows
from tests.support.pages import PageClient


def _ask(client: PageClient, question: str) -> int:
    """By a connection that the service keeps."""
    with client.application.app_context():
        engine: Engine = database.engine
        with engine.connect() as connection:
            answer: int = connection.execute(text(question)).scalar_one()
            return answer


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_form_is_taken_after_the_database_was_begun_anew(client: PageClient, session: Session):
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    session.commit()
    rows.sign_in(client, officer)
    page = client.page("/enterprises/new")
    kept = _ask(client, "SELECT pg_backend_pid()")
    assert session.scalar(text(f"SELECT pg_terminate_backend({kept}, 5000)"))
    session.commit()
    token = page.xpath("string(//input[@name='csrf_token']/@value)")
    centre = page.xpath("string(//*[@name='centre_id']/option[last()]/@value | //input[@name='centre_id']/@value)")
    sent = {"csrf_token": token, "name": "Olive Press", "kind": "other", "centre_id": centre}
    assert client.post("/enterprises/new", data=sent).status_code in {302, 422}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_lock_is_waited_for_less_long_than_a_request_lasts(client: PageClient):
    waits = _ask(client, "SELECT setting::int FROM pg_settings WHERE name = 'lock_timeout'")
    assert 0 < waits < SECONDS_FOR_A_REQUEST * 1000


def test_two_who_migrate_at_once_take_turns(postgresql_url: str):
    engine = create_engine(postgresql_url)
    is_free = select(func.pg_try_advisory_xact_lock(migrate.TURN))
    with migrate.rebuilding(postgresql_url), engine.begin() as other:
        assert not other.scalar(is_free)
    with engine.begin() as other:
        assert other.scalar(is_free)
    engine.dispose()


class _OfSQLite(Exception):
    def __init__(self, code: int) -> None:
        self.sqlite_errorcode = code


@pytest.mark.parametrize(
    ("error", "is_one"),
    [
        pytest.param(OperationalError("", {}, Exception("gone")), True, id="the-server-is-gone"),
        pytest.param(InterfaceError("", {}, Exception("closed")), True, id="the-connection-is-closed"),
        pytest.param(OperationalError("", {}, _OfSQLite(5)), True, id="busy"),
        pytest.param(OperationalError("", {}, _OfSQLite(5 | 2 << 8)), True, id="busy-in-a-snapshot"),
        pytest.param(OperationalError("", {}, _OfSQLite(13)), True, id="full"),
        pytest.param(OperationalError("", {}, _OfSQLite(1)), False, id="no-such-table"),
        pytest.param(OSError(errno.ENOSPC, "full"), True, id="disk-full"),
        pytest.param(FileNotFoundError(errno.ENOENT, "lost"), False, id="a-lost-file"),
        pytest.param(ValueError(), False, id="a-slip-of-ours"),
        pytest.param(None, False, id="nothing"),
    ],
)
def test_trouble_of_the_machine_is_told_from_slips_of_ours(error: Exception | None, is_one: bool):
    assert is_trouble(error) == is_one


@contextmanager
def _room_for(size: int) -> Iterator[None]:
    """No file grows larger, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_that_a_command_writes_is_whole_or_as_it_was(tmp_path: Path):
    path = tmp_path / "run.xml"
    path.write_bytes(b"yesterday's")
    with _room_for(1000), pytest.raises(Refused, match="cannot be written"):
        write_file(path, b"x" * 5000)
    assert path.read_bytes() == b"yesterday's"
    write_file(path, b"today's")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("run.xml", b"today's")]


def test_what_a_command_writes_to_a_pipe_goes_there():
    write_file(Path("/dev/null"), b"anything")
    assert Path("/dev/null").is_char_device()


def test_a_link_is_written_through(tmp_path: Path):
    (tmp_path / "link.xml").symlink_to(tmp_path / "there.xml")
    write_file(tmp_path / "link.xml", b"here")
    assert (tmp_path / "link.xml").is_symlink()
    assert (tmp_path / "there.xml").read_bytes() == b"here"


def test_half_a_document_does_not_keep_the_disk_full(tmp_path: Path):
    store = FileStore.at(tmp_path.as_uri(), None)
    with _room_for(1000), pytest.raises(OSError, match="too large"):
        store.write("abcdef", b"x" * 5000)
    assert list(store.addresses()) == []
