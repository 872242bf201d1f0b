"""Finding offers: for those who serve the household, and for the household itself."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.dates import start_of
from core.errors import Forbidden, NotFound
from core.paging import Page, take_page
from core.tasks import SOON
from core.text import N_, Sentence
from housing.models import Listing, Offer
from housing.services.homes.running_leases import is_home_of_another
from housing.states import ListingStatus, OfferStatus
from people.models import Household

NO_SUCH_OFFER = Sentence(N_("There is no such offer."))

# Offers of a home that can still be the household's, or is.
STILL_SHOWN = (OfferStatus.OPEN, OfferStatus.ACCEPTED, OfferStatus.SIGNED)
IS_LIVE = Offer.status.in_((OfferStatus.OPEN, OfferStatus.ACCEPTED))


def get_offer(session: Session, offer_id: int, actor: User) -> Offer:
    """The offer, if this person serves the household's centre."""
    offer = session.scalar(_offers().where(Offer.id == offer_id))
    if offer is None:
        raise NotFound(NO_SUCH_OFFER)
    if not actor.sees_centre(offer.household.centre_id):
        raise Forbidden(Sentence(N_("This offer belongs to another centre.")))
    return offer


def get_own_offer(session: Session, offer_id: int, household: Household) -> Offer:
    """The household's own offer; another's is not there for it."""
    offer = session.scalar(_offers().where(Offer.id == offer_id, Offer.household_id == household.id))
    if offer is None:
        raise NotFound(NO_SUCH_OFFER)
    return offer


def shows_home(session: Session, offer: Offer, *, on: date) -> bool:
    """Whether the household still sees the home and roughly where it is: not what came to nothing, and no other's."""
    return offer.status in STILL_SHOWN and not is_home_of_another(session, offer.listing, offer.household, on)


def list_offers(session: Session, actor: User, page: int = 1) -> Page[Offer]:
    """A page of the offers of the person's centre: first the open ones, then those that wait for their lease, each kind
    with the newest first.
    """
    query = _offers().where(Offer.household.has(actor.sees(Household.centre_id)))
    live_first = Offer.status != OfferStatus.OPEN, Offer.status != OfferStatus.ACCEPTED
    return take_page(session, query.order_by(*live_first, Offer.offered_at.desc(), Offer.id.desc()), page)


def live_offers(session: Session, household_ids: list[int]) -> dict[int, Offer]:
    """By household the offer that is open, or accepted and waiting for its lease."""
    query = _offers().where(Offer.household_id.in_(household_ids), IS_LIVE)
    return {offer.household_id: offer for offer in session.scalars(query.order_by(Offer.id))}


def find_live_offer(session: Session, listing: Listing, actor: User) -> Offer | None:
    """The offer that this flat is kept for, if this person serves the household's centre."""
    is_seen = Offer.household.has(actor.sees(Household.centre_id))
    return session.scalar(_offers().where(Offer.listing_id == listing.id, IS_LIVE, is_seen))


def offers_ending(session: Session, actor: User, *, by: date) -> list[Offer]:
    """Open offers of the person's centre whose last day is `by` or earlier, the earliest first."""
    query = _offers().where(
        Offer.status == OfferStatus.OPEN, Offer.answer_by <= by, Offer.household.has(actor.sees(Household.centre_id))
    )
    return list(session.scalars(query.order_by(Offer.answer_by, Offer.id)))


def offers_waiting_for_lease(session: Session, actor: User) -> list[Offer]:
    """Accepted offers of the person's centre without a lease yet, the longest waiting first."""
    query = _offers().where(Offer.status == OfferStatus.ACCEPTED, Offer.household.has(actor.sees(Household.centre_id)))
    return list(session.scalars(query.order_by(Offer.answered_at, Offer.id)))


def count_given_up(user: User, on: date) -> Select[*tuple[Any, ...]]:
    """A query for how many homes of the person's centre their households gave up within the last days that nobody has
    done anything about since, and the first of these offers.
    """
    query = select(func.count(Offer.id).label("given_up"), func.min(Offer.id).label("first_given_up"))
    as_it_was = Offer.was_verified & (Listing.status == ListingStatus.VERIFIED)
    is_news = Offer.is_given_up, Offer.answered_at >= start_of(on - SOON)
    query = query.where(*is_news, or_(Listing.status == ListingStatus.CONTACTED, as_it_was))
    return query.join(Offer.household).join(Offer.listing).where(user.sees(Household.centre_id))


def _offers() -> Select[Offer]:
    listing = joinedload(Offer.listing)
    return select(Offer).options(listing.joinedload(Listing.dwelling), joinedload(Offer.household))
