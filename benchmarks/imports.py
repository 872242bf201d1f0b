"""What a file of adverts costs from its bytes to its listings: one large file beside as many rows in small ones."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import app  # noqa: F401  (knows every package, and so every model)
from benchmarks.databases import Fresh
from benchmarks.turns import Goal, Measured, in_turns
from core.audit import record
from core.db import prepare_engine
from core.exporting.workbook import write_workbook
from core.structure import Centre
from housing.services.file_kinds import LISTINGS
from housing.services.imports import Stored, import_file

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


def measure(fresh: Fresh, size: Size, database: str) -> Measured:
    """How much more a row costs in a large file than in a small one, each into a database of its own that is empty."""
    part = size.rows // size.files
    small = [_file(range(first, first + part)) for first in range(0, size.rows, part)]
    large = [_file(range(size.rows))]
    comparison = in_turns(
        "import a row of a large workbook",
        partial(_importing, fresh, small),
        partial(_importing, fresh, large),
        times=size.rows,
        rounds=size.rounds,
    )
    return Measured(comparison, database, GOAL)


@contextmanager
def _importing(fresh: Fresh, files: list[bytes]) -> Iterator[Callable[[], None]]:
    """Each file into a service of its own: what was there before would be compared with it."""
    with fresh() as url:
        engine = create_engine(url)
        prepare_engine(engine)
        with Session(engine) as session:
            centres = [[_add_centre(session, number)] for number in range(len(files))]
            session.commit()

            def run() -> None:
                for content, own in zip(files, centres, strict=True):
                    _import(session, content, own)

            yield run
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
