"""What somebody has not seen yet among the adverts that fit a search, as a condition among the others."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from housing.models import Listing, ListingSpot, SearchMatch


@dataclass(frozen=True, slots=True)
class Unseen:
    """Whose matches are seen, and up to which number every advert counts as seen."""

    saved_search_id: int
    seen_to: int


def not_seen(unseen: Unseen) -> Iterator[ColumnElement[bool]]:
    """Seen is also who leads for an advert that was seen and turned out to be of the same flat."""
    seen = select(SearchMatch.listing_id).where(SearchMatch.saved_search_id == unseen.saved_search_id)
    was_seen = or_(Listing.id <= unseen.seen_to, Listing.id.in_(seen))
    same_flat = select(Listing.id).where(Listing.same_as_id == ListingSpot.listing_id, was_seen)
    yield ListingSpot.listing_id > unseen.seen_to
    yield ListingSpot.listing_id.not_in(seen)
    yield ~same_flat.correlate(ListingSpot).exists()
