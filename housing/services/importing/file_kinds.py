"""What a file may hold: how its rows are read, and who stores them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import Permission
from core.importing.columns import fields_of
from core.importing.findings import ReadFile
from core.importing.reading import Fixes
from core.importing.table import Table
from core.row_imports import RowImport
from core.structure import Centre
from housing.importing import columns, landlords, lease_columns
from housing.importing.adverts import read_adverts
from housing.importing.landlords import read_landlords
from housing.importing.leases import read_leases
from housing.importing.unsaid_columns import unsaid_columns
from housing.services.importing.advert_imports import AdvertImport
from housing.services.importing.landlord_imports import LandlordImport
from housing.services.importing.lease_imports import LeaseImport
from housing.services.listings.deduplication import request_deduplication
from housing.services.mapping.place_search import ask_after_import
from people.importing import columns as household_columns
from people.importing.households import read_households
from people.services import deduplication
from people.services.household_imports import HouseholdImport


class Reader(Protocol):
    """Reads the rows of a file that came `on` a day."""

    def __call__(
        self, table: Table, source: str, chosen: Mapping[str, str], fixes: Mapping[int, Fixes], *, on: date
    ) -> ReadFile[Any]: ...


class Follower(Protocol):
    """Asks for what is to be done once rows were taken for these centres."""

    def __call__(self, session: Session, centre_ids: Sequence[int], *, actor: User | None, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file, for those with a permission.

    `fields` are what its columns may hold, with the names that they are known by; `shown` are those by which somebody
    knows a row again. `reads_too` gives, by their places, further columns that are read by their names, with what
    somebody puts such a cell right by; `asks_about` those of which somebody has to say what they are, with a guess.
    """

    key: str
    permission: Permission
    shown: frozenset[str] = field(repr=False)
    fields: Mapping[str, tuple[str, ...]] = field(repr=False)
    read: Reader = field(repr=False)
    importer: Callable[[Session, str, Sequence[Centre]], RowImport[Any]] = field(repr=False)
    is_by_groups: bool = False  # several rows are one thing, so that one is judged by the others
    weight: int = 1  # how many times as long as an advert one of its rows takes to be stored
    afterwards: tuple[Follower, ...] = field(default=(), repr=False)
    reads_too: Callable[[Sequence[str], Mapping[str, str]], Mapping[int, str]] | None = field(default=None, repr=False)
    asks_about: Callable[[Sequence[str], Sequence[str]], Mapping[int, str]] | None = field(default=None, repr=False)

    def held(self, header: Sequence[str], chosen: Mapping[str, str]) -> tuple[str, ...]:
        """What each column holds: a field, or what it is read as by its name; "" for neither."""
        read = self.reads_too(header, chosen) if self.reads_too else {}
        return tuple(field or read.get(place, "") for place, field in enumerate(fields_of(header, self.fields, chosen)))


KINDS: dict[str, FileKind] = {}


def register_kind(kind: FileKind) -> FileKind:
    """Have files of this kind taken in; packages above add theirs, with its words (`housing.words.imports`)."""
    KINDS[kind.key] = kind
    return kind


def _compare(session: Session, centre_ids: Sequence[int], *, actor: User | None, at: datetime) -> None:
    """What was taken with all the rest."""
    request_deduplication(session, at=at)


def _compare_people(session: Session, centre_ids: Sequence[int], *, actor: User | None, at: datetime) -> None:
    """The same for people."""
    deduplication.request_deduplication(session, at=at)


_SHOWN = frozenset({"title", "address", "area", "monthly_rent", "size_m2", "bedrooms", "floor", "phone"})
LISTINGS = register_kind(
    FileKind(
        "listings",
        Permission.EDIT_LISTINGS,
        _SHOWN,
        columns.FIELDS,
        read_adverts,
        AdvertImport,
        afterwards=(_compare, ask_after_import),
    )
)
LANDLORDS = register_kind(
    FileKind(
        "landlords",
        Permission.EDIT_LISTINGS,
        frozenset(landlords.FIELDS),
        landlords.FIELDS,
        lambda table, source, chosen, fixes, on: read_landlords(table, source, chosen, fixes),
        LandlordImport,
        afterwards=(_compare,),
    )
)
HOUSEHOLDS = register_kind(
    FileKind(
        "households",
        Permission.EDIT_HOUSEHOLDS,
        frozenset({"number", "name", "given_name", "surname", "born_on", "relation", "afm", "permit_until", "phone"}),
        household_columns.FIELDS,
        read_households,
        HouseholdImport,
        is_by_groups=True,  # and compared before they are taken
        afterwards=(_compare_people,),
    )
)
LEASES = register_kind(
    FileKind(
        "leases",
        Permission.EDIT_LEASES,
        frozenset(
            {"number", "reference", "tenant_name", "address", "city", "landlord_name", "starts_on", "last_day"}
            | {"monthly_rent", "declaration_number"}
        ),
        lease_columns.FIELDS,
        read_leases,
        LeaseImport,
        is_by_groups=True,  # of two rows about one household or one home the first is believed
        weight=3,  # it makes a home, a landlord and a lease
        asks_about=unsaid_columns,
        afterwards=(_compare,),
    )
)
