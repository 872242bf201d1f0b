"""Flats that were lost: rows of adverts, offers, viewings and talks become plain days, `housing.figures.losses` sums
them up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select
from sqlalchemy.orm import Session

from core.dates import day_of, start_of
from housing.figures.losses import How, LossSums, LostFlat, Reached, sum_up
from housing.figures.steps import waits_for_landlord
from housing.figures.told import Asked
from housing.models import LandlordTalk, Listing, Offer, ShortlistEntry, Viewing, ViewingGuest
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.reasons.withdrawn_offers import TakenBack
from housing.response_times import Attempt
from housing.services.landlords.landlord_history import UNANSWERED
from housing.spans import Span
from housing.states import CLOSED, GuestStatus, ListingStatus
from people.models import LogEntry

# Of what is withdrawn for another reason nobody was too slow: it suited nobody, was doubtful, or stands here twice.
_WITHDRAWN = {
    WithdrawalReason.LET: How.LET,
    WithdrawalReason.REFUSED: How.REFUSED,
    WithdrawalReason.OTHER: How.OTHER,
    None: How.OTHER,
}
_FARTHEST = list(Reached)


@dataclass
class _Story:
    """What is known of one flat until it was gone."""

    had_on: date
    lost_on: date
    how: How
    reached: Reached | None = None
    household: list[Span] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)

    def come_to(self, reached: Reached, at: datetime) -> bool:
        """Whether that was before it was gone; then it had come so far."""
        if day_of(at) > self.lost_on:
            return False
        self.reached = max(self.reached or reached, reached, key=_FARTHEST.index)
        return True

    def waits_for_household(self, since: datetime, until: datetime | None) -> None:
        """Until the answer, or until the flat was gone."""
        end = min(day_of(until), self.lost_on) if until else self.lost_on
        self.household.append(Span(day_of(since), end))


def sums_of_losses(session: Session, asked: Asked) -> LossSums:
    """Of the flats of these centres that were lost in the period; five queries."""
    return sum_up(list(_lost(session, asked)))


def _lost(session: Session, asked: Asked) -> Iterator[LostFlat]:
    """Those that somebody had kept, shown or offered."""
    stories = {row.id: story for row in session.execute(_flats(asked)) if (story := _story(row, asked)) is not None}
    which = Listing.id.in_(_flats(asked).with_only_columns(Listing.id))
    for read in (_read_kept, _read_guests, _read_offers, _read_talks):
        read(session, which, stories)
    for story in stories.values():
        if story.reached is not None:
            stretches = waits_for_landlord(story.attempts, False, story.lost_on)
            landlord = [Span(one.began_on, one.ended_on) for one in stretches]
            yield LostFlat(story.had_on, story.lost_on, story.how, story.reached, story.household, landlord)


def _flats(asked: Asked) -> Select[*tuple[Any, ...]]:
    """Adverts that closed in the period, and those that were let to others while a household had them."""
    first, end = start_of(asked.period.starts_on), start_of(asked.period.ends_on)
    is_taken = and_(Offer.listing_id == Listing.id, _is_let_away(), Offer.answered_at >= first, Offer.answered_at < end)
    taken_at = select(Offer.answered_at).where(is_taken).order_by(Offer.answered_at).limit(1).scalar_subquery()
    closed = and_(
        Listing.status.in_(CLOSED),
        Listing.closed_on >= asked.period.starts_on,
        Listing.closed_on < asked.period.ends_on,
    )
    return (
        select(
            Listing.id, Listing.created_at, Listing.status, Listing.withdrawn_for, Listing.closed_on,
            taken_at.label("taken_at"),
        )
        .where(Listing.centre_id.in_(asked.centre_ids), Listing.same_as_id.is_(None))
        .where(Listing.status != ListingStatus.LET, or_(closed, select(Offer.id).where(is_taken).exists()))
    )  # fmt: skip


def _is_let_away() -> ColumnElement[bool]:
    return Offer.taken_back_because == TakenBack.LET_TO_ANOTHER


def _story(row: Row[Any], asked: Asked) -> _Story | None:
    """What was let to others while a household had it is lost from that day on."""
    if row.taken_at is not None:
        return _Story(day_of(row.created_at), day_of(row.taken_at), How.LET)
    if row.closed_on not in asked.period:
        return None
    if row.status == ListingStatus.EXPIRED:
        return _Story(day_of(row.created_at), row.closed_on, How.RAN_OUT)
    how = _WITHDRAWN.get(row.withdrawn_for)
    return _Story(day_of(row.created_at), row.closed_on, how) if how else None


def _read_kept(session: Session, which: ColumnElement[bool], stories: Mapping[int, _Story]) -> None:
    query = select(ShortlistEntry.listing_id, ShortlistEntry.kept_at).join(ShortlistEntry.listing).where(which)
    for listing_id, kept_at in session.execute(query):
        if story := stories.get(listing_id):
            story.come_to(Reached.KEPT, kept_at)


def _read_guests(session: Session, which: ColumnElement[bool], stories: Mapping[int, _Story]) -> None:
    columns = ViewingGuest.invited_at, ViewingGuest.answered_at, ViewingGuest.status, Viewing.starts_at
    query = select(Viewing.listing_id, *columns).join(ViewingGuest.viewing).join(Viewing.listing).where(which)
    for listing_id, invited_at, answered_at, status, starts_at in session.execute(query):
        story = stories.get(listing_id)
        if story and story.come_to(Reached.INVITED, invited_at):
            story.waits_for_household(invited_at, min(answered_at or starts_at, starts_at))
            if status is GuestStatus.CAME:
                story.come_to(Reached.SEEN, starts_at)


def _read_offers(session: Session, which: ColumnElement[bool], stories: Mapping[int, _Story]) -> None:
    columns = Offer.offered_at, Offer.accepted_at, Offer.answered_at
    query = select(Offer.listing_id, *columns).join(Offer.listing).where(which)
    for listing_id, offered_at, accepted_at, answered_at in session.execute(query):
        story = stories.get(listing_id)
        if story and story.come_to(Reached.OFFERED, offered_at):
            story.waits_for_household(offered_at, accepted_at or answered_at)
            if accepted_at:
                story.come_to(Reached.ACCEPTED, accepted_at)


def _read_talks(session: Session, which: ColumnElement[bool], stories: Mapping[int, _Story]) -> None:
    query = (
        select(Listing.id, LogEntry.happened_on, LogEntry.outcome)
        .select_from(LandlordTalk)
        .join(LandlordTalk.listing)
        .join(LandlordTalk.entry)
        .where(which, LogEntry.outcome.is_not(None))
        .order_by(LogEntry.happened_on, LogEntry.id)
    )
    for listing_id, on, outcome in session.execute(query):
        story = stories.get(listing_id)
        if story and on <= story.lost_on:
            story.attempts.append(Attempt(on, outcome not in UNANSWERED))
