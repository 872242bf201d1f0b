"""Finding lines behind flats: of one flat, of one household, and of a person's centres."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from core.auth.models import User
from core.errors import Forbidden, NotFound
from core.paging import Page, take_page
from core.text import N_, Sentence
from housing.models import LinePlace, Listing, Offer
from housing.services.allocation.pair_rulings import OTHER_CENTRE
from housing.services.offers.lines import IS_WAITING, count_in_line
from housing.services.offers.offer_queries import IS_LIVE
from housing.states import OFFERABLE
from housing.states.lines import LineStatus
from people.models import Household

NO_SUCH_PLACE = Sentence(N_("There is no such place in a line."))


@dataclass(frozen=True, slots=True)
class Line:
    """Who waits for a flat, in order, and who stood in line for it, the last first."""

    waiting: Sequence[LinePlace]
    closed: Sequence[LinePlace]

    @property
    def goes_by_itself(self) -> bool:
        """Whether the next is offered the flat without a press."""
        return bool(self.waiting) and self.waiting[0].auto_offer_by_id is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """A household's place in a line, and how many stand before it."""

    place: LinePlace
    before: int


def get_place(session: Session, place_id: int, actor: User) -> LinePlace:
    """One, for those who serve the household and the flat. Raises NotFound, Forbidden."""
    place = session.scalar(_places().where(LinePlace.id == place_id))
    if place is None:
        raise NotFound(NO_SUCH_PLACE)
    if not (actor.sees_centre(place.listing.centre_id) and actor.sees_centre(place.household.centre_id)):
        raise Forbidden(OTHER_CENTRE)
    return place


def line_of(session: Session, listing_id: int, actor: User) -> Line:
    """Of the households that this person serves."""
    seen = LinePlace.household.has(actor.sees(Household.centre_id))
    query = _places().where(LinePlace.listing_id == listing_id, seen)
    places = session.scalars(query.order_by(LinePlace.position, LinePlace.id)).all()
    closed = [place for place in places if place.closed_on is not None]
    closed.sort(key=lambda place: (place.closed_on or date.min, place.id), reverse=True)
    return Line([place for place in places if place.closed_on is None], closed)


def stands_in_line(session: Session, listing: Listing, household: Household) -> bool:
    """Whether the household waits for the home, by whichever of its adverts."""
    of_home = LinePlace.listing.has(Listing.dwelling_id == listing.dwelling_id)
    query = select(LinePlace.id).where(of_home, LinePlace.household_id == household.id, IS_WAITING)
    return session.scalar(query.limit(1)) is not None


def offers_and_lines(session: Session, household_id: int) -> tuple[list[Offer], list[Standing]]:
    """Every offer the household has had, the newest first, and the lines that it stands in, by one query for a page
    that asks much.
    """
    offer, place, other = aliased(Offer), aliased(LinePlace), aliased(LinePlace)
    earlier = (other.position < place.position) | ((other.position == place.position) & (other.id < place.id))
    before = select(func.count(other.id)).where(
        other.listing_id == place.listing_id, other.status == place.status, earlier
    )
    own = offer.household_id == household_id
    waits = (place.household_id == household_id) & (place.status == LineStatus.WAITING)
    flats = select(offer.listing_id).where(own).union(select(place.listing_id).where(waits))
    query = select(Listing, offer, place, before.scalar_subquery()).where(Listing.id.in_(flats))
    query = query.outerjoin(offer, (offer.listing_id == Listing.id) & own)
    query = query.outerjoin(place, (place.listing_id == Listing.id) & waits)
    offers: dict[int, Offer] = {}
    standing: dict[int, Standing] = {}
    for _listing, made, stands, number in session.execute(query):
        if made is not None:
            offers[made.id] = made
        if stands is not None:
            standing[stands.id] = Standing(stands, number)
    newest = sorted(offers.values(), key=lambda one: (one.offered_at, one.id), reverse=True)
    return newest, sorted(standing.values(), key=lambda one: one.place.id)


def offer_and_line(session: Session, listing: Listing, actor: User) -> tuple[Offer | None, int]:
    """The offer that the flat is kept for, if this person serves the household's centre, and how many stand in line
    behind it, by one query.
    """
    live = (Offer.listing_id == Listing.id) & IS_LIVE & Offer.household.has(actor.sees(Household.centre_id))
    query = select(Offer, count_in_line(Listing.id)).select_from(Listing).outerjoin(Offer, live)
    offer, in_line = session.execute(query.where(Listing.id == listing.id).options(joinedload(Offer.household))).one()
    return offer, in_line


def list_lines(session: Session, actor: User, page: int = 1) -> Page[Listing]:
    """A page of the flats of the person's centres that somebody stands in line for: those that are free first."""
    query = select(Listing).options(joinedload(Listing.dwelling)).where(actor.sees(Listing.centre_id))
    behind = query.where(Listing.id.in_(select(LinePlace.listing_id).where(IS_WAITING)))
    return take_page(session, behind.order_by(Listing.status.not_in(OFFERABLE), Listing.id), page)


def waiting_behind(session: Session, listing_ids: Sequence[int], actor: User) -> dict[int, list[LinePlace]]:
    """Who stands in line for each of these flats, in order."""
    seen = LinePlace.household.has(actor.sees(Household.centre_id))
    query = _places().where(LinePlace.listing_id.in_(listing_ids), IS_WAITING, seen)
    found: dict[int, list[LinePlace]] = {key: [] for key in listing_ids}
    for place in session.scalars(query.order_by(LinePlace.position, LinePlace.id)):
        found[place.listing_id].append(place)
    return found


def count_free_with_line(user: User, on: date) -> Select[*tuple[Any, ...]]:
    """A query for how many flats are free though somebody stands in line for them, and the first of these."""
    query = select(func.count(Listing.id).label("free_with_line"), func.min(Listing.id).label("first_with_line"))
    return query.where(user.sees(Listing.centre_id), Listing.status.in_(OFFERABLE), count_in_line(Listing.id) > 0)


def _places() -> Select[LinePlace]:
    people = LinePlace.household, LinePlace.put_by, LinePlace.auto_offer_by
    return select(LinePlace).options(joinedload(LinePlace.listing), *map(joinedload, people))
