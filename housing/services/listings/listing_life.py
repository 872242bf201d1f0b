"""The life of an advert: its steps, whether the home is still to be had, and when its time is over."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.db import lock_row
from core.errors import Refused
from core.events import publish
from core.paging import Page, take_page
from core.text import N_, Sentence
from housing.events import AdvertsClosed
from housing.freshness import is_over
from housing.models import Dwelling, Listing
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.listings.open_adverts import refuse_second_advert, why_not_opened
from housing.services.offers.lines import end_line
from housing.states import AVAILABLE, GONE, ListingAction, allowed_actions, next_status, status_confirmed

SPOKEN_WITH = (ListingAction.CONTACT, ListingAction.VERIFY, ListingAction.REOPEN)
NO_REASON = Sentence(N_("Choose why the advert is withdrawn."))
NOT_OVER = Sentence(N_("The last day of this advert has not passed: withdraw it if the home is gone."))


def possible_actions(session: Session, listing: Listing, *, on: date) -> list[ListingAction]:
    """What can be done with the listing now: it is reopened while its home is free, and runs out by its day."""
    actions = [ListingAction(action) for action in allowed_actions(listing.status)]
    if ListingAction.TAKE_OVER in actions:  # not by a button: it comes with a lease that runs (lease_takeover)
        actions.remove(ListingAction.TAKE_OVER)
    if ListingAction.REOPEN in actions and why_not_opened(session, listing, on) is not None:
        actions.remove(ListingAction.REOPEN)
    if ListingAction.EXPIRE in actions and not is_over(listing.status, listing.available_until, on):
        actions.remove(ListingAction.EXPIRE)
    return actions


def move_listing(
    session: Session, listing: Listing, action: ListingAction, *, reason: WithdrawalReason | None = None, on: date,
    actor: User,
) -> None:  # fmt: skip
    """Take the listing to its next status; what is withdrawn has a reason.

    Raises Refused when there is no such step from here, or another has the home.
    """
    lock_row(session, listing)
    status = next_status(listing.status, action)
    if action is ListingAction.REOPEN:
        refuse_second_advert(session, listing, on)
    if action is ListingAction.EXPIRE and not is_over(listing.status, listing.available_until, on):
        raise Refused(NOT_OVER)
    if action is ListingAction.WITHDRAW and reason is None:
        raise Refused(NO_REASON)
    listing.take_to(status, reason, on=on)
    if action in SPOKEN_WITH:
        listing.confirmed_on = on
    record(session, "move-listing", listing, actor=actor, values={"action": action})
    if status in GONE:
        end_line(session, listing, on=on, actor=actor)
    if status in GONE and reason is not WithdrawalReason.DUPLICATE:  # of which the home is to be had by another
        publish(session, AdvertsClosed((listing.id,), actor.id if actor else None))


def confirm_listing(session: Session, listing: Listing, *, on: date, actor: User) -> None:
    """The landlord says that the home is still to be had. What is let or gone is reopened instead."""
    lock_row(session, listing)
    status_confirmed(listing.status)
    listing.confirmed_on = on
    record(session, "confirm-listing", listing, actor=actor)


def listings_to_call(session: Session, actor: User, *, on: date, stale_after: timedelta, page: int) -> Page[Listing]:
    """A page of the adverts that nobody has confirmed for so long, the oldest word first."""
    query = select(Listing).where(_is_stale(actor, on, stale_after))
    query = query.options(joinedload(Listing.dwelling), joinedload(Listing.landlord))
    return take_page(session, query.order_by(Listing.confirmed_on, Listing.id), page)


def listings_over(session: Session, actor: User, *, on: date) -> Page[Listing]:
    """The adverts that are open after their last day, the longest over first: as many as one page holds."""
    query = select(Listing).where(_is_over(actor, on))
    return take_page(session, query.order_by(Listing.available_until, Listing.id), 1)


def count_waiting(actor: User, *, on: date, stale_after: timedelta) -> Select[*tuple[Any, ...]]:
    """A query for how many open adverts want a place, ask for a call, and are past their last day."""
    waits = {"place": Dwelling.wants_place(), "call": _is_stale(actor, on, stale_after), "end": _is_over(actor, on)}
    query = select(*(func.count(case((wait, 1))).label(name) for name, wait in waits.items())).join(Listing.dwelling)
    return query.where(actor.sees(Listing.centre_id), Listing.status.not_in(GONE), or_(*waits.values()))


def expire_listings(session: Session, *, on: date, actor: User) -> int:
    """Close every advert of the person's centres whose last day has passed; returns how many there were."""
    closed = 0
    for listing in session.scalars(select(Listing).where(_is_over(actor, on)).order_by(Listing.id)).all():
        lock_row(session, listing)
        if is_over(listing.status, listing.available_until, on):
            listing.take_to(next_status(listing.status, ListingAction.EXPIRE), on=on)
            record(session, "expire-listing", listing, actor=actor)
            end_line(session, listing, on=on, actor=actor)
            publish(session, AdvertsClosed((listing.id,), actor.id if actor else None))
            closed += 1
    return closed


def _is_stale(actor: User, on: date, stale_after: timedelta) -> ColumnElement[bool]:
    """`housing.freshness.asks_for_call` as a query, at this person's centres."""
    is_stale = and_(
        Listing.status.in_(AVAILABLE), Listing.confirmed_on <= on - stale_after, actor.sees(Listing.centre_id)
    )
    return and_(is_stale, func.coalesce(Listing.available_until, on) >= on)


def _is_over(actor: User, on: date) -> ColumnElement[bool]:
    return and_(Listing.status.in_(AVAILABLE), Listing.available_until < on, actor.sees(Listing.centre_id))
