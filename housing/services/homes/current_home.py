"""The home that a household rents now, and by the same query what else a page beside it asks: offer, opinion."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from housing.models import Lease, Listing, Offer, ShortlistEntry
from housing.opinions import Opinion
from housing.services.offers.offer_queries import IS_LIVE
from housing.states import OfferStatus
from people.models import Household


def home_and_offer(session: Session, household_id: int, on: date) -> tuple[Lease | None, Offer | None]:
    """With the offer that is open, or accepted and waiting for its lease."""
    of_it = and_(Offer.household_id == Household.id, IS_LIVE)
    query = select(Lease, Offer).select_from(Household).outerjoin(Lease, _rents(on)).outerjoin(Offer, of_it)
    shown = joinedload(Lease.listing), joinedload(Offer.listing)
    latest = query.where(Household.id == household_id).order_by(Lease.ends_on.desc(), Lease.id.desc(), Offer.id)
    home, offer = session.execute(latest.options(*shown).limit(1)).one()
    return home, offer


def home_opinion_and_offer(
    session: Session, household_id: int, listing: Listing, on: date
) -> tuple[Lease | None, Opinion | None, Offer | None]:
    """With what the household has said of a flat, and the offer that stands of the flat, by whichever of its adverts,
    or to the household; one that nobody answered in time stands in nobody's way.
    """
    of_it = and_(ShortlistEntry.household_id == Household.id, ShortlistEntry.listing_id == listing.id)
    adverts = select(Listing.id).where(Listing.dwelling_id == listing.dwelling_id)
    of_either = or_(Offer.household_id == Household.id, Offer.listing_id.in_(adverts))
    stands = and_(IS_LIVE, of_either, or_(Offer.status != OfferStatus.OPEN, Offer.answer_by >= on))
    query = select(Lease, ShortlistEntry.opinion, Offer).select_from(Household).outerjoin(Lease, _rents(on))
    query = query.outerjoin(ShortlistEntry, of_it).outerjoin(Offer, stands).where(Household.id == household_id)
    shown = joinedload(Lease.listing), joinedload(Offer.listing), joinedload(Offer.household)
    latest = query.order_by(Lease.ends_on.desc(), Lease.id.desc(), Offer.id).options(*shown)
    home, opinion, offer = session.execute(latest.limit(1)).one()
    return home, opinion, offer


def _rents(on: date) -> ColumnElement[bool]:
    return and_(Lease.household_id == Household.id, Lease.ends_on > on, Lease.has_days)
