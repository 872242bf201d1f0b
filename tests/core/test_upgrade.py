"""`stegi upgrade`: an installation of an earlier version comes up to this one; nothing else is touched."""

import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from core import migrate
from core.crypto import new_key
from core.dates import utc_now
from core.installation import Installation
from tests.support.audit import events
from tests.support.backups import stegi
from tests.support.rows import add_centre, add_listing


@pytest.fixture
def older(database_url: str, session: Session) -> str:
    add_listing(session, add_centre(session))
    session.commit()
    session.close()
    migrate.downgrade(database_url, "-1")
    return database_url


def revision(url: str) -> str | None:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = migrate.revision_of(connection)
    engine.dispose()
    return found


def test_an_older_database_comes_up_to_date_once(older: str, session: Session):
    before = revision(older)
    first, second = (json.loads(stegi(older, "upgrade", "--json").stdout) for _ in range(2))
    assert (first["before"], second["before"]) == (before, first["after"])
    assert first["after"] == revision(older) != before
    assert [event.action for event in events(session)] == ["arrange", "upgrade", *["store-scheme"] * 3]


def test_what_the_service_brings_meanwhile_is_laid_down_also_when_there_is_nothing_to_migrate(
    database_url: str, session: Session
):
    add_centre(session)
    session.commit()
    for _time in range(2):
        assert stegi(database_url, "upgrade").stdout.startswith("There is nothing to do")
    keys = session.scalars(text("SELECT key FROM scheme_version ORDER BY key")).all()
    assert keys == ["helios-2019", "helios-plus", "opeka-housing-benefit"]


def test_keys_that_do_not_open_what_is_there_change_nothing(older: str):
    before = revision(older)
    refused = stegi(older, "upgrade", keys=f"1:{new_key()}")
    assert (refused.exit_code, "do not open" in refused.stderr, revision(older)) == (2, True, before)


def test_a_demonstration_is_made_anew_instead(older: str, session: Session):
    session.add(Installation(id=1, is_demonstration=True, created_at=utc_now()))
    session.commit()
    refused = stegi(older, "upgrade")
    assert (refused.exit_code, "stegi demo" in refused.stderr) == (2, True)


def test_a_newer_database_is_left_alone(older: str, session: Session):
    session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    session.commit()
    refused = stegi(older, "upgrade")
    assert (refused.exit_code, "newer version" in refused.stderr) == (2, True)


def test_an_empty_database_is_begun_otherwise(database_url: str):
    refused = stegi(database_url, "upgrade")
    assert (refused.exit_code, "stegi init" in refused.stderr) == (2, True)


COMMANDS = [["upgrade"], ["backup", "a.stegi"], ["check"], ["keys", "rotate"], ["serve"]]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("command", [*COMMANDS, ["work"], ["demo"]])
def test_a_database_that_cannot_be_used_is_refused_in_one_sentence(
    database_url: str, command: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("STEGI_SECRET_KEY", "a key for tests and for nothing else")
    refused = stegi("mysql://stegi:secret@db/stegi", *command)
    assert (refused.exit_code, "secret" in refused.output) == (2, False)
    assert "STEGI_DATABASE_URL is no address of a database" in refused.output


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_leaves_a_database_where_none_was(
    tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("STEGI_INSTANCE", str(tmp_path))
    monkeypatch.setenv("STEGI_SECRET_KEY", "a key for tests and for nothing else")
    monkeypatch.chdir(tmp_path)
    assert stegi(f"sqlite:///{tmp_path / 'none.sqlite'}", *command).exit_code == 2
    assert list(tmp_path.glob("*.sqlite*")) == []
