"""Finding the homes that landlords keep for us."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.dates import DAY
from core.errors import Forbidden, NotFound
from core.paging import Page, take_page
from core.text import N_, Sentence
from housing.models import FlatHold, Landlord, Listing
from housing.services.dealings.promises import count_open
from housing.states.landlords import HoldStatus

NO_SUCH_HOLD = Sentence(N_("Nobody holds a flat by this number."))
OTHER_CENTRE = Sentence(N_("This flat is worked on by another centre."))


def get_hold(session: Session, hold_id: int, actor: User) -> FlatHold:
    """The hold, for those who work on the flat. Raises NotFound, Forbidden."""
    hold = session.scalar(_holds().where(FlatHold.id == hold_id))
    if hold is None:
        raise NotFound(NO_SUCH_HOLD)
    if not actor.sees_centre(hold.listing.centre_id):
        raise Forbidden(OTHER_CENTRE)
    return hold


def find_hold(session: Session, listing: Listing, on: date) -> FlatHold | None:
    """The one by which the home is kept on a day, by whichever of its adverts."""
    return session.scalar(_holds().where(is_of_home(listing), runs_on(on)).order_by(FlatHold.id))


def hold_and_open_promises(session: Session, listing: Listing, actor: User, *, on: date) -> tuple[FlatHold | None, int]:
    """The one that runs on a day, and how many promises about the flat are open: by one query."""
    query = select(FlatHold, count_open(listing, actor)).select_from(Listing)
    query = query.outerjoin(FlatHold, and_(is_of_home(listing), runs_on(on))).where(Listing.id == listing.id)
    held, promised = session.execute(query.options(joinedload(FlatHold.household)).limit(1)).one()
    return held, promised


def is_held(session: Session, listing: Listing) -> bool:
    """Whether the home has a hold that nobody has closed, be its last day over."""
    running = select(FlatHold.id).where(is_of_home(listing), FlatHold.status == HoldStatus.RUNNING)
    return session.scalar(running.limit(1)) is not None


def holds_of(session: Session, listings: Iterable[Listing], on: date) -> Mapping[int, FlatHold]:
    """The hold of each of these flats that is kept on a day, by the key of its home."""
    homes = {listing.dwelling_id for listing in listings}
    query = select(FlatHold, Listing.dwelling_id).join(FlatHold.listing)
    found = session.execute(query.where(Listing.dwelling_id.in_(homes), runs_on(on)).order_by(FlatHold.id))
    return {home: hold for hold, home in found}


def holds_of_flat(session: Session, listing: Listing) -> Sequence[FlatHold]:
    """Every hold that there was of the home, the one that runs first, then the latest."""
    return session.scalars(_running_first(_holds().where(is_of_home(listing)))).all()


def holds_of_landlord(session: Session, landlord: Landlord, actor: User) -> Sequence[FlatHold]:
    """The same of a landlord, of flats of this person's centres."""
    query = _holds().join(FlatHold.listing).where(actor.sees(Listing.centre_id))
    return session.scalars(_running_first(query.where(FlatHold.landlord_id == landlord.id))).all()


def list_holds(session: Session, actor: User, page: int = 1) -> Page[FlatHold]:
    """A page of the holds of flats of this person's centres: those that run first, of them the one that ends first."""
    query = _holds().join(FlatHold.listing).where(actor.sees(Listing.centre_id))
    is_closed = FlatHold.status != HoldStatus.RUNNING
    return take_page(session, query.order_by(is_closed, FlatHold.ends_on, FlatHold.id), page)


def count_ending(actor: User, on: date) -> Select[*tuple[Any, ...]]:
    """A query for how many holds end on the day or the day after, and the first day on which one is not held."""
    query = select(func.count(FlatHold.id).label("ending"), func.min(FlatHold.ends_on).label("first_ends_on"))
    ends = runs_on(on) & (FlatHold.ends_on <= on + 2 * DAY)
    return query.join(FlatHold.listing).where(ends, actor.sees(Listing.centre_id))


def is_of_home(listing: Listing) -> ColumnElement[bool]:
    """For queries of holds: those of the listing's home."""
    return FlatHold.listing_id.in_(Listing.of_home(listing.dwelling_id))


def runs_on(on: date) -> ColumnElement[bool]:
    """For queries of holds: those that are neither over nor closed."""
    return and_(FlatHold.status == HoldStatus.RUNNING, FlatHold.ends_on > on)


def _holds() -> Select[FlatHold]:
    shown = FlatHold.listing, FlatHold.landlord, FlatHold.household, FlatHold.written_by
    return select(FlatHold).options(*map(joinedload, shown))


def _running_first(query: Select[FlatHold]) -> Select[FlatHold]:
    is_closed = FlatHold.status != HoldStatus.RUNNING
    return query.order_by(is_closed, FlatHold.promised_on.desc(), FlatHold.id.desc())
