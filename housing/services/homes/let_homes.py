"""The homes that households rent, now or soon: on a map of their own, and on no other."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.auth.permissions import Permission
from core.errors import Forbidden
from core.paging import Page, take_page
from core.text import N_, Sentence
from housing.models import Lease, Listing, ListingSpot
from housing.search.let_homes import binds, is_let_home
from housing.services.mapping.tallies import Sought, within
from maps.distance import BoundingBox
from people.models import Household

NOT_BOTH = Sentence(N_("Where households live is for those who see leases and flats."))


def let_among(session: Session, listings: Iterable[Listing], on: date) -> frozenset[int]:
    """Which of the adverts are of such homes, by their keys."""
    asked = ListingSpot.listing_id.in_([listing.id for listing in listings])
    return frozenset(session.scalars(select(ListingSpot.listing_id).where(asked, is_let_home(on))))


def let_homes(actor: User, *, on: date) -> Sought:
    """The homes of the leases that this person may see, for maps. Raises Forbidden."""
    return Sought((ListingSpot.listing_id.in_(_leases(actor, on).with_only_columns(Lease.listing_id)),))


def list_let_homes(
    session: Session, actor: User, *, on: date, inside: BoundingBox | None = None, page: int = 1
) -> Page[Lease]:
    """A page of their leases, the latest start first; those without a place on the map too, unless it is asked what
    lies inside a box. Raises Forbidden.
    """
    query = _leases(actor, on).options(joinedload(Lease.listing).joinedload(Listing.dwelling))
    if inside is not None:
        spots = select(ListingSpot.listing_id).where(*within(inside))
        query = query.where(Lease.listing_id.in_(spots))
    return take_page(session, query.order_by(Lease.starts_on.desc(), Lease.id.desc()), page)


def leases_by_listing(session: Session, listings: Iterable[Listing], actor: User, *, on: date) -> Mapping[int, Lease]:
    """The lease of each of the homes. Raises Forbidden."""
    shown = [listing.id for listing in listings]
    leases = session.scalars(_leases(actor, on).where(Lease.listing_id.in_(shown)).order_by(Lease.id))
    return {lease.listing_id: lease for lease in leases}


def _leases(actor: User, on: date) -> Select[Lease]:
    """Seen by who may see both, the lease where the household is served and the flat where it is worked on."""
    if not (actor.may(Permission.VIEW_LEASES) and actor.may(Permission.VIEW_LISTINGS)):
        raise Forbidden(NOT_BOTH)
    query = select(Lease).join(Lease.household).join(Lease.listing).where(binds(on))
    with actor.acting_under(Permission.VIEW_LEASES):
        query = query.where(actor.sees(Household.centre_id))
    with actor.acting_under(Permission.VIEW_LISTINGS):
        return query.where(actor.sees(Listing.centre_id))
