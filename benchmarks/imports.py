"""What a file of adverts costs from its bytes to its listings: as many rows in small files, by command, and by page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

import app  # noqa: F401  (knows every package, and so every model)
from benchmarks.databases import Fresh
from benchmarks.turns import Goal, Measured, in_turns
from core.audit import record
from core.auth.permissions import StaffRole
from core.dates import utc_now
from core.db import prepare_engine
from core.exporting.workbook import write_workbook
from core.importing.statuses import RowStatus
from core.jobs.worker import Worker
from core.structure import Centre
from housing.jobs.files import ask_to_read, ask_to_take
from housing.models import FileImport, ImportStatus
from housing.services.importing import file_imports
from housing.services.importing.file_kinds import LISTINGS
from housing.services.importing.file_rows import count_rows
from housing.services.importing.imports import Stored, import_file
from tests.support.rows import add_user

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
GOAL = Goal(most=2, most_seconds=20)
HEADER = (
    "Κωδικός", "Τίτλος", "Διεύθυνση", "Πόλη", "Ενοίκιο", "Κοινόχρηστα", "Εμβαδόν", "Υπνοδωμάτια", "Όροφος", "Ασανσέρ",
    "Ενεργειακή κλάση", "Διαθέσιμο από", "Ιδιοκτήτης", "Τηλέφωνο", "Γεωγραφικό πλάτος", "Γεωγραφικό μήκος", "Περιγραφή",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows the large file has, in how many small ones they come otherwise, and how many rounds are done."""

    rows: int = 10_000
    files: int = 10
    rounds: int = 3


def measure(fresh: Fresh, size: Size, database: str) -> list[Measured]:
    """How much more a row costs in a large file than in a small one, and when workers take it with its progress shown.

    Each goes into a database of its own that is empty.
    """
    part = size.rows // size.files
    small = [_file(range(first, first + part)) for first in range(0, size.rows, part)]
    large = _file(range(size.rows))
    works = {
        "import a row of a large workbook": (partial(_importing, fresh, small), partial(_importing, fresh, [large])),
        "import a row while its progress is shown": (
            partial(_importing, fresh, [large]),
            partial(_taking, fresh, large, size.rows),
        ),
    }
    comparisons = (in_turns(name, *pair, times=size.rows, rounds=size.rounds) for name, pair in works.items())
    return [Measured(comparison, database, GOAL) for comparison in comparisons]


@contextmanager
def _importing(fresh: Fresh, files: list[bytes]) -> Iterator[Callable[[], None]]:
    """Each file into a centre of its own: what was there before would be compared with it."""
    with _service(fresh) as session:
        centres = [[_add_centre(session, number)] for number in range(len(files))]
        session.commit()

        def run() -> None:
            for content, own in zip(files, centres, strict=True):
                _import(session, content, own)

        yield run


@contextmanager
def _taking(fresh: Fresh, content: bytes, rows: int) -> Iterator[Callable[[], None]]:
    """As somebody who sends a file and takes all of it, while a worker reads and stores it step by step."""
    with _service(fresh) as session:
        centre = _add_centre(session, 0)
        officer = add_user(session, StaffRole.HOUSING_OFFICER, centre)
        record(session, "bench", officer, actor=None)
        session.commit()
        engine = session.get_bind()
        assert isinstance(engine, Engine)
        worker = Worker(engine, utc_now)

        def run() -> None:
            what = {"source": centre.key, "centres": [centre], "actor": officer, "at": utc_now()}
            file = file_imports.begin_import(session, LISTINGS, "adverts.xlsx", **what)
            ask_to_read(session, file, content, actor=officer, at=utc_now())
            _work_while(worker, session, file, ImportStatus.READING)
            file_imports.begin_taking(session, file, only_ready=False)
            ask_to_take(session, file, actor=officer, at=utc_now())
            _work_while(worker, session, file, ImportStatus.TAKING)
            if count_rows(session, file) != {RowStatus.NEW: rows}:
                raise ValueError(f"not every row was stored: {count_rows(session, file)}")

        yield run


def _work_while(worker: Worker, session: Session, file: FileImport, status: ImportStatus) -> None:
    """Until the file is no longer `status`, the worker does whatever is due."""
    session.commit()
    while worker.do_step():
        is_over = file.status is not status
        session.commit()  # what was read holds the database of SQLite
        if is_over:
            return
    raise ValueError(f"nothing is due, and the file is still {status}")


@contextmanager
def _service(fresh: Fresh) -> Iterator[Session]:
    """A session on an empty database."""
    with fresh() as url:
        engine = create_engine(url)
        prepare_engine(engine)
        with Session(engine) as session:
            yield session
        engine.dispose()


def _import(session: Session, content: bytes, centres: list[Centre]) -> None:
    done = import_file(
        session,
        LISTINGS,
        "adverts.xlsx",
        content,
        source=centres[0].key,
        centres=centres,
        accept_valid=False,
        actor=None,
        at=AT,
    )
    session.commit()
    if done.stored != Stored(created=done.read.rows):
        raise ValueError(f"not every row was stored: {done.stored}")


def _add_centre(session: Session, number: int) -> Centre:
    centre = Centre(key=f"bench-{number}", name_el="Κέντρο", name_en="Centre", latitude=35.3, longitude=25.1)
    session.add(centre)
    record(session, "bench", centre, actor=None)
    return centre


def _file(numbers: range) -> bytes:
    """A workbook in the forms that people write; two flats of each landlord."""
    return write_workbook("Adverts", HEADER, (_line(number) for number in numbers))


def _line(number: int) -> list[str | int]:
    return [
        f"A-{number}",
        f"Διαμέρισμα {50 + number % 60} τ.μ.",
        f"Εφέσου {number}",
        "Πόλη",
        f"{350 + number % 400},50 €",
        "25",
        50 + number % 60,
        1 + number % 3,
        f"{1 + number % 4}ος",
        "ναι" if number % 2 else "όχι",
        "Γ",
        "1/12/2026",
        f"Ιδιοκτήτης {number // 2}",
        f"28109{number // 2:05d}",
        "35,33",
        "25,13",
        "Φωτεινό, κοντά σε σχολείο και στάση.",
    ]
