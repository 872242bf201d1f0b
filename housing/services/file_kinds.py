"""What a file may hold: how its rows are read, and who stores them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from core.auth.models import User
from core.importing.table import Table
from core.structure import Centre
from housing.importing.advert import AdvertFile, AdvertRow
from housing.importing.adverts import Fixes, read_adverts
from housing.importing.columns import FIELDS
from housing.models import RowStatus
from housing.services.advert_imports import AdvertImport


class Importer(Protocol):
    """Stores the rows of one file."""

    def without_foreign(self, read: AdvertFile) -> AdvertFile: ...

    def take(self, rows: Iterable[AdvertRow], *, actor: User | None, at: datetime) -> dict[int, RowStatus]: ...


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file. `fields` are what its columns may hold, with the names that they are known by.

    `shown` are those by which somebody knows a row again.
    """

    key: str
    shown: frozenset[str] = field(repr=False)
    fields: Mapping[str, tuple[str, ...]] = field(repr=False)
    read: Callable[[Table, str, Mapping[str, str], Mapping[int, Fixes]], AdvertFile] = field(repr=False)
    importer: Callable[[Session, str, Sequence[Centre]], Importer] = field(repr=False)


_SHOWN = frozenset({"title", "address", "area", "monthly_rent", "size_m2", "bedrooms", "floor", "phone"})
LISTINGS = FileKind("listings", _SHOWN, FIELDS, read_adverts, AdvertImport)
KINDS = {kind.key: kind for kind in (LISTINGS,)}
