"""Viewings of a flat that is let or gone are called off with it, and a worker tells at once who was to come.

The flat is locked first, then its viewings by their keys; households only after these.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session, joinedload, selectinload

from core.audit import record_each
from core.auth.models import User
from core.dates import utc_now
from core.db import lock_rows
from core.jobs import enqueue
from housing.events import AdvertsClosed, HomeLet
from housing.models import Listing, Viewing, ViewingGuest
from housing.states import EXPECTED, GuestAction, GuestStatus, ViewingAction, ViewingStatus, next_status
from housing.viewing_facts import CancelReason

TELL = "tell-of-called-off-viewing"  # the job (housing.jobs.viewings)


def lock_viewings(session: Session, *dwelling_ids: int) -> None:
    """Lock what is planned at homes, before the households that rent them: whoever answers an invitation locks the
    viewing first.
    """
    _lock(session, _of_homes(*dwelling_ids))


def call_off_let(session: Session, event: HomeLet) -> None:
    """Nobody but the tenants goes there any more: a part of letting the home."""
    _call_off(session, _of_homes(event.dwelling_id), event.household_id, event.actor_id)


def call_off_gone(session: Session, event: AdvertsClosed) -> None:
    """Nobody goes there any more: a part of withdrawing an advert, or of its running out."""
    _call_off(session, Viewing.listing_id.in_(event.listing_ids), None, event.actor_id)


def _of_homes(*dwelling_ids: int) -> ColumnElement[bool]:
    return Viewing.listing.has(Listing.dwelling_id.in_(dwelling_ids))


def _lock(session: Session, which: ColumnElement[bool]) -> Sequence[Viewing]:
    guests = selectinload(Viewing.guests).joinedload(ViewingGuest.household)
    is_planned = Viewing.status == ViewingStatus.PLANNED
    return lock_rows(session, Viewing, which & is_planned, joinedload(Viewing.listing), guests)


def _call_off(session: Session, which: ColumnElement[bool], tenant_id: int | None, actor_id: int | None) -> None:
    """What has begun stays: what came of it is still to be written down."""
    at = utc_now()  # of the news, whichever day the step is written down for
    viewings = [viewing for viewing in _lock(session, which) if viewing.starts_at > at]
    if not viewings:
        return
    cancelled, released, to_tell = _settle(viewings, tenant_id)
    actor = session.get_one(User, actor_id) if actor_id is not None else None
    record_each(session, "release-guest", released, actor=actor)
    record_each(session, "cancel-viewing", cancelled, actor=actor)
    _ask_to_tell(session, to_tell, actor_id, at)


def _settle(
    viewings: Collection[Viewing], tenant_id: int | None
) -> tuple[list[Viewing], list[ViewingGuest], list[ViewingGuest]]:
    """The viewings that are cancelled, the households that are released, and those of them that were to come."""
    cancelled, released, to_tell = [], [], []
    for viewing in viewings:
        staying = [guest for guest in viewing.guests if guest.household_id == tenant_id and guest.status in EXPECTED]
        going = [guest for guest in viewing.guests if guest not in staying and guest.status is not GuestStatus.RELEASED]
        to_tell += [guest for guest in going if guest.status in EXPECTED]
        released += going
        if not staying:
            viewing.status = next_status(viewing.status, ViewingAction.CANCEL)
            viewing.cancelled_for = CancelReason.GONE
            cancelled.append(viewing)
    for guest in released:
        guest.status = next_status(guest.status, GuestAction.RELEASE)
    return cancelled, released, to_tell


def _ask_to_tell(session: Session, guests: Sequence[ViewingGuest], actor_id: int | None, at: datetime) -> None:
    """By a job: flats are also let by commands, which know no way to send anything."""
    for guest in guests:
        payload, centre_id = {"guest": guest.id, "actor": actor_id}, guest.household.centre_id
        enqueue(session, TELL, payload, actor=None, at=at, key=f"{TELL}-{guest.id}", centre_id=centre_id)
