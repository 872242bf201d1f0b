"""The homes that households rent, as conditions on spots: where they stand is for who sees their leases."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, not_, select

from housing.models import Lease, Listing, ListingSpot
from people.models import Household


@dataclass(frozen=True, slots=True)
class LeasesSeen:
    """Which leases somebody sees on a day: of households that these centres serve, in flats that those work on."""

    served_by: frozenset[int]
    worked_on_by: frozenset[int]
    on: date


def is_let_home(on: date) -> ColumnElement[bool]:
    """Whether a lease binds the home on the day or later, by whichever of its adverts."""
    homes = select(Listing.dwelling_id).join(Lease, Lease.listing_id == Listing.id).where(binds(on))
    return ListingSpot.dwelling_id.in_(homes)


def is_hidden_home(seen: LeasesSeen) -> ColumnElement[bool]:
    """Whether a lease binds it that this person does not see."""
    is_seen = and_(Household.centre_id.in_(sorted(seen.served_by)), Listing.centre_id.in_(sorted(seen.worked_on_by)))
    homes = select(Listing.dwelling_id).join(Lease, Lease.listing_id == Listing.id).join(Lease.household)
    return ListingSpot.dwelling_id.in_(homes.where(binds(seen.on), not_(is_seen)))


def binds(on: date) -> ColumnElement[bool]:
    """Whether a lease binds on the day or later."""
    return and_(Lease.ends_on > on, Lease.has_days)
