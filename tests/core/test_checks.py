"""`stegi check`: each thing that can be wrong is named, with the exit code that says how bad it is."""

import json
import re
import socket
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
import time_machine
from click.testing import CliRunner
from sqlalchemy.orm import Session

from cli import main
from core import migrate
from core.config import NAMES, ROOT
from core.crypto import new_key
from core.dates import utc_now
from core.jobs.models import Job, JobStatus
from tests.support import rows
from tests.support.databases import BARE
from tests.support.keys import TEXT

SECRET_KEY = "a key for tests and for nothing else"


@pytest.fixture
def environment(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_keys: None) -> None:
    values = {"DATABASE_URL": database_url, "INSTANCE": tmp_path, "SECRET_KEY": SECRET_KEY, "DATA_KEYS": TEXT}
    values |= {"ADDRESS": "https://stegi.example.org", "SMTP_URL": "smtp://127.0.0.1", "MAIL_FROM": "a@example.org"}
    values |= {"DEBTOR_NAME": "Pilot", "DEBTOR_IBAN": "GR1601101250000000012300695"}
    for name, value in values.items():
        monkeypatch.setenv(f"STEGI_{name}", str(value))


def check(**settings: str) -> tuple[int, dict[str, tuple[str, str]]]:
    """The exit code, and for each thing that was looked at the worst that was found."""
    result = CliRunner().invoke(main, ["check", "--json"], env=settings, catch_exceptions=False)
    found: dict[str, tuple[str, str]] = {}
    for finding in json.loads(result.stdout):
        if finding["verdict"] != "right" or finding["what"] not in found:
            found.setdefault(finding["what"], (finding["verdict"], finding["words"]))
    assert SECRET_KEY not in result.output
    assert TEXT.partition(":")[2] not in result.output
    return result.exit_code, found


def test_everything_is_right(environment: None, session: Session):
    rows.add_listing(session, rows.add_centre(session))
    session.commit()
    code, found = check()
    assert (code, {verdict for verdict, _ in found.values()}) == (0, {"right"})
    of_services = {"geocoder", "routing", "tiles", "region"}
    assert (
        set(found) == {"settings", "database", "migrations", "keys", "jobs", "clock", "disk", "documents"} | of_services
    )


def test_a_clock_that_is_behind_the_last_step_is_told(environment: None, session: Session):
    rows.add_centre(session)
    with time_machine.travel(utc_now() + timedelta(hours=1)):
        session.commit()
    code, found = check()
    assert (code, found["clock"][0]) == (1, "needs-a-person")
    assert "the last step was written at" in found["clock"][1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("settings", "code", "what", "words"),
    [
        ({"STEGI_SECRET_KEY": ""}, 2, "settings", "STEGI_SECRET_KEY is not set"),
        ({"STEGI_DATA_KEYS": "1:short"}, 2, "settings", "STEGI_DATA_KEYS cannot be used"),
        ({"STEGI_SESSION_HOURS": "many"}, 2, "settings", "STEGI_SESSION_HOURS is"),
        ({"STEGI_REGION": "atlantis"}, 2, "settings", "STEGI_REGION names no region that there is data for"),
        ({"STEGI_DATAKEYS": "x"}, 1, "settings", "STEGI_DATAKEYS is no setting; STEGI_DATA_KEYS is meant?"),
        ({"STEGI_ADDRESS": ""}, 1, "settings", "STEGI_ADDRESS is not set: only browsers on this machine"),
        ({"STEGI_ADDRESS": "stegi"}, 2, "settings", "STEGI_ADDRESS is no address"),
        ({"STEGI_INSECURE_HTTP": "1"}, 1, "settings", "cookies are sent without https"),
        (
            {"STEGI_DATABASE_URL": "sqlite:////proc/nowhere/stegi.sqlite"},
            2,
            "database",
            "names a file that is not there",
        ),
        ({"STEGI_DATABASE_URL": "shopping list"}, 2, "settings", "STEGI_DATABASE_URL is no address of a database"),
        (
            {"STEGI_DATABASE_URL": "postgresql://h:port/x"},
            2,
            "settings",
            "STEGI_DATABASE_URL is no address of a database",
        ),
        ({"STEGI_DATABASE_URL": "", "STEGI_INSTANCE": "/proc/nowhere"}, 2, "database", "is not set, and there is no"),
        ({"STEGI_DATABASE_URL": "", "STEGI_INSTANCE": "/proc/nowhere"}, 2, "database", "`stegi init` begins"),
        ({"STEGI_DEBTOR_IBAN": "GR00"}, 2, "settings", "STEGI_DEBTOR_IBAN is no valid IBAN"),
        ({"STEGI_DEBTOR_IBAN": ""}, 1, "debtor", "no payment run can be approved"),
        ({"STEGI_DEBTOR_NAME": ""}, 1, "debtor", "no payment run can be approved"),
        ({"STEGI_SMTP_URL": ""}, 1, "mail", "no e-mail leaves"),
        ({"STEGI_INSTANCE": "/proc/nowhere"}, 2, "disk", "/proc/nowhere is not there"),
        ({"STEGI_DOCUMENT_STORE": "nosuch://store"}, 2, "settings", "STEGI_DOCUMENT_STORE is no store"),
        ({"STEGI_DOCUMENT_STORE": "file:///proc/nowhere"}, 2, "documents", "the store does not answer"),
        ({"STEGI_GEOCODER_URL": "http://127.0.0.1:1/"}, 1, "geocoder", "does not answer"),
        ({"STEGI_ROUTING_URL": "http://127.0.0.1:1/"}, 1, "routing", "does not answer"),
        ({"STEGI_ROUTING_KIND": "graphhopper"}, 2, "settings", "it is osrm or valhalla"),
        ({"STEGI_TILE_FILE": "nowhere.pmtiles"}, 1, "tiles", "no such file, or it may not be read; maps show"),
    ],
)
def test_what_is_wrong_is_named(environment: None, settings: dict[str, str], code: int, what: str, words: str):
    found_code, found = check(**settings)
    assert (found_code, words in found[what][1]) == (code, True), found


def test_a_database_of_another_version_is_said(environment: None, database_url: str):
    migrate.downgrade(database_url, "0006")
    code, found = check()
    assert (code, found["migrations"]) == (2, ("wrong", "the database is of another version (applied: 0006)"))


@pytest.mark.parametrize("database_url", BARE[1:], indirect=True)
def test_a_database_with_nothing_in_it_leads_to_the_command_that_begins(environment: None):
    code, found = check()
    assert (code, "`stegi init` begins an installation" in found["migrations"][1]) == (2, True)


def test_keys_that_do_not_open_or_are_not_the_newest_are_said(environment: None, session: Session):
    rows.add_listing(session, rows.add_centre(session))
    session.commit()
    code, found = check(STEGI_DATA_KEYS=f"2:{new_key()},{TEXT}")
    assert (code, found["keys"][0], "stegi keys rotate" in found["keys"][1]) == (1, "needs-a-person", True)
    code, found = check(STEGI_DATA_KEYS=f"1:{new_key()}")
    assert (code, found["keys"][0]) == (2, "wrong")


def test_a_centre_that_no_map_of_the_region_shows_is_said(environment: None, session: Session):
    rows.add_centre(session)
    rows.add_centre(session, key="elsewhere").latitude = 40.55
    session.commit()
    code, found = check()
    assert (code, found["region"]) == (
        1,
        ("needs-a-person", "elsewhere: not in crete; STEGI_REGION says which region maps show"),
    )


def test_jobs_that_nobody_takes_are_said(environment: None, session: Session):
    long_ago = rows.NOW - timedelta(days=300)
    session.add(Job(kind="sweep", payload={}, state={}, asked_at=long_ago, due_at=long_ago))
    begun = {"status": JobStatus.RUNNING, "lease": "a", "asked_at": long_ago, "due_at": long_ago}
    session.add(Job(kind="sweep", payload={}, state={}, leased_until=long_ago, **begun))
    session.add(Job(kind="sweep", payload={}, state={}, leased_until=utc_now(), **begun))
    session.commit()
    code, found = check()
    assert (code, found["jobs"][1]) == (1, "2 wait for more than 15 minutes: is `stegi serve` running?")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_geocoder_that_answers_anything_is_there(environment: None):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        server.settimeout(30)
        answering = Thread(target=_answer, args=(server,))
        answering.start()
        code, found = check(STEGI_GEOCODER_URL=f"http://127.0.0.1:{port}/")
        answering.join()
    assert (code, found["geocoder"]) == (0, ("right", "answers"))


def _answer(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_instance_folder_that_comes_with_the_first_document_is_for_its_owner_alone(
    environment: None, tmp_path: Path
):
    instance = tmp_path / "new"
    check(STEGI_INSTANCE=str(instance))
    folders = [instance, *(path for path in instance.rglob("*") if path.is_dir())]
    assert len(folders) > 1
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_terminal_shows_one_line_for_each(environment: None):
    result = CliRunner().invoke(main, ["check"], catch_exceptions=False)
    assert re.search(r"^right database +sqlite \S+ answers$", result.stdout, re.MULTILINE)


def test_every_setting_of_the_code_is_documented_and_known():
    packages = ("core", "housing", "maps", "people", "portal", "subsidies")
    sources = [*ROOT.glob("*.py"), *(file for each in packages for file in (ROOT / each).rglob("*.py"))]
    in_code = {name for file in sources for name in re.findall(r"\bSTEGI_[A-Z_]+[A-Z]\b", file.read_text())}
    documented = re.findall(r"^\| `(STEGI_[A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    assert sorted(in_code) == sorted(documented) == sorted(NAMES)
