"""Real places of interest are taken in, twice: those of our kinds, and twice changes nothing."""

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from core.importing.words import fold
from maps.amenities import KINDS
from maps.services.amenities import AmenityImport, FileFacts, Replaced, import_amenities
from tests.trial.database import fresh_session

FILE = Path("geo") / "osm_crete_services.csv"
FACTS = FileFacts("OpenStreetMap", date(2019, 1, 1))
AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TriedPlaces:
    """How many places of our kinds the data has, counted by itself, beside what the service said of it."""

    ours: int
    first: AmenityImport
    again: AmenityImport

    def amiss(self) -> list[str]:
        """What is not as it should be."""
        claims = {
            "every place of our kinds is stored": self.first.stored == Replaced(created=self.ours),
            "no row is at fault": not self.first.read.rejected,
            "the same file again changes nothing": self.again.stored == Replaced(unchanged=self.ours),
        }
        return [claim for claim, holds in claims.items() if not holds]


def try_places(folder: Path) -> TriedPlaces:
    """Send the places of the folder to an empty service."""
    content = (folder / FILE).read_bytes()
    ours = sum(fold(row["kind"]) in KINDS for row in csv.DictReader(content.decode().splitlines()))
    with fresh_session() as session:
        first, again = (_import(session, content) for _ in range(2))
    return TriedPlaces(ours, first, again)


def _import(session: Session, content: bytes) -> AmenityImport:
    done = import_amenities(session, FILE.name, content, FACTS, actor=None, at=AT)
    session.commit()
    return done
