"""Finding flats' places by their addresses, one after the other. A worker does it (`housing.jobs.places`)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.db import lock_row
from core.jobs import Job, JobStatus, enqueue
from housing.models import Dwelling, Listing
from housing.services.listings.addresses import address_of
from housing.services.listings.listings import set_place
from housing.states import GONE
from maps.doubts import doubt_of
from maps.located import Answer, Precision

FIND_PLACES = "find-places"


def ask_to_find_places(session: Session, centre_ids: Sequence[int], *, actor: User | None, at: datetime) -> Job:
    """Have the places looked for of all flats of these centres that have an address and no place, or a rough one.

    Who asks again while it goes on is given the same job.
    """
    return _ask(session, centre_ids, actor, at)


def ask_to_find_place(session: Session, listing: Listing, *, actor: User | None, at: datetime) -> None:
    """The same of one flat, whose address is new: whoever looks for it already looks for another."""
    asked = _ask(session, [listing.centre_id], actor, at, listing=listing)
    lock_row(session, asked)
    if asked.status is not JobStatus.QUEUED:
        _ask(session, [listing.centre_id], actor, at, "-again", listing=listing)


def ask_after_import(session: Session, centre_ids: Sequence[int], *, actor: User | None, at: datetime) -> None:
    """The same for what a file brought; a job that is near its end may not have seen that any more."""
    if count_wanting(session, centre_ids, after=0):
        asked = _ask(session, centre_ids, actor, at)
        lock_row(session, asked)
        if asked.status is not JobStatus.QUEUED:
            _ask(session, centre_ids, actor, at, "-again")


def _ask(
    session: Session,
    centre_ids: Sequence[int],
    actor: User | None,
    at: datetime,
    suffix: str = "",
    *,
    listing: Listing | None = None,
) -> Job:
    payload = {"centres": sorted(centre_ids)} | ({"listing": listing.id} if listing else {})
    centre_id = centre_ids[0] if len(centre_ids) == 1 else None
    key = f"{FIND_PLACES}-{f'of-{listing.id}' if listing else actor.id if actor else 0}{suffix}"
    return enqueue(session, FIND_PLACES, payload, actor=actor, at=at, key=key, centre_id=centre_id)


def next_wanting(
    session: Session, centre_ids: Sequence[int], *, after: int, most: int, only: int | None = None
) -> Sequence[Listing]:
    """The first of these flats behind the one with this number; `only` one of them, where a number is given."""
    query = select(Listing).join(Listing.dwelling).where(_is_wanting(centre_ids, after, only))
    return session.scalars(query.options(joinedload(Listing.dwelling)).order_by(Listing.id).limit(most)).all()


def count_wanting(session: Session, centre_ids: Sequence[int], *, after: int, only: int | None = None) -> int:
    """How many there are behind it."""
    query = select(func.count(Listing.id)).join(Listing.dwelling).where(_is_wanting(centre_ids, after, only))
    return session.scalars(query).one()


def take_answer(session: Session, listing: Listing, asked: str, answer: Answer, *, actor: User | None) -> None:
    """Put the flat where its address says, or keep why not. A pin, or what is nearer to the door, is left alone."""
    home = listing.dwelling
    lock_row(session, home)
    if not home.wants_place_now or address_of(home) != asked:  # somebody was faster
        return
    doubt, located = doubt_of(answer), answer.located
    is_rough, is_doubted = located is not None and located.precision is Precision.PLACE, home.place_doubt is not None
    if located is not None and doubt is None and (home.point is None or is_doubted or not is_rough):
        set_place(home, located.point.latitude, located.point.longitude, precision=located.precision)
    home.place_doubt = doubt
    if session.is_modified(home):
        record(session, "find-place", listing, actor=actor)


def _is_wanting(centre_ids: Sequence[int], after: int, only: int | None) -> ColumnElement[bool]:
    has_address = or_(*(column != "" for column in (Dwelling.address, Dwelling.area, Dwelling.city)))
    is_open = and_(Listing.status.not_in(GONE), Listing.centre_id.in_(centre_ids))
    which = [Listing.id > after, *([Listing.id == only] if only is not None else [])]
    return and_(Dwelling.wants_place(), has_address, is_open, *which)
