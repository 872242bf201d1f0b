"""Files of households that are taken at once, in parts, and by the command."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app
from cli import main
from core.config import Settings
from core.dates import utc_now
from core.importing.statuses import RowStatus
from core.serve import do_jobs
from core.structure import Centre, list_centres
from housing.models import FileImportRow
from housing.services.importing import file_imports
from housing.services.importing.file_kinds import HOUSEHOLDS
from housing.services.importing.imports import import_file
from tests.housing.household_files import FILE, SHORT, households, send
from tests.housing.sent_files import statuses, take
from tests.support import rows
from tests.support.pages import PageClient


def test_two_files_with_the_same_family_write_it_down_once(signed_in: PageClient, session: Session):
    """The second was looked at before the first was taken: at its turn it is compared anew."""
    first, second = send(signed_in, FILE), send(signed_in, FILE, source="another list")
    third = send(signed_in, FILE)
    take(signed_in, first)
    for page in (second, third):
        take(signed_in, page)
    assert len(households(session)) == 2
    found = select(FileImportRow.import_id, FileImportRow.status).order_by(
        FileImportRow.import_id, FileImportRow.number
    )
    by_file = [status for _, status in session.execute(found)]
    assert by_file[:4] == [RowStatus.NEW] * 4
    assert by_file[4:8] == [RowStatus.DOUBTFUL] * 4, "from another list: the same family, about which is asked"
    assert by_file[8:] == [RowStatus.UNCHANGED] * 4


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite's writers take turns
def test_two_who_take_one_family_at_the_same_moment_take_turns(session: Session, centre: Centre):
    session.commit()
    engine, asked = session.get_bind(), [list(range(2))]

    def take_it(_number: int) -> int:
        with Session(engine) as own:
            what = {"source": "register", "centres": list_centres(own), "accept_valid": False, "actor": None}
            done = import_file(own, HOUSEHOLDS, "families.csv", FILE.encode(), at=utc_now(), **what)
            sleep(0.2)  # the other one waits meanwhile
            own.commit()
            assert done.stored is not None
            return done.stored.created

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(take_it, *asked)) == [0, 4]
    assert len(households(session)) == 2


def test_a_long_file_is_taken_in_parts_that_divide_no_family(
    signed_in: PageClient, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    """Its rows stand far apart: the parents of all, then their children."""
    monkeypatch.setattr(file_imports, "ROWS_AT_ONCE", 10)
    monkeypatch.setattr("housing.views.importing.imports.LARGE", 0)
    monkeypatch.setattr("housing.views.importing.import_steps.ROWS_WAITED_FOR", 0)
    people = [f"{number};Nadia Number {chr(65 + number)}ovic;0{number % 9 + 1}/05/1985" for number in range(12)]
    children = [f"{number};Omar Number {chr(65 + number)}ovic;0{number % 9 + 1}/05/2015" for number in range(12)]
    page = send(signed_in, SHORT + "\n".join([*people, *children]) + "\n")
    assert "Import of a file" in page.text_content()
    do_jobs(lambda: create_app(settings), lambda: False, until_idle=True)
    if RowStatus.DOUBTFUL in statuses(session):
        signed_in.submit("/imports/1", action="/imports/1/confirm")
    take(signed_in, signed_in.page("/imports/1?show=ready"))
    do_jobs(lambda: create_app(settings), lambda: False, until_idle=True)
    assert statuses(session) == [RowStatus.NEW] * 24
    assert [len(household.members) for household in households(session)] == [2] * 12


def test_the_command_takes_households_too(
    session: Session, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    rows.add_centre(session)
    rows.add_centre(session, "chania")
    session.commit()
    file = tmp_path / "families.csv"
    file.write_text(FILE)
    command = ["import", "households", str(file), "--json"]
    refused = CliRunner().invoke(main, command, catch_exceptions=False)
    assert (refused.exit_code, json.loads(refused.stdout)["rejected"][0]["field"]) == (2, "centre")
    for created, unchanged in ((4, 0), (0, 4)):
        said = CliRunner().invoke(main, [*command, "--centre", "chania"], catch_exceptions=False)
        answer = json.loads(said.stdout)
        assert (said.exit_code, answer["created"], answer["unchanged"]) == (0, created, unchanged)
    assert {household.centre.key for household in households(session)} == {"chania"}
