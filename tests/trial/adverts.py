"""Real adverts are taken in, twice: every rent that lost its thousands point is told, and twice changes nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from core.audit import record
from core.exporting.workbook import write_workbook
from core.structure import Centre
from housing.services.importing.file_kinds import LISTINGS
from housing.services.importing.imports import Import, Stored, import_file
from tests.trial.database import fresh_session

FILE = Path("listings") / "spitogatos_rentals_attica_2024.json"
HEADER = ("Σύνδεσμος", "Τίτλος", "Τιμή", "Περιοχή")
LOW = Decimal(100)
AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

Adverts = Mapping[str, Mapping[str, str]]  # by their address on the web


@dataclass(frozen=True, slots=True)
class Tried:
    """What is in the data, counted by itself, beside what the service said of it."""

    adverts: int
    low_rents: int
    first: Import
    again: Import

    @property
    def doubted_rents(self) -> int:
        """How many rents below the lowest likely one the service points at."""
        rents = {advert.row: advert.monthly_rent for advert in self.first.read.good}
        warned = {warning.row for warning in self.first.read.warnings if warning.code == "unlikely-rent"}
        return sum(rents[row] < LOW for row in warned)

    def amiss(self) -> list[str]:
        """What is not as it should be."""
        claims = {
            "every advert is read": len(self.first.read.good) == self.adverts and not self.first.read.rejected,
            "every advert is stored": self.first.stored == Stored(created=self.adverts),
            "each rent below 100 euros is pointed at": self.doubted_rents == self.low_rents,
            "the same file again changes nothing": self.again.stored == Stored(unchanged=self.adverts),
        }
        return [claim for claim, holds in claims.items() if not holds]


def try_adverts(folder: Path) -> Tried:
    """Send the adverts of the folder as a spreadsheet, to an empty service."""
    adverts: Adverts = json.loads((folder / FILE).read_text("utf-8"))
    rows = [(link, advert["title"], advert["price"], advert["location"]) for link, advert in adverts.items()]
    content = write_workbook("Adverts", HEADER, rows)
    with fresh_session() as session:
        _add_centre(session)
        first, again = (_import(session, content) for _ in range(2))
    low_rents = sum(Decimal(advert["price"]) < LOW for advert in adverts.values())
    return Tried(len(adverts), low_rents, first, again)


def _import(session: Session, content: bytes) -> Import:
    centres = list(session.query(Centre))
    done = import_file(
        session,
        LISTINGS,
        "adverts.xlsx",
        content,
        source="portal",
        centres=centres,
        accept_valid=False,
        actor=None,
        at=AT,
    )
    session.commit()
    return done


def _add_centre(session: Session) -> None:
    centre = Centre(key="trial", name_el="Κέντρο", name_en="Centre", latitude=35.3, longitude=25.1)
    session.add(centre)
    record(session, "trial", centre, actor=None)
    session.commit()
