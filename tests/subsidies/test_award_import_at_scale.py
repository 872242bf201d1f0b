"""A long file of awards is taken part by part, and each part costs the same however long the file is."""

from collections.abc import Callable
from itertools import count

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from core.auth.models import User
from core.importing.statuses import RowStatus
from core.structure import Centre
from housing.models import FileImport, FileImportRow, ImportStatus
from housing.services.importing import file_imports
from housing.services.importing.file_rows import rows_of
from subsidies.file_kinds import AWARDS
from subsidies.models import SchemeVersion
from tests.subsidies.award_files import DECEMBER, HEADER, NOVEMBER, awards, number
from tests.support.leases import add_lease
from tests.support.rows import NOW
from tests.support.statements import counted

Begin = Callable[[int], FileImport]
AT_ONCE = 4  # two households of two months


@pytest.fixture
def begin(
    session: Session, centre: Centre, version: SchemeVersion, officer: User, monkeypatch: pytest.MonkeyPatch
) -> Begin:
    """A file about so many households that is being taken; the months of one stand far apart."""
    monkeypatch.setattr(file_imports, "ROWS_AT_ONCE", AT_ONCE)

    places = count(1)

    def begin_it(households: int) -> FileImport:
        names = [f"H{next(places)}" for _household in range(households)]
        for name in names:
            number(session, add_lease(session, centre, f"Holder {name}"), name)
        rows = [row.replace("17", name, 1) for row in (NOVEMBER, DECEMBER) for name in names]
        content = "\n".join((HEADER, *rows)) + "\n"
        table = file_imports.read_file(session, AWARDS, "register", "awards.csv", content.encode())
        about = {"source": "register", "centres": [centre], "actor": officer, "at": NOW}
        file = file_imports.begin_import(session, AWARDS, "awards.csv", **about)
        file_imports.receive(session, file, table)
        file_imports.confirm(session, file, session.scalars(rows_of(file, RowStatus.DOUBTFUL)).all())
        file_imports.begin_taking(session, file, only_ready=False)
        session.commit()
        return file

    return begin_it


def take_all(session: Session, file: FileImport) -> list[tuple[int, int, int]]:
    """Of each part how many rows were taken and read, and how many statements that took; but the last, which ends."""
    parts, key, status = [], file.id, file.status
    session.rollback()  # SQLite's writers take turns
    while status is ImportStatus.TAKING:
        with Session(session.get_bind()) as own, counted(own) as statements:
            read: list[object] = []
            event.listen(own, "loaded_as_persistent", lambda _own, row, read=read: read.append(row))
            held = own.get_one(FileImport, key)
            taken, status = file_imports.take_some(own, held, at=NOW), held.status
            own.commit()
        parts.append((taken, sum(isinstance(row, FileImportRow) for row in read), len(statements)))
    return parts[:-1]


def test_a_part_of_a_long_file_reads_and_asks_what_one_of_a_short_file_does(session: Session, begin: Begin):
    short, long = (take_all(session, begin(households)) for households in (4, 8))
    assert set(long) == set(short) == {(AT_ONCE, AT_ONCE, short[0][2])}
    assert len(awards(session)) == 12
    assert {len(award.instalments) for award in awards(session)} == {2}


def test_what_is_asked_does_not_grow_with_the_awards_of_a_part_but_for_writing_them(
    session: Session, begin: Begin, monkeypatch: pytest.MonkeyPatch
):
    asked = []
    for at_once in (4, 8):
        monkeypatch.setattr(file_imports, "ROWS_AT_ONCE", at_once)
        file = begin(at_once)
        with counted(session) as statements:
            file_imports.take_some(session, file, at=NOW)
        session.commit()
        asked.append(sum(statement.lstrip().startswith("SELECT") for statement in statements))
    assert asked[0] == asked[1]


def test_rows_of_which_nobody_knows_what_they_belong_to_are_taken_at_once(session: Session, begin: Begin):
    """They waited before that was written down."""
    file = begin(4)
    session.execute(update(FileImportRow).values(together_with=None))
    session.commit()
    assert file_imports.take_some(session, file, at=NOW) == AT_ONCE
    assert len(awards(session)) == 2, "and none of them is torn apart"
