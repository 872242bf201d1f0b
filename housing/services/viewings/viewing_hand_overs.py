"""Viewings that go from one officer to another: of who closed their account or works elsewhere by then, or is ill.

Day and hour stay, so that no household is asked anew: its page says who comes, and calendars say it by themselves.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, inspect, literal, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.audit import record_each
from core.auth.models import User
from core.auth.permissions import Permission
from core.auth.posts import may_then
from core.dates import DAY
from core.db import lock_row, lock_rows
from core.errors import Refused
from core.structure import Centre
from core.text import N_, Sentence
from housing.models import Listing, Viewing, ViewingGuest
from housing.services.viewings.close_viewings import Close, Visit, close_along, close_among, free_between
from housing.services.viewings.viewing_clashes import is_elsewhere, refuse_busy
from housing.services.viewings.viewing_queries import with_guests
from housing.states import EXPECTED, ViewingAction, ViewingStatus, next_status

NOT_THERE = N_("%(name)s does not work for this centre then.")


@dataclass(frozen=True, slots=True)
class Going:
    """A viewing that may go to another: what keeps it from that, and what is shortly before or after."""

    viewing: Viewing
    refused: Sentence | None
    close: Sequence[Close]

    @property
    def key(self) -> str:
        """The viewing and what whoever ticks it has read of it."""
        return " ".join([str(self.viewing.id), *(close.key for close in self.close)])


def count_unattended(officer: User, on: date) -> Select[*tuple[Any, ...]]:
    """A query for how many viewings of the officer's centres have nobody of the centre, and when the first begins."""
    query = select(func.count(Viewing.id).label("unattended"), func.min(Viewing.starts_at).label("first_at"))
    return query.join(Viewing.listing).where(_is_unattended(on), officer.sees(Listing.centre_id))


def officers_with_viewings(session: Session, actor: User) -> Mapping[User, int]:
    """Who has viewings before them at the person's centres, by name, with how many."""
    its = _waits(), actor.sees(Listing.centre_id)
    query = select(User, func.count(Viewing.id)).join(Viewing, Viewing.officer_id == User.id).join(Viewing.listing)
    return dict(session.execute(query.where(*its).group_by(*inspect(User).columns).order_by(User.name, User.id)).all())


def who_may_show(session: Session, actor: User, on: date) -> Sequence[User]:
    """Who may show flats of one of the person's centres, by name."""
    here = select(Centre.id).where(actor.sees(Centre.id), may_then(Permission.MAKE_OFFERS, User.id, Centre.id, on=on))
    return session.scalars(select(User).where(User.active, here.exists()).order_by(User.name, User.id)).all()


def viewings_to_hand_over(session: Session, actor: User, giver: User | None, on: date) -> Sequence[Viewing]:
    """What somebody has before them at the person's centres, or without one, what nobody attends; by day."""
    whose = _is_unattended(on) if giver is None else and_(_waits(), Viewing.officer_id == giver.id)
    query = with_guests().join(Viewing.listing).where(whose, actor.sees(Listing.centre_id))
    return session.scalars(query.order_by(Viewing.starts_at, Viewing.id)).all()


def look_at(
    session: Session, viewings: Sequence[Viewing], taker: User, *, actor: User, on: date, at: datetime
) -> list[Going]:
    """How each of these would go to the other."""
    attended, theirs = _may_attend(session, viewings, taker, on), _own(session, viewings, taker)
    found = [_going(viewing, taker, viewing.id in attended, theirs, actor, at) for viewing in viewings]
    free = [one.viewing for one in found if one.refused is None and one.viewing.ends_at > at]
    along = {viewing: _along(viewing, free) for viewing in free}
    return [replace(one, close=[*one.close, *along.get(one.viewing, ())]) for one in found]


def hand_over_viewings(
    session: Session, viewings: Collection[Viewing], taker: User, *, actor: User, on: date, at: datetime
) -> dict[Viewing, Sentence]:
    """Each goes to the other that can; answers which stay, and why. Two who hand over at once take turns."""
    keys = [viewing.id for viewing in viewings]
    lock_rows(session, Listing, Listing.id.in_({viewing.listing_id for viewing in viewings}))
    locked = lock_rows(session, Viewing, Viewing.id.in_(keys), joinedload(Viewing.listing))
    lock_row(session, taker, may_be_named=True)
    attended, moved, staying = _may_attend(session, locked, taker, on), [], {}
    for viewing in sorted(locked, key=lambda viewing: (viewing.starts_at, viewing.id)):
        try:
            _hand_over(session, viewing, taker, viewing.id in attended, actor, at)
            moved.append(viewing)
        except Refused as refusal:
            staying[viewing] = refusal.sentence
    record_each(session, "hand-over-viewing", moved, actor=actor)
    return staying


def _hand_over(session: Session, viewing: Viewing, taker: User, is_attended: bool, actor: User, at: datetime) -> None:
    next_status(viewing.status, ViewingAction.CHANGE)
    if not is_attended:
        raise Refused(Sentence(NOT_THERE, {"name": taker.name}))
    if at < viewing.ends_at:
        refuse_busy(session, taker, viewing.starts_at, viewing.ends_at, actor=actor, own=viewing)
    viewing.officer = taker
    session.flush()


def _going(
    viewing: Viewing, taker: User, is_attended: bool, theirs: Sequence[Viewing], actor: User, at: datetime
) -> Going:
    """Of one that is over only what came of it is left to write down: it stands in nobody's way."""
    if not is_attended:
        return Going(viewing, Sentence(NOT_THERE, {"name": taker.name}), ())
    if viewing.ends_at <= at:
        return Going(viewing, None, ())
    visit, others = Visit.of(viewing, taker), [other for other in theirs if other.id != viewing.id]
    for other in others:
        if free_between(visit, other) < timedelta(0):
            return Going(viewing, is_elsewhere(taker, other, actor), ())
    return Going(viewing, None, close_among(others, visit, actor=actor))


def _along(viewing: Viewing, free: Sequence[Viewing]) -> list[Close]:
    """What would go along shortly before or after it and was another officer's: so far nobody had both. Where two
    overlap, the later one stays when they go.
    """
    visit = Visit.of(viewing, None)
    others = [other for other in free if other.officer_id != viewing.officer_id]
    return [close for other in others for close in close_along(visit, other)]


def _own(session: Session, viewings: Sequence[Viewing], taker: User) -> Sequence[Viewing]:
    """What the other has before them on the days of these."""
    if not viewings:
        return ()
    first, last = viewings[0].starts_at - DAY, viewings[-1].starts_at + DAY
    its = (
        Viewing.officer_id == taker.id,
        Viewing.status == ViewingStatus.PLANNED,
        Viewing.starts_at.between(first, last),
    )
    parts = joinedload(Viewing.listing).joinedload(Listing.dwelling), selectinload(Viewing.guests)
    return session.scalars(select(Viewing).where(*its).options(*parts).order_by(Viewing.starts_at, Viewing.id)).all()


def _may_attend(session: Session, viewings: Sequence[Viewing], taker: User, on: date) -> set[int]:
    may = may_then(Permission.MAKE_OFFERS, literal(taker.id), Listing.centre_id, on=on, at=Viewing.starts_at)
    query = select(Viewing.id).join(Viewing.listing).where(Viewing.id.in_([viewing.id for viewing in viewings]), may)
    return set(session.scalars(query)) if taker.active else set()


def _is_unattended(on: date) -> ColumnElement[bool]:
    """Planned with somebody who works for the flat's centre no more, or not any more by then."""
    may = may_then(Permission.MAKE_OFFERS, Viewing.officer_id, Listing.centre_id, on=on, at=Viewing.starts_at)
    is_closed = exists().where(User.id == Viewing.officer_id, ~User.active)
    return and_(_waits(), or_(is_closed, ~may))


def _waits() -> ColumnElement[bool]:
    """Somebody is thought to come, and nothing is written down yet."""
    expected = Viewing.guests.any(ViewingGuest.status.in_(EXPECTED))
    return and_(Viewing.status == ViewingStatus.PLANNED, expected)
