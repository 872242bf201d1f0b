"""In which municipality the flats stand, written anew where another region was set meanwhile."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Row, bindparam, or_, select, update
from sqlalchemy.orm import Session

from core.provisions import lays_down
from core.text import Sentence
from housing.models import ListingSpot
from maps.boundaries import municipalities, municipality_of
from maps.distance import Point

AT_ONCE = 1000


@lays_down
def write_municipalities(session: Session, at: datetime) -> list[Sentence]:
    """Of every flat that stands in none, or in one that the region does not have."""
    session.flush()
    change = update(ListingSpot).where(ListingSpot.listing_id == bindparam("its"))
    for rows in _doubtful(session):
        told = [(spot, municipality_of(Point(spot.latitude, spot.longitude))) for spot in rows]
        moved = [
            {"its": spot.listing_id, "municipality": there and there.key}
            for spot, there in told
            if spot.municipality or there
        ]
        if moved:
            session.connection().execute(change, moved)
    session.expire_all()
    return []


def are_elsewhere(session: Session) -> bool:
    """Whether municipalities are stored that the region does not have."""
    return session.scalar(select(ListingSpot.listing_id).where(_is_elsewhere()).limit(1)) is not None


def _doubtful(session: Session) -> Iterator[Sequence[Row[int, str | None, float | None, float | None]]]:
    """Some at a time."""
    its = ListingSpot.listing_id
    placed = ListingSpot.latitude.is_not(None), or_(ListingSpot.municipality.is_(None), _is_elsewhere())
    columns = its, ListingSpot.municipality, ListingSpot.latitude, ListingSpot.longitude
    some, after = select(*columns).where(*placed).order_by(its).limit(AT_ONCE), 0
    while rows := session.connection().execute(some.where(its > after)).all():
        yield rows
        after = rows[-1][0]


def _is_elsewhere() -> ColumnElement[bool]:
    return ListingSpot.municipality.not_in([known.key for known in municipalities()])
