"""The commands as a person starts them: each in a process of its own, which has loaded nothing before."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from core.config import ROOT
from tests.support.keys import TEXT
from tests.support.rows import add_centre

ADVERTS = "reference;rent;address;m2\nA-1;450;Efesou 7;82\n"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["search", "--near", "heraklion", "--json"], 0, '"listings": []'),
        (["import", "listings", "adverts.csv"], 0, "created: 1"),
        (["audit", "verify"], 0, "The ledger is whole"),
        (["payments", "export", "1", "--output", "payments.xml"], 2, "There is no such run of payments."),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_command_on_the_database_stands_alone(
    session: Session, database_url: str, tmp_path: Path, arguments: list[str], code: int, says: str
):
    add_centre(session)
    session.commit()
    (tmp_path / "adverts.csv").write_text(ADVERTS)
    environment = os.environ | {"STEGI_DATABASE_URL": database_url, "STEGI_DATA_KEYS": TEXT, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "cli", *arguments]
    answer = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (answer.returncode, says in answer.stdout + answer.stderr) == (code, True), answer


def test_a_command_searches_for_garbage_only_in_what_it_made_itself(tmp_path: Path):
    asks = "import gc, cli; cli.main(['quote', '--help'], standalone_mode=False); print(gc.get_freeze_count())"
    command = [sys.executable, "-c", asks]
    answer = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert int(answer.stdout.splitlines()[-1]) > 10_000, answer
