"""A file of adverts becomes listings: new ones are added, known ones brought up to date; twice changes nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.importing.reader import read_table
from core.structure import Centre
from core.text import N_, Sentence
from housing.advert import Advert
from housing.importing.advert import AdvertFile, AdvertRow, Fault, identities, identity
from housing.importing.adverts import read_adverts
from housing.models import Listing
from housing.services import adverts as advert_rows
from housing.services import listings
from housing.services.landlords import Landlords

ROWS_AT_ONCE = 1_000
ELSEWHERE = Sentence(N_("Another centre works on the advert with this reference."))


@dataclass(frozen=True, slots=True)
class Stored:
    """How many listings an import added, changed and found as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: "Stored") -> "Stored":
        return Stored(self.created + other.created, self.updated + other.updated, self.unchanged + other.unchanged)


@dataclass(frozen=True, slots=True)
class Import:
    """What was in a file, and what became of it; None when nothing was stored because rows were at fault."""

    read: AdvertFile
    stored: Stored | None


def _unseen(done: int, total: int) -> None:
    """Nobody looks."""


def import_file(
    session: Session,
    name: str,
    content: bytes,
    *,
    source: str,
    centres: Sequence[Centre],
    accept_valid: bool,
    actor: User | None,
    at: datetime,
    progress: Callable[[int, int], object] = _unseen,
) -> Import:
    """Read the file and store its adverts, each for the nearest of these centres; `progress` hears done and total.

    A row at fault keeps all others out unless `accept_valid`. Raises Refused when the file cannot be read.
    """
    read = without_foreign(session, read_adverts(read_table(name, content), source), source, centres)
    if read.rejected and not (accept_valid and read.adverts):
        return Import(read, None)
    stored = Stored()
    for done in range(0, len(read.adverts), ROWS_AT_ONCE):
        progress(done, len(read.adverts))
        part = read.adverts[done : done + ROWS_AT_ONCE]
        stored += import_adverts(session, part, source=source, centres=centres, actor=actor, at=at)
    progress(len(read.adverts), len(read.adverts))
    return Import(read, stored)


def import_adverts(
    session: Session,
    adverts: Iterable[AdvertRow],
    *,
    source: str,
    centres: Sequence[Centre],
    actor: User | None,
    at: datetime,
) -> Stored:
    """Store the adverts. What an advert does not say stays as it is; a place that is known is not moved."""
    known, landlords = _known(session, source, centres), Landlords(session, at_once=True)
    new: list[Listing] = []
    updated = unchanged = 0
    for row in adverts:
        advert = _plain(row, source)
        listing = known.get(identity(advert, source))
        if listing is None:
            new.append(listings.new_listing(advert, listings.nearest_centre(centres, advert), landlords, at=at))
        elif _bring_up_to_date(session, listing, advert, at):
            updated += 1
        else:
            unchanged += 1
    session.add_all(new)
    stored = Stored(len(new), updated, unchanged)
    centre = centres[0] if len(centres) == 1 else None
    record(session, "import-listings", centre, actor=actor, values={"source": source} | asdict(stored))
    return stored


def without_foreign(session: Session, read: AdvertFile, source: str, centres: Sequence[Centre]) -> AdvertFile:
    """The file with a fault for each row that another centre has as its own."""
    query = select(Listing.reference).where(Listing.source == source, ~_of(centres))
    taken = set(session.scalars(query.where(Listing.reference.is_not(None))))
    faults = (Fault(row.row, "reference", "other-centre", ELSEWHERE) for row in read.adverts if row.reference in taken)
    return replace(
        read,
        adverts=tuple(row for row in read.adverts if row.reference not in taken),
        rejected=tuple(sorted([*read.rejected, *faults], key=lambda fault: fault.row)),
    )


def _known(session: Session, source: str, centres: Sequence[Centre]) -> dict[str, Listing]:
    """The centres' listings by all that tells them apart; of several the earliest."""
    query = select(Listing).where(_of(centres)).options(joinedload(Listing.dwelling), joinedload(Listing.landlord))
    by_identity: dict[str, Listing] = {}
    for listing in session.scalars(query.order_by(Listing.id)):
        for key in identities(advert_rows.as_advert(listing), listing.source):
            by_identity.setdefault(key, listing)
    return by_identity


def _of(centres: Sequence[Centre]) -> ColumnElement[bool]:
    return Listing.centre_id.in_([centre.id for centre in centres])


def _bring_up_to_date(session: Session, listing: Listing, advert: Advert, at: datetime) -> bool:
    """Write what the advert says over what is stored; False when it says nothing new."""
    stored = advert_rows.as_advert(listing)
    said = {field.name: getattr(advert, field.name) for field in fields(Advert)}
    given = {name: value for name, value in said.items() if value is not None and name not in _kept(stored, advert)}
    new = replace(stored, **given | {"further": {**stored.further, **advert.further}})
    if (new.landlord_name, new.phone) != (stored.landlord_name, stored.phone):  # whose e-mail and number it was
        new = replace(new, email=advert.email, afm=advert.afm)
    if new == stored:
        return False
    listings.write_advert(session, listing, new, at=at)
    if stored.latitude is None and new.latitude is not None and new.longitude is not None:
        listings.set_place(listing.dwelling, new.latitude, new.longitude)
    return True


def _kept(stored: Advert, advert: Advert) -> set[str]:
    """What a file does not change: a known place, and what is known of the landlord, who may give several."""
    kept = {"latitude", "longitude"} if stored.latitude is not None else set()
    is_same_landlord = (stored.landlord_name, stored.phone) == (advert.landlord_name, advert.phone)
    known = {name for name in ("email", "afm") if getattr(stored, name) is not None}
    return kept | known if is_same_landlord else kept


def _plain(row: AdvertRow, source: str) -> Advert:
    """The advert as it will be stored."""
    values = {field.name: getattr(row, field.name) for field in fields(Advert)}
    return Advert(**values | {"source": source})
