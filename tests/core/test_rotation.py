"""A new key, and everything sealed anew under it: while the service runs, and after a rotation that was killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.orm import Session

from cli import main
from core.crypto import KeyRing, new_key, number_of
from core.db import READ_ONLY
from core.documents.files import FileStore
from core.documents.services import place_of
from core.rotation import count_by_key, sealed_columns
from core.sealed import BlindIndex, install_keys, keys, matches
from core.structure import Centre
from housing.models import Landlord
from people.models import Identifier
from tests.support import rows
from tests.support.keys import TEXT
from tests.support.rows import NOW

MANY = 6000
BOTH = f"2:{new_key()},{TEXT}"


def phone(number: int) -> str:
    return f"+30281{number:07d}"


@pytest.fixture
def environment(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_keys: None) -> None:
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    monkeypatch.setenv("STEGI_INSTANCE", str(tmp_path))


@pytest.fixture
def landlords(environment: None, session: Session) -> Session:
    """Many values under the first key; from here on there is a second."""
    kind = Landlord.__table__.c.phone_index.type
    assert isinstance(kind, BlindIndex)
    centre = {"id": 1, "key": "heraklion", "name_el": "Ηράκλειο", "name_en": "Heraklion"}
    session.connection().execute(insert(Centre.__table__), centre | {"latitude": 35.3, "longitude": 25.1})
    same = {"name": "", "search_key": "", "kept_by_id": 1, "created_at": NOW}
    values = (same | {"phone": phone(n), "phone_index": kind.of(phone(n))} for n in range(MANY))
    session.connection().execute(insert(Landlord.__table__), list(values))
    session.commit()
    install_keys(KeyRing.from_text(BOTH))
    return session


def stegi(*args: str, keys: str = TEXT) -> Result:
    return CliRunner().invoke(main, args, env={"STEGI_DATA_KEYS": keys}, catch_exceptions=False)


def under(session: Session, number: int) -> int:
    session.rollback()
    return count_by_key(session.connection()).get(number, 0)


def has_begun(engine: Engine) -> bool:
    with engine.connect() as connection:
        return number_of(connection.scalar(text("SELECT phone FROM landlord ORDER BY id LIMIT 1"))) == 2


def all_are_read(engine: Engine) -> bool:
    """Whether landlords are found by telephone and their telephones read, under whichever keys they stand."""
    with Session(engine) as session:
        for number in range(0, MANY, 300):
            found = session.scalars(select(Landlord).where(matches(Landlord.phone_index, phone(number)))).one()
            assert found.phone == phone(number)
    return True


def test_a_first_key_is_ready_to_be_used(monkeypatch: pytest.MonkeyPatch):
    result = stegi("keys", "new", keys="")
    key = result.stdout.strip()
    assert KeyRing.from_text(key).current == 1
    assert "STEGI_DATA_KEYS=1:..." in result.stderr
    assert key.partition(":")[2] not in result.stderr


def test_a_further_key_has_the_next_number_and_stands_before_the_others():
    result = stegi("keys", "new", "--json")
    new = json.loads(result.stdout)
    assert (new["number"], KeyRing.from_text(f"{new['key']},{TEXT}").current) == (2, 2)
    assert "STEGI_DATA_KEYS=2:...,1:..." in stegi("keys", "new").stderr


def test_everything_is_sealed_anew_and_the_old_key_can_go(environment: None, session: Session):
    household = rows.add_household(session, rows.add_centre(session))
    rows.add_account(session, household, iban="GR1601101250000000012300695")
    session.commit()
    result = stegi("keys", "rotate", "--json", keys=BOTH)
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["key"], answer["left"], answer["can_go"]) == (0, 2, {"1": 0}, [1])
    assert answer["sealed_anew"] >= 2
    install_keys(KeyRing.from_text(BOTH.partition(",")[0]))  # without the old key
    session.expire_all()
    found = session.scalars(select(Identifier).where(matches(Identifier.value_index, household.account.value))).one()
    assert (found.value, found.holder) == ("GR1601101250000000012300695", "Amal Haddad")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_files_of_documents_are_sealed_anew_too(environment: None, tmp_path: Path):
    store, address = FileStore.at((tmp_path / "documents").as_uri(), None), "ab" * 16
    store.write(address, keys().seal(b"a permit", place_of(address)))
    answer = json.loads(stegi("keys", "rotate", "--json", keys=BOTH).stdout)
    assert (answer["left"], answer["can_go"]) == ({"1": 0}, [1])
    ring = KeyRing.from_text(BOTH.partition(",")[0])
    assert ring.open(store.read(address), place_of(address)) == b"a permit"
    store.write(address, KeyRing.from_text(f"2:{new_key()}").seal(b"a permit", place_of(address)))
    assert stegi("keys", "rotate", keys=f"3:{new_key()},{BOTH}").exit_code == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_second_rotation_finds_nothing_to_do_and_the_terminal_says_so(environment: None, session: Session):
    rows.add_listing(session, rows.add_centre(session))
    session.commit()
    stegi("keys", "rotate", keys=BOTH)
    result = stegi("keys", "rotate", keys=BOTH)
    assert result.exit_code == 0
    assert result.stdout.startswith("0 values were sealed anew; ")
    assert "Nothing here needs key 1 any more" in result.stdout
    assert result.stdout.endswith("once every server was begun anew with both keys.\n")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_the_key_of_what_is_there_nothing_is_touched(landlords: Session):
    result = stegi("keys", "rotate", keys=f"2:{new_key()}")
    assert result.exit_code == 2
    assert "do not open landlord.phone" in result.stderr
    assert under(landlords, 1) == MANY


def test_a_rotation_killed_in_the_middle_loses_nothing_and_goes_on(landlords: Session):
    killed = subprocess.Popen(
        [sys.executable, "-c", "from cli import main; main()", "keys", "rotate"],
        env=os.environ | {"STEGI_DATA_KEYS": BOTH},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    readers = landlords.get_bind().execution_options(**{READ_ONLY: True})
    while not has_begun(readers):
        assert killed.poll() is None, "it ended before it could be killed"
        time.sleep(0.001)
    killed.send_signal(signal.SIGSTOP)  # a moment in the middle, long enough to look around
    assert all_are_read(readers)
    killed.send_signal(signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL
    assert 0 < under(landlords, 1) < MANY
    assert under(landlords, 1) + under(landlords, 2) == MANY
    assert all_are_read(readers)
    landlords.rollback()
    answer = json.loads(stegi("keys", "rotate", "--json", keys=BOTH).stdout)
    assert answer["left"] == {"1": 0}
    assert under(landlords, 1) == 0
    assert all_are_read(readers)


def test_every_table_with_something_sealed_has_a_key_of_one_column():
    assert {place.table.name for place in sealed_columns() if len(place.table.primary_key.columns) != 1} == set()
