"""The home that a household rents already, and by the same query what else pages that put flats before it ask of it."""

from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, joinedload

from housing.models import Lease, Offer, ShortlistEntry
from housing.opinions import Opinion
from housing.services.offer_queries import IS_LIVE
from people.models import Household


def home_and_offer(session: Session, household_id: int, on: date) -> tuple[Lease | None, Offer | None]:
    """With the offer that is open, or accepted and waiting for its lease."""
    of_it = and_(Offer.household_id == Household.id, IS_LIVE)
    query = select(Lease, Offer).select_from(Household).outerjoin(Lease, _rents(on)).outerjoin(Offer, of_it)
    shown = joinedload(Lease.listing), joinedload(Offer.listing)
    latest = query.where(Household.id == household_id).order_by(Lease.ends_on.desc(), Lease.id.desc(), Offer.id)
    home, offer = session.execute(latest.options(*shown).limit(1)).one()
    return home, offer


def home_and_opinion(
    session: Session, household_id: int, listing_id: int, on: date
) -> tuple[Lease | None, Opinion | None]:
    """With what the household has said of a flat."""
    of_it = and_(ShortlistEntry.household_id == Household.id, ShortlistEntry.listing_id == listing_id)
    query = select(Lease, ShortlistEntry.opinion).select_from(Household).outerjoin(Lease, _rents(on))
    latest = query.outerjoin(ShortlistEntry, of_it).where(Household.id == household_id)
    latest = latest.order_by(Lease.ends_on.desc(), Lease.id.desc()).options(joinedload(Lease.listing))
    home, opinion = session.execute(latest.limit(1)).one()
    return home, opinion


def _rents(on: date) -> ColumnElement[bool]:
    return and_(Lease.household_id == Household.id, Lease.ends_on > on, Lease.starts_on < Lease.ends_on)
