"""What a map shows of the adverts in sight: each by itself while they are few and near, else how many are where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from housing.models import Listing, ListingSpot
from housing.search import SearchCriteria, conditions
from housing.services.mapping.tallies import Sought, count_in_cells, within
from maps.clusters import Mark, View, marks
from maps.distance import BoundingBox, Plane

MOST_PINS = 200
FIRST_ZOOM_OF_PINS = 12  # from farther away all the pins of a town are one blot


@dataclass(frozen=True, slots=True)
class InView:
    """The adverts that are shown by themselves, and the marks for the others."""

    listings: tuple[Listing, ...]
    marks: tuple[Mark, ...]


def of_search(criteria: SearchCriteria) -> Sought:
    """What a search looks for, in its circle or in what somebody drew; where it goes by what a map shows, wherever the
    map is turned to."""
    anywhere = replace(criteria, within=None)
    if criteria.frame is None:
        away = Plane.around(criteria.near).squared_km(ListingSpot.latitude, ListingSpot.longitude)
        return Sought((*conditions(anywhere), away <= criteria.radius_km**2))
    return Sought(tuple(conditions(anywhere)), kept_of(anywhere))


def kept_of(anywhere: SearchCriteria) -> SearchCriteria | None:
    """Where what is kept of cells answers the filters, these."""
    kept = SearchCriteria(
        near=anywhere.near,
        radius_km=anywhere.radius_km,
        centre_ids=anywhere.centre_ids,
        most_rent=anywhere.most_rent,
        least_bedrooms=anywhere.least_bedrooms,
        least_size_m2=anywhere.least_size_m2,
        order=anywhere.order,
    )
    return kept if anywhere == kept else None


def ground_of(session: Session, sought: Sought) -> BoundingBox | None:
    """The box that holds all that is sought; None where nothing of it has a place."""
    south, north = func.min(ListingSpot.latitude), func.max(ListingSpot.latitude)
    west, east = func.min(ListingSpot.longitude), func.max(ListingSpot.longitude)
    found = session.execute(select(south, west, north, east).where(*sought.conditions)).one()
    sides = [side for side in found if side is not None]
    return BoundingBox(*sides) if sides else None


def look_at(session: Session, view: View, sought: Sought) -> InView:
    """What is in sight of what is sought."""
    if view.zoom >= FIRST_ZOOM_OF_PINS:
        in_sight = (*within(view.box), *sought.conditions)
        keys = session.scalars(select(ListingSpot.listing_id).where(*in_sight).limit(MOST_PINS + 1)).all()
        if len(keys) <= MOST_PINS:
            return InView(_listings(session, keys), ())
    found = marks(count_in_cells(session, view.cells, sought), view.cells.zoom)
    alone = [mark.key for mark in found if mark.key is not None]
    return InView(_listings(session, alone), tuple(mark for mark in found if mark.key is None))


def _listings(session: Session, keys: Sequence[int]) -> tuple[Listing, ...]:
    loaded = joinedload(Listing.dwelling), joinedload(Listing.centre)
    return tuple(session.scalars(select(Listing).where(Listing.id.in_(keys)).options(*loaded).order_by(Listing.id)))
