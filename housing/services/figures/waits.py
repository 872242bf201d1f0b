"""How long each step from the referral to the home takes: rows of all households become waits, `housing.figures` sums
them up.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from core.dates import day_of
from housing.figures.steps import Step, Stretch, searches, stretch, waits_for_landlord, waits_of_search
from housing.figures.told import Asked
from housing.figures.waits import Wait, WaitSums, sum_up
from housing.models import LandlordTalk, Lease, Listing, Offer, ShortlistEntry, Viewing, ViewingGuest
from housing.response_times import Attempt
from housing.services.landlords.landlord_history import UNANSWERED
from housing.states import GONE, GuestStatus, OfferStatus, ViewingStatus
from people.models import Household, LogEntry
from people.services.stages import courses

_OVER = (GuestStatus.NO_SHOW, GuestStatus.DECLINED, GuestStatus.RELEASED)

Sums = Mapping[Step, WaitSums]
_ByStep = Mapping[Step, list[Wait]]


class Timed(NamedTuple):
    """One wait: for what, at which centre, whose."""

    step: Step
    centre_id: int
    who: int  # a household; where a landlord is waited for, the landlord
    stretch: Stretch


def sums_of_waits(session: Session, asked: Asked) -> tuple[Sums, Mapping[int, Sums]]:
    """For each step the waits that began in the period, of all centres and by centre; by seven queries."""
    everywhere: _ByStep = defaultdict(list)
    by_centre: Mapping[int, _ByStep] = {key: defaultdict(list) for key in asked.centre_ids}
    for one in _waits(session, asked):
        if one.stretch.began_on in asked.period:
            wait = one.stretch.wait(one.who)
            everywhere[one.step].append(wait)
            by_centre[one.centre_id][one.step].append(wait)
    sums = _sums(everywhere)
    if len(by_centre) == 1:
        return sums, dict.fromkeys(by_centre, sums)
    return sums, {key: _sums(waits) for key, waits in by_centre.items()}


def _sums(waits: _ByStep) -> Sums:
    return {step: sum_up(waits[step]) for step in Step}


def _waits(session: Session, asked: Asked) -> Iterator[Timed]:
    offers, leases = (session.execute(query).all() for query in (_offers(asked), _leases(asked)))
    yield from _of_searches(session, asked, offered=[(one.household_id, one.offered_at) for one in offers])
    yield from _of_offers(offers, leases, asked.on)
    for lease in leases:  # one may be ended before it begins
        ended_on = lease.cut_short_on if lease.cut_short_on and lease.cut_short_on <= lease.starts_on else None
        begins_on = None if ended_on else lease.starts_on
        yield from _timed(Step.MOVED_IN, lease, lease.signed_on, begins_on, ended_on, asked.on)
    yield from _of_guests(session, asked)
    yield from _of_landlords(session, asked)


def _of_offers(offers: Iterable[Row[Any]], leases: Iterable[Row[Any]], on: date) -> Iterator[Timed]:
    """What was taken back, or ran out, is not waited for any more."""
    signed_on = {(lease.household_id, lease.listing_id): lease.signed_on for lease in leases}
    for offer in offers:
        answered_at = offer.accepted_at or (offer.answered_at if offer.status == OfferStatus.DECLINED else None)
        yield from _timed(Step.ANSWERED, offer, offer.offered_at, answered_at, offer.answered_at, on)
        if offer.accepted_at:
            key = offer.household_id, offer.listing_id
            reached_on = signed_on.get(key) if offer.status == OfferStatus.SIGNED else None
            given_up_at = offer.answered_at if offer.status == OfferStatus.WITHDRAWN else None
            yield from _timed(Step.SIGNED, offer, offer.accepted_at, reached_on, given_up_at, on)


def _of_guests(session: Session, asked: Asked) -> Iterator[Timed]:
    """Whoever does not come after all waits until it says so, or else until the viewing's day."""
    for guest in session.execute(_guests(asked)):
        is_over = guest.status in _OVER or guest.viewing_status == ViewingStatus.CANCELLED
        came_at = guest.starts_at if guest.status == GuestStatus.CAME else None
        given_up_at = max(guest.invited_at, min(guest.starts_at, guest.answered_at or guest.starts_at))
        yield from _timed(Step.SEEN, guest, guest.invited_at, came_at, given_up_at if is_over else None, asked.on)


def _of_searches(session: Session, asked: Asked, offered: Iterable[tuple[int, datetime]]) -> Iterator[Timed]:
    here = and_(Household.centre_id.in_(asked.centre_ids), Household.same_as_id.is_(None))
    kept = select(ShortlistEntry.household_id, ShortlistEntry.kept_at).join(ShortlistEntry.household).where(here)
    kept_on = _days(session.execute(kept))
    offered_on = _days(offered)
    centres = dict(session.execute(select(Household.id, Household.centre_id).where(here)).all())
    for key, course in courses(session, here).items():
        for search in searches(course):
            for step, found in waits_of_search(search, kept_on[key], offered_on[key], asked.on):
                yield Timed(step, centres[key], key, found)


def _of_landlords(session: Session, asked: Asked) -> Iterator[Timed]:
    """About flats of these centres; a talk about no flat is no centre's."""
    rows = session.execute(_talks(asked))
    for (landlord_id, _listing, centre_id, status), talks in groupby(rows, key=lambda row: row[:4]):
        attempts = [Attempt(talk.happened_on, talk.outcome not in UNANSWERED) for talk in talks]
        for found in waits_for_landlord(attempts, status in GONE, asked.on):
            yield Timed(Step.LANDLORD, centre_id, landlord_id, found)


def _timed(
    step: Step, row: Row[Any], began: date | datetime, reached: date | datetime | None,
    given_up: date | datetime | None, on: date,
) -> Iterator[Timed]:  # fmt: skip
    found = stretch(_day(began), reached and _day(reached), given_up and _day(given_up), on)
    if found is not None:
        yield Timed(step, row.centre_id, row.household_id, found)


def _offers(asked: Asked) -> Select[*tuple[Any, ...]]:
    return _here(asked, Offer, Offer.listing_id, Offer.status, Offer.offered_at, Offer.accepted_at, Offer.answered_at)


def _leases(asked: Asked) -> Select[*tuple[Any, ...]]:
    return _here(asked, Lease, Lease.listing_id, Lease.signed_on, Lease.starts_on, Lease.cut_short_on)


def _guests(asked: Asked) -> Select[*tuple[Any, ...]]:
    columns = (ViewingGuest.invited_at, ViewingGuest.status, ViewingGuest.answered_at, Viewing.starts_at)
    query = _here(asked, ViewingGuest, *columns, Viewing.status.label("viewing_status"))
    return query.join(Viewing, Viewing.id == ViewingGuest.viewing_id)


def _here(asked: Asked, model: type[Offer | Lease | ViewingGuest], *columns: Any) -> Select[*tuple[Any, ...]]:
    """Rows of the households of these centres, the first first."""
    query = select(model.household_id, Household.centre_id, *columns)
    query = query.join(Household, Household.id == model.household_id)
    return query.where(Household.centre_id.in_(asked.centre_ids)).order_by(model.id)


def _talks(asked: Asked) -> Select[*tuple[Any, ...]]:
    """Those about one landlord's one flat stand together, the first first."""
    of_flat = LandlordTalk.landlord_id, Listing.id, Listing.centre_id, Listing.status
    return (
        select(*of_flat, LogEntry.happened_on, LogEntry.outcome)
        .join(LandlordTalk.listing)
        .join(LandlordTalk.entry)
        .where(Listing.centre_id.in_(asked.centre_ids), LogEntry.outcome.is_not(None))
        .order_by(LandlordTalk.landlord_id, Listing.id, LogEntry.happened_on, LogEntry.id)
    )


def _days(rows: Iterable[tuple[int, datetime]]) -> Mapping[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    for key, at in rows:
        found[key].append(day_of(at))
    return found


def _day(moment: date | datetime) -> date:
    return day_of(moment) if isinstance(moment, datetime) else moment
