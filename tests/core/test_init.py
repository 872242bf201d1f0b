"""`stegi init`: an empty installation in which everything works, and never over something that is there."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from cli import main
from core import migrate
from core.auth import totp
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.init_command import QUESTIONS
from tests.support.audit import events
from tests.support.databases import BARE
from tests.support.keys import TEXT
from tests.support.pages import PageClient
from tests.support.rows import NOW, speak_english

ANSWERS = {
    "programme": "Πρόγραμμα",
    "programme-en": "Programme",
    "project": "Κυκλάδες",
    "project-en": "Cyclades",
    "partner": "Φάρος",
    "partner-en": "Lighthouse",
    "centre": "Ακτή",
    "centre-en": "Coast",
    "centre-key": "north-coast",
    "latitude": "37,44",
    "longitude": "25.37",
    "administrator": "Maria Kalli",
    "email": "maria@example.org",
}
PASSWORD = "four words nobody knows"
PLACES = ("/", "/staff", "/structure", "/staff/1", "/structure/programme/1", "/structure/centre/1", "/jobs")


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEGI_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    monkeypatch.setenv("STEGI_DATA_KEYS", TEXT)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def stegi_init(**changed: str | None) -> Result:
    options = [f"--{name}={value}" for name, value in (ANSWERS | changed).items() if value is not None]
    return CliRunner().invoke(main, ["init", *options, "--json"], catch_exceptions=False)


@pytest.mark.parametrize("database_url", BARE, indirect=True)
def test_every_page_of_an_empty_installation_opens_for_its_administrator(client: PageClient, tmp_path: Path):
    answer = json.loads(stegi_init(address="https://stegi.example.org").stdout)
    assert mode(tmp_path / "instance") == 0o700  # also where the database is elsewhere
    assert answer["administrator"] == ANSWERS["email"]
    assert answer["link"].startswith("https://stegi.example.org/invitation/")
    speak_english(client)
    client.submit(urlsplit(answer["link"]).path, password=PASSWORD, again=PASSWORD)
    client.submit("/sign-in", action="/sign-in", email=ANSWERS["email"], password=PASSWORD)
    for path in PLACES:
        assert client.get(path).status_code in (200, 302), path


def test_an_installation_begins_with_the_schemes_that_come_with_the_service(session: Session):
    assert stegi_init().exit_code == 0
    stored = session.execute(text("SELECT key, version, status FROM scheme_version ORDER BY key")).all()
    assert stored == [(key, 1, "approved") for key in ("helios-2019", "helios-plus", "opeka-housing-benefit")]


def stegi_link(*options: str) -> Result:
    return CliRunner().invoke(main, ["link", *options, "--json"], catch_exceptions=False)


def test_the_only_administrator_is_let_in_after_a_restore(client: PageClient, session: Session, tmp_path: Path):
    """The first link was never used and came back expired."""
    old = urlsplit(json.loads(stegi_init().stdout)["link"]).path
    backup = str(tmp_path / "backup.stegi")
    for arguments in (["backup", backup], ["restore", backup, "--replace"]):
        assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0
    speak_english(client)
    assert client.get(old).status_code == 410
    new = urlsplit(json.loads(stegi_link("Maria@example.org").stdout)["link"]).path
    client.submit(new, password=PASSWORD, again=PASSWORD)
    client.submit("/sign-in", action="/sign-in", email=ANSWERS["email"], password=PASSWORD)
    assert client.get("/account/second-factor").status_code == 200
    made = [event for event in events(session) if event.action == "make-staff-link"]
    assert [event.actor_id for event in made] == [None, None]


def test_lost_second_factors_are_removed_only_when_that_is_asked_for(session: Session):
    stegi_init()
    user = session.scalars(select(User)).one()
    totp.give_app(session, user, at=NOW)
    session.commit()
    for options, has_app in (([], True), (["--second-factors"], False)):
        assert stegi_link(ANSWERS["email"], *options).exit_code == 0
        assert (totp.find_app(session, user) is not None) == has_app
        session.commit()


def test_the_command_lets_in_administrators_alone(session: Session):
    stegi_init()
    user = session.scalars(select(User)).one()
    user.posts[0].role = StaffRole.HOUSING_OFFICER
    session.commit()
    for email, why in ((ANSWERS["email"], "no administrator"), ("nobody@example.org", "Nobody has an account")):
        answer = stegi_link(email)
        assert (answer.exit_code, why in answer.stdout) == (2, True)


@pytest.mark.parametrize(
    ("environment", "begins"),
    [
        ({}, "http://127.0.0.1:8000/"),
        ({"PORT": "8141"}, "http://127.0.0.1:8141/"),
        ({"PORT": "8141", "STEGI_ADDRESS": "https://stegi.example.org"}, "https://stegi.example.org/"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_links_lead_to_where_the_service_answers(
    environment: dict[str, str], begins: str, monkeypatch: pytest.MonkeyPatch
):
    for name in ("PORT", "STEGI_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for answer in (stegi_init(), stegi_link(ANSWERS["email"])):
        assert json.loads(answer.stdout)["link"].startswith(f"{begins}invitation/")


def test_a_database_that_holds_anything_is_left_alone(database_url: str):
    assert stegi_init().exit_code == 0
    again = stegi_init(email="other@example.org")
    assert again.exit_code == 2
    assert "holds data already" in json.loads(again.stdout)["error"]["message"]
    engine = create_engine(database_url)
    with engine.connect() as connection:
        assert connection.scalar(text('SELECT count(*) FROM "user"')) == 1
    engine.dispose()


def test_of_two_at_once_the_second_is_told(database_url: str, monkeypatch: pytest.MonkeyPatch):
    assert stegi_init().exit_code == 0
    monkeypatch.setattr("core.init_command.holds_rows", lambda connection: False)  # when it looked nothing was there
    again = stegi_init(email="other@example.org")
    assert again.exit_code == 2
    assert "Somebody else wrote the same" in json.loads(again.stdout)["error"]["message"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "maria"}, "Enter an e-mail address"),
        ({"centre-key": "North Coast"}, "small Latin letters"),
        ({"latitude": "north"}, "are degrees"),
        ({"longitude": "181"}, "are degrees"),
        ({"latitude": "nan"}, "are degrees"),
        ({"latitude": "25.37", "longitude": "37.44"}, "in Greece the first lies between 34 and 42"),
        ({"administrator": None}, "--administrator is missing: Name of the administrator."),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_wrong_is_said_and_can_be_tried_again(changed: dict[str, str | None], sentence: str):
    refused = stegi_init(**changed)
    assert refused.exit_code == 2
    assert sentence in json.loads(refused.stdout)["error"]["message"]
    assert stegi_init().exit_code == 0


@pytest.mark.parametrize("database_url", BARE[:1], indirect=True)
def test_an_answer_that_cannot_be_used_is_asked_for_again_and_those_before_stay(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True, raising=False)
    wrong = {"centre-key": "Βόρεια", "latitude": "25.37", "longitude": "north", "email": "maria"}
    typed = [line for name, right in ANSWERS.items() for line in (wrong.get(name), right) if line]
    result = CliRunner().invoke(main, ["init"], input="\n".join(typed) + "\n", catch_exceptions=False)
    assert (result.exit_code, result.stdout.count("Error: ")) == (0, len(wrong))
    assert "/invitation/" in result.stdout


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("STEGI_DATABASE_URL", f"sqlite:///{tmp_path}/file/stegi.sqlite")
    refused = stegi_init()
    assert refused.exit_code == 2
    assert f"The folder {tmp_path}/file cannot be made" in json.loads(refused.stdout)["error"]["message"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_keys_no_database_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "new" / "stegi.sqlite"
    monkeypatch.setenv("STEGI_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.delenv("STEGI_DATA_KEYS")
    assert stegi_init().exit_code == 2
    assert not path.exists()
    monkeypatch.setenv("STEGI_DATA_KEYS", TEXT)
    assert stegi_init().exit_code == 0
    assert (mode(path.parent), mode(path)) == (0o700, 0o600)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_database_that_others_could_read_is_its_owner_s_after_an_upgrade(database_url: str, tmp_path: Path):
    migrate.downgrade(database_url, "-1")
    files = [tmp_path / f"stegi.sqlite{end}" for end in ("", "-wal", "-shm")]
    engine = create_engine(database_url)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA journal_mode=WAL"))
        connection.execute(text("SELECT count(*) FROM alembic_version"))
        for file in files:
            file.chmod(0o644)
        migrate.upgrade(database_url)
        assert {mode(file) for file in files} == {0o600}
    engine.dispose()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_question_stands_in_the_help_with_an_example():
    help_text = CliRunner().invoke(main, ["init", "--help"]).stdout
    assert all(f"--{name} " in help_text for name in QUESTIONS)
    assert "Example:" in help_text
