"""The log tells what happened and nothing about anybody, whatever somebody sends."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import Session

from app import create_app
from core import logs
from core.auth.access import public
from core.auth.permissions import StaffRole
from core.config import Settings
from core.logs import HEADER
from core.session import database, db_session
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.visits import enter

SECRET = "+306940000001"
HOSTILE = 'a"}\r\n{"event": "forged"}\x1b[2J\u202e'


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is written from here on; afterwards the tests' own logging is back."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    logging.captureWarnings(False)
    root.handlers[:] = before
    root.setLevel(level)


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_request_has_one_line_with_its_number(client: PageClient, log: io.StringIO, session: Session):
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    session.commit()
    rows.sign_in(client, officer)
    log.truncate(0)
    log.seek(0)
    answer = client.get("/listings?address=Efesou+7")
    [line] = lines(log)
    facts = {"event": "request", "level": "info", "method": "GET", "endpoint": "housing.list_listings", "status": 200}
    assert facts.items() <= line.items()
    assert (line["user"], line["request_id"]) == (officer.id, answer.headers[HEADER])
    assert 0 < float(str(line["ms"])) < 60_000
    assert "Efesou" not in log.getvalue()


def test_the_line_asks_the_database_nothing_more(app: Flask, client: PageClient, session: Session):
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session)))
    said: list[str] = []
    with app.app_context():
        event.listen(database.engine, "before_cursor_execute", lambda *facts: said.append(facts[2]))
        event.listen(database.engine, "rollback", lambda connection: said.append("ROLLBACK"))
    assert client.get("/listings").status_code == 200
    assert set(said[said.index("ROLLBACK") :]) == {"ROLLBACK"}


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ("0af7651916cd43dd8448eb211c80319c", True),
        ("req_1234-AB", True),
        ("short", False),
        ("x" * 65, False),
        ("a b c d e f g h", False),
        ("<script>alert(1)</script>", False),
        ("número-número", False),
        ("", False),
    ],
)
def test_a_number_from_a_proxy_is_taken_over_when_it_is_one(settings: Settings, given: str, is_taken: bool):
    client = create_app(replace(settings, proxies=1)).test_client()
    answer = client.get("/healthz", headers={HEADER: given})
    assert (answer.headers[HEADER] == given) is is_taken
    assert len(answer.headers[HEADER]) >= 8


def test_without_a_proxy_nobody_says_which_request_it_is(client: PageClient):
    given = "0af7651916cd43dd8448eb211c80319c"
    assert client.get("/healthz", headers={HEADER: given}).headers[HEADER] != given


def test_two_requests_have_two_numbers(client: PageClient):
    assert client.get("/healthz").headers[HEADER] != client.get("/healthz").headers[HEADER]


@pytest.mark.parametrize("path", [f"/link/{SECRET}", f"/no/{SECRET}", f"/sign-in?next=/{SECRET}", f"/{HOSTILE}"])
def test_no_address_and_no_query_is_written(client: PageClient, log: io.StringIO, path: str):
    client.get(path, headers={"User-Agent": SECRET, "Referer": f"https://example.org/{SECRET}"})
    client.post(path, data={"email": SECRET, "password": SECRET})
    assert lines(log)
    assert SECRET not in log.getvalue()
    assert "forged" not in log.getvalue()


def test_a_method_that_is_none_begins_no_line_of_its_own(client: PageClient, log: io.StringIO):
    client.open("/sign-in", method="GET\r\nFORGED\u202e")
    assert [line["event"] for line in lines(log)] == ["request"]
    assert log.getvalue().isascii()


def test_of_an_exception_only_kind_and_places_are_written(app: Flask, client: PageClient, log: io.StringIO):
    def view() -> str:
        raise StatementError(
            f"no such household: {SECRET}", f"SELECT '{SECRET}'", {"phone": SECRET}, ValueError(SECRET)
        )

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule(f"/a-view/{SECRET}", "a_view", public(view))
    answer = client.get(f"/a-view/{SECRET}")
    told, request = lines(log)
    assert (told["event"], told["level"], told["exception"]) == ("exception", "error", "StatementError")
    assert any(str(place).endswith(" view") for place in told["places"])
    assert told["request_id"] == request["request_id"] == answer.headers[HEADER]
    assert request["status"] == 500
    assert SECRET not in log.getvalue()


def test_what_a_person_reads_out_on_the_telephone_finds_the_line(app: Flask, client: PageClient, log: io.StringIO):
    def view() -> str:
        raise ValueError(SECRET)

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/a-view", "a_view", public(view))
    rows.speak_english(client)
    page = client.page("/a-view", status=500)
    reference = page.xpath("string(//p[starts-with(., 'When you call us')]/bdi)")
    told, request = lines(log)
    assert reference == told["request_id"] == request["request_id"]


def test_what_a_request_did_bears_its_number_in_the_audit(client: PageClient, session: Session):
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session)))
    answer = client.get("/")
    assert events(session)[-1].request_id == answer.headers[HEADER]


def test_of_what_a_library_says_only_the_fixed_words_are_kept(log: io.StringIO):
    logging.getLogger("a.library").warning("Error handling request %s", f"/link/{SECRET}")
    logging.getLogger("core.jobs.worker").warning("job %s: the lease could not be renewed: %s", 7, "OperationalError")
    assert [line["event"] for line in lines(log)][-2:] == [
        "Error handling request %s",
        "job 7: the lease could not be renewed: OperationalError",
    ]


@pytest.mark.parametrize(
    ("logger", "words", "value", "said"),
    [
        ("gunicorn.error", "Connection in use: %s", "('127.0.0.1', 8000)", "Connection in use: ('127.0.0.1', 8000)"),
        ("gunicorn.error", "WORKER TIMEOUT (pid:%s)", 77, "WORKER TIMEOUT (pid:77)"),
        ("alembic.runtime.migration", "Context impl %s.", "SQLiteImpl", "Context impl SQLiteImpl."),
        ("gunicorn.error", "Error handling request %s", f"/link/{SECRET}", "Error handling request %s"),
        ("a.library", "Connection in use: %s", SECRET, "Connection in use: %s"),
    ],
)
def test_what_speaks_of_processes_and_ports_alone_is_filled_in(
    log: io.StringIO, logger: str, words: str, value: object, said: str
):
    logging.getLogger(logger).error(words, value)
    assert lines(log)[-1]["event"] == said


def test_no_statement_that_fails_shows_its_values(app: Flask):
    with app.app_context(), pytest.raises(OperationalError) as failure:
        db_session().execute(text("SELECT :phone FROM nowhere"), {"phone": SECRET})
    assert SECRET not in str(failure.value)
