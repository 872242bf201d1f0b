"""`stegi demo`: made when asked, left when it is there, and never in a database that holds anything else."""

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, create_engine, func, inspect, select, text

from app import fill_demonstration
from cli import main
from commands import demo, serve
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import DEMONSTRATION_KEYS
from housing.models import Dwelling, Listing
from people.models import Household
from tests.support.databases import BARE

ROLES = [*map(str, StaffRole), "household"]


@pytest.fixture
def place(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The instance folder of a new installation. The core of the demonstration is enough for what is asked here."""
    monkeypatch.setattr("commands.fill_demonstration", lambda *facts, whole: fill_demonstration(*facts))
    monkeypatch.setenv("STEGI_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    return tmp_path / "instance"


@pytest.fixture
def engine(database_url: str):
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


def stegi_demo(*options: str) -> Result:
    return CliRunner().invoke(demo, options, catch_exceptions=False)


def accounts(place: Path) -> list[dict[str, str]]:
    return json.loads((place / "demo.json").read_text())


def rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        counted = {
            kind.__tablename__: connection.scalar(select(func.count()).select_from(kind))
            for kind in (Listing, Household, User)
        }
        without_place = select(func.count()).select_from(Dwelling).where(Dwelling.latitude.is_(None))
        return counted | {"without_place": connection.scalar(without_place)}


@pytest.mark.parametrize("database_url", BARE, indirect=True)
def test_the_demonstration_is_made_with_its_accounts(place: Path, engine: Engine):
    assert stegi_demo().exit_code == 0
    assert rows(engine) == {"listing": 21, "household": 7, "user": 4, "without_place": 2}
    assert sorted({account["role"] for account in accounts(place)}) == sorted(ROLES)
    assert {account["role"] for account in accounts(place) if "totp_secret" in account} == {
        StaffRole.FINANCE_APPROVER,
        StaffRole.ADMINISTRATOR,
    }
    assert (place / "demo.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_is_made_anew_when_asked_and_left_when_only_wanted(place: Path, engine: Engine):
    stegi_demo("--if-missing")
    first = accounts(place)
    with engine.begin() as connection:
        connection.execute(text("UPDATE household SET name = 'Changed'"))
    assert stegi_demo("--if-missing").exit_code == 0
    assert accounts(place) == first
    with engine.connect() as connection:
        assert set(connection.scalars(text("SELECT name FROM household"))) == {"Changed"}
    stegi_demo()
    assert accounts(place) != first
    assert rows(engine)["listing"] == 21
    (place / "demo.json").unlink()  # nobody could sign in any more
    stegi_demo("--if-missing")
    assert accounts(place)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_port_that_is_taken_is_said_before_anything_else(place: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(serve, ["--demo", f"--port={port}"], catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (2, "")
    said = (
        f"Error: Nothing can answer at 127.0.0.1:{port}: Address already in use. Name another port by --port or PORT."
    )
    assert result.stderr.strip() == said


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("port", ["99999", "0", "many"])
def test_a_port_that_is_none_is_refused(place: Path, port: str):
    result = CliRunner().invoke(serve, ["--demo"], env={"PORT": port}, catch_exceptions=False)
    assert (result.exit_code, "--port" in result.stderr) == (2, True)


OTHER_DATA = {
    "an installation in earnest": "INSERT INTO installation (id, is_demonstration, created_at)"
    " VALUES (1, false, '2026-11-23 08:00:00')",
    "nothing but a centre": "INSERT INTO centre (id, key, name_el, name_en, latitude, longitude)"
    " VALUES (1, 'heraklion', 'Ηράκλειο', 'Heraklion', 35.3, 25.1)",
}


@pytest.mark.parametrize("statement", OTHER_DATA.values(), ids=OTHER_DATA.keys())
def test_a_database_with_other_data_is_refused_and_left_alone(place: Path, engine: Engine, statement: str):
    with engine.begin() as connection:
        connection.execute(text(statement))
    for options in ((), ("--if-missing",)):
        result = stegi_demo(*options)
        assert result.exit_code == 2
        assert "holds other data" in result.stderr
    table = statement.split()[2]
    with engine.connect() as connection:
        assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 1
    assert not (place / "demo.json").exists()


@pytest.mark.parametrize("database_url", BARE, indirect=True)
def test_the_tables_of_a_stranger_are_refused_and_not_migrated(place: Path, engine: Engine):
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE installation (id INTEGER)"))
        connection.execute(text("INSERT INTO installation VALUES (1)"))
    assert stegi_demo().exit_code == 2
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["installation"]
        assert connection.scalar(text("SELECT count(*) FROM installation")) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_a_key_in_the_environment_it_keeps_its_own(
    place: Path, monkeypatch: pytest.MonkeyPatch, own_keys: None
):
    monkeypatch.delenv("STEGI_DATA_KEYS")
    stegi_demo()
    assert stegi_demo("--if-missing").exit_code == 0
    found = CliRunner().invoke(main, ["search", "--near", "heraklion", "--json"], catch_exceptions=False)
    assert (found.exit_code, bool(json.loads(found.stdout)["listings"])) == (0, True)
    (place / DEMONSTRATION_KEYS).unlink()
    for options in ((), ("--if-missing",)):
        result = stegi_demo(*options)
        assert result.exit_code == 2
        assert "sealed under" in result.stderr


def test_a_file_that_is_no_database_is_refused_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "stegi.sqlite").write_text("a shopping list " * 100)
    monkeypatch.setenv("STEGI_INSTANCE", str(tmp_path))
    monkeypatch.delenv("STEGI_DATABASE_URL", raising=False)
    result = stegi_demo()
    assert result.exit_code == 2
    assert result.stderr == "Error: The database cannot be opened: file is not a database\n"


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("STEGI_INSTANCE", str(tmp_path / "file" / "instance"))
    result = stegi_demo()
    assert result.exit_code == 2
    assert result.stderr == f"Error: The folder {tmp_path}/file/instance cannot be made: Not a directory\n"


def test_a_server_whose_database_does_not_open_says_so_and_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("STEGI_SECRET_KEY", "a key for tests and for nothing else")
    monkeypatch.setenv("STEGI_DATABASE_URL", f"sqlite:///{tmp_path / 'nowhere' / 'stegi.sqlite'}")
    result = CliRunner().invoke(serve, catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (
        2,
        "Error: The database is not there yet or of another version; STEGI_DATABASE_URL says which it is."
        " `stegi init` begins one, `stegi upgrade` brings an older one up to date.\n",
    )
