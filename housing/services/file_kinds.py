"""What a file may hold: how its rows are read, and who stores them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from sqlalchemy.orm import Session

from core.importing.findings import ReadFile
from core.importing.reading import Fixes
from core.importing.table import Table
from core.structure import Centre
from housing.importing import columns, landlords
from housing.importing.adverts import read_adverts
from housing.importing.landlords import read_landlords
from housing.services.advert_imports import AdvertImport
from housing.services.landlord_imports import LandlordImport
from housing.services.row_imports import RowImport


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
    importer: Callable[[Session, str, Sequence[Centre]], RowImport[Any]] = field(repr=False)


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
