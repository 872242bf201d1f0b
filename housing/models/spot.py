"""What searches and rankings read of every advert, by places and rents: written behind every change, never by hand.

Each half is written by whoever holds the row that it repeats, the advert or its dwelling, so that of two who change
both at once neither writes down what the other is changing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Computed,
    Double,
    ForeignKey,
    Index,
    bindparam,
    case,
    cast,
    event,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column
from sqlalchemy.orm.session import UOWTransaction

from core.db import AnyRow, Base, Euros, Money, in_parts
from core.structure import Centre
from housing import home_text
from housing.models.dwelling import Dwelling
from housing.models.listing import Listing
from housing.states import GONE, ListingStatus
from maps.bands import band_of
from maps.boundaries import municipality_of
from maps.distance import Point, geodesic_km

_COPIED = frozenset({"dwelling_id", "centre_id", "landlord_id", "status", "monthly_rent", "pets"})
_OF_LISTING = _COPIED | {"same_as_id", "common_charges", "rent_covers"}
_PLACE = frozenset({"latitude", "longitude"})
_AS_IT_IS = _PLACE | {"bedrooms", "size_m2"}
_OF_DWELLING = _AS_IT_IS | home_text.SAID


class ListingSpot(Base):
    """An advert as it is searched for; without a point, as long as nobody knows where its dwelling stands."""

    __tablename__ = "listing_spot"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    dwelling_id: Mapped[int] = mapped_column(ForeignKey("dwelling.id"), index=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"))
    landlord_id: Mapped[int | None]
    status: Mapped[ListingStatus]
    is_open: Mapped[bool]  # somebody may still get it, and it was not merged into another
    band: Mapped[int | None]  # maps.bands
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    centre_km: Mapped[float | None]  # how far its centre is, as `geodesic_km` has it
    municipality: Mapped[str | None]  # its key (maps.boundaries); None where the region has none, and in the sea
    monthly_rent: Mapped[Money]
    pets: Mapped[bool | None]  # as the advert says
    charges_on_top: Mapped[Money | None]  # a month, besides the rent; None is not known
    size_m2: Mapped[int | None]
    bedrooms: Mapped[int | None]
    home: Mapped[str] = mapped_column(server_default="||||")  # as `housing.home_text` has it
    rent_per_m2: Mapped[Decimal | None] = mapped_column(  # for the order: what is left over a cent is dropped
        Euros(), Computed("monthly_rent / size_m2", persisted=True)
    )


def _covering(name: str, *first: str) -> Index:
    """Led by these columns, with everything else that a search asks about: no row is read for what it rejects."""
    others = ("latitude", "longitude", "monthly_rent", "bedrooms", "size_m2", "centre_id", "status", "listing_id")
    columns = dict.fromkeys((*first, *others))
    return Index(f"ix_listing_spot_by_{name}", *(getattr(ListingSpot, column) for column in columns))


_covering("place", "is_open", "band", "longitude")
_covering("rent", "is_open", "monthly_rent", "listing_id")
_covering("rent_per_m2", "is_open", "rent_per_m2", "listing_id")
_covering("centre", "centre_id", "is_open", "centre_km", "listing_id")


@event.listens_for(Session, "after_flush")
def _write_spots(session: Session, context: UOWTransaction) -> None:
    new = [row for row in session.new if isinstance(row, Listing)]
    if new:
        spots = [
            {"listing_id": row.id} | _said_by_listing(row) | _said_by_dwelling(row.dwelling) | _said_by_both(row)
            for row in new
        ]
        session.connection().execute(insert(ListingSpot), spots)
    kinds: dict[frozenset[str], dict[int, dict[str, Any]]] = {}  # by what is written of them
    for advert in _changed(session.dirty, Listing, _OF_LISTING):
        said = _said_anew(advert)
        kinds.setdefault(frozenset(said), {})[advert.id] = said
    for adverts in kinds.values():
        _write(session, ListingSpot.listing_id, adverts)
    _write_homes(session, _changed(session.dirty, Dwelling, _OF_DWELLING))
    _write_centres(session, _changed(session.dirty, Centre, _PLACE))


def _said_anew(advert: Listing) -> dict[str, Any]:
    said = _said_by_listing(advert)
    if _has_changed(advert, {"dwelling_id", "centre_id"}):
        said |= _said_by_both(advert)
    if _has_changed(advert, {"dwelling_id"}):
        said |= _said_by_dwelling(advert.dwelling)
    return said


def _write(
    session: Session,
    key: InstrumentedAttribute[int],
    said: Mapping[int, Mapping[str, Any]],
    reckoned: Mapping[str, ColumnElement[Any]] | None = None,
) -> None:
    """In the order of the keys, so that two who change several take turns."""
    if said:
        statement = update(ListingSpot).where(key == bindparam("its")).values(reckoned or {})
        session.connection().execute(statement, [{"its": its, **said[its]} for its in sorted(said)])


def _write_homes(session: Session, homes: Sequence[Dwelling]) -> None:
    """A spot is written once, with how far its centre is from there.

    A second time PostgreSQL would ask for its advert too: who has hold of that may be waiting for the spot.
    """
    spot, centre = ListingSpot, Centre
    for some in in_parts(homes):
        ours = select(spot.centre_id).where(spot.dwelling_id.in_([home.id for home in some]))
        read = select(centre.id, centre.latitude, centre.longitude).where(centre.id.in_(ours)).order_by(centre.id)
        middles = {f"from_{its}": (its, Point(y, x)) for its, y, x in session.connection().execute(read)}
        far: dict[int, ColumnElement[float]] = {
            its: cast(bindparam(name), Double()) for name, (its, _) in middles.items()
        }
        said = {
            home.id: _said_by_dwelling(home)
            | {name: _km(middle, home.latitude, home.longitude) for name, (_, middle) in middles.items()}
            for home in some
        }
        reckoned = {"centre_km": case(far, value=spot.centre_id, else_=spot.centre_km)} if far else {}
        _write(session, spot.dwelling_id, said, reckoned)


def _write_centres(session: Session, centres: Iterable[Centre]) -> None:
    """How far it is from there to its adverts."""
    spot = ListingSpot
    for centre in centres:
        middle = Point(centre.latitude, centre.longitude)
        read = select(spot.listing_id, spot.latitude, spot.longitude).where(spot.centre_id == centre.id)
        places = session.connection().execute(read)
        _write(session, spot.listing_id, {its: {"centre_km": _km(middle, y, x)} for its, y, x in places})


def _said_by_both(listing: Listing) -> dict[str, Any]:
    middle, home = Point(listing.centre.latitude, listing.centre.longitude), listing.dwelling
    return {"centre_km": _km(middle, home.latitude, home.longitude)}


def _km(middle: Point, latitude: float | None, longitude: float | None) -> float | None:
    return None if latitude is None or longitude is None else geodesic_km(middle, Point(latitude, longitude))


def _said_by_listing(listing: Listing) -> dict[str, Any]:
    said = {name: getattr(listing, name) for name in _COPIED}
    is_open = listing.status not in GONE and listing.same_as_id is None
    return said | {"charges_on_top": listing.charges_on_top, "is_open": is_open}


def _said_by_dwelling(dwelling: Dwelling) -> dict[str, Any]:
    said = {name: getattr(dwelling, name) for name in _AS_IT_IS}
    there = None if dwelling.point is None else municipality_of(dwelling.point)
    return said | {
        "band": None if dwelling.latitude is None else band_of(dwelling.latitude),
        "municipality": there and there.key,
        "home": home_text.home_text(dwelling),
    }


def _changed(rows: Iterable[object], kind: type[AnyRow], names: Collection[str]) -> list[AnyRow]:
    return [row for row in rows if isinstance(row, kind) and _has_changed(row, names)]


def _has_changed(row: Base, names: Collection[str]) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in names)
