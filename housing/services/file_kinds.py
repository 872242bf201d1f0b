"""What a file may hold: how its rows are read, and who stores them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from core.auth.models import User
from core.importing.table import Table
from core.structure import Centre
from housing.importing import columns, landlords
from housing.importing.adverts import read_adverts
from housing.importing.findings import ReadFile
from housing.importing.landlords import read_landlords
from housing.importing.reading import Fixes
from housing.models import RowStatus
from housing.services.advert_imports import AdvertImport
from housing.services.landlord_imports import LandlordImport


class Importer(Protocol):
    """Stores the rows of one file."""

    def without_foreign(self, read: ReadFile[Any]) -> ReadFile[Any]:
        """The file with a fault for each row that these centres may not store."""

    def take(self, rows: Iterable[Any], *, actor: User | None, at: datetime) -> dict[int, RowStatus]:
        """Store the rows, and say by number what became of each."""


class Reader(Protocol):
    """Reads the rows of a file that came `on` a day."""

    def __call__(
        self, table: Table, source: str, chosen: Mapping[str, str], fixes: Mapping[int, Fixes], *, on: date
    ) -> ReadFile[Any]: ...


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file. `fields` are what its columns may hold, with the names that they are known by.

    `shown` are those by which somebody knows a row again.
    """

    key: str
    shown: frozenset[str] = field(repr=False)
    fields: Mapping[str, tuple[str, ...]] = field(repr=False)
    read: Reader = field(repr=False)
    importer: Callable[[Session, str, Sequence[Centre]], Importer] = field(repr=False)


_SHOWN = frozenset({"title", "address", "area", "monthly_rent", "size_m2", "bedrooms", "floor", "phone"})
LISTINGS = FileKind("listings", _SHOWN, columns.FIELDS, read_adverts, AdvertImport)
LANDLORDS = FileKind(
    "landlords",
    frozenset(landlords.FIELDS),
    landlords.FIELDS,
    lambda table, source, chosen, fixes, on: read_landlords(table, source, chosen, fixes),
    LandlordImport,
)
KINDS = {kind.key: kind for kind in (LISTINGS, LANDLORDS)}
