"""Files of awards as an office sends them, and what comes of them."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.models import Lease
from housing.services.importing.imports import Import
from people.models import HouseholdNumber
from subsidies.models import SubsidyAward
from tests.support.rows import NOW

HEADER = "household number;scheme;month;amount;paid on;kind"
ONE_OFF = "17;demonstration;11/2026;440,00;16/11/2026;εφάπαξ"
NOVEMBER = "17;demonstration;11/2026;113,40;16/11/2026;"
DECEMBER = "17;demonstration;12/2026;162,00;;"
JANUARY = "17;demonstration;01/2027;150,00;;"
FILE = "\n".join((HEADER, ONE_OFF, NOVEMBER, DECEMBER, JANUARY)) + "\n"
WIDE = (
    "household number;scheme;one-off;paid until;11/2026;12/2026;01/2027\n17;demonstration;440;11/2026;113,40;162;150\n"
)

Send = Callable[..., Import]


def number(session: Session, lease: Lease, value: str, source: str = "register") -> Lease:
    """Under which number a source knows the household of a lease."""
    known = HouseholdNumber(household=lease.household, source=source, created_at=NOW)
    known.value = value
    session.add(known)
    session.flush()
    return lease


def awards(session: Session) -> list[SubsidyAward]:
    return list(session.scalars(select(SubsidyAward).order_by(SubsidyAward.id)))


def codes(done: Import) -> list[tuple[int, str, str]]:
    """What is at fault, else what is doubtful."""
    return [(fault.row, fault.field, fault.code) for fault in done.read.rejected or done.read.warnings]
