"""`stegi import places` from outside: what it prints, what it stores, and the exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cli import main
from maps.models import Amenity

GOOD = "id,lat,lon,kind\n1,35.33,25.14,amenity=school\n2,35.34,25.15,shop=bakery\n"
FAULTY = GOOD + "3,35.35,,amenity=clinic\n"
COUNTS = {"created": 0, "updated": 0, "unchanged": 0, "removed": 0, "left_out": 1}


@pytest.fixture
def database_url(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Nothing here depends on the kind of database."""
    monkeypatch.setenv("STEGI_DATABASE_URL", sqlite_url)
    return sqlite_url


def stegi(folder: Path, content: str, *options: str) -> Result:
    file = folder / "places.csv"
    file.write_text(content)
    command = ["import", "places", str(file), "--source", "map", "--date", "2026-09-01", *options]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def count(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Amenity)) or 0


def test_a_file_is_imported_and_again_changes_nothing(session: Session, tmp_path: Path):
    first = stegi(tmp_path, GOOD, "--json")
    assert (first.exit_code, json.loads(first.stdout)) == (
        0,
        {"rows": 2, "accepted": 1}
        | COUNTS
        | {"created": 1, "rejected": [], "warnings": [], "duplicates": [], "unknown_columns": []},
    )
    again = json.loads(stegi(tmp_path, GOOD, "--json").stdout)
    assert (again["created"], again["unchanged"], count(session)) == (0, 1, 1)


@pytest.mark.parametrize(
    ("content", "options", "code", "stored"),
    [
        pytest.param(FAULTY, (), 2, 0, id="a-row-at-fault"),
        pytest.param(FAULTY, ("--accept-valid",), 1, 1, id="the-others-taken"),
        pytest.param(GOOD, ("--dry-run",), 0, 0, id="only-asked"),
        pytest.param(GOOD, ("--date", "2099-01-01"), 2, 0, id="a-day-to-come"),
        pytest.param("lat,lon\n35.3,25.1\n", ("--kind", "pharmacy"), 0, 1, id="the-kind-said-once"),
        pytest.param("lat,lon\n25.1,35.3\n", ("--kind", "pharmacy"), 1, 1, id="outside-the-region"),
    ],
)
def test_exit_codes(session: Session, tmp_path: Path, content: str, options: tuple[str, ...], code: int, stored: int):
    assert (stegi(tmp_path, content, *options).exit_code, count(session)) == (code, stored)


def test_a_row_at_fault_is_named_with_its_field_and_a_sentence(session: Session, tmp_path: Path):
    said = stegi(tmp_path, FAULTY).stdout
    assert "rejected: 4 longitude required The point is missing: a place needs latitude and longitude." in said
