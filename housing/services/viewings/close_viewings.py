"""Viewings that follow another so closely that nobody may get from the one to the other in time.

That is no clash: whoever books knows the way better, and says that it is meant.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.auth.models import User
from core.text import N_, Sentence
from housing.models import Listing, Viewing, ViewingGuest
from housing.rounds import is_too_close
from housing.services.viewings.viewing_clashes import is_elsewhere, is_invited_elsewhere, is_shown
from housing.states import EXPECTED, ViewingStatus
from maps.distance import geodesic_km
from people.models import Household

GOES_ALONG = N_("The viewing of “%(flat)s” from %(starts)s to %(ends)s would go along.")
_WITHIN = timedelta(hours=12)  # of a day's work: nobody has a longer way on it


@dataclass(frozen=True, slots=True)
class Visit:
    """What is about to be planned; nobody is asked about who is there anyhow."""

    listing: Listing
    starts_at: datetime
    ends_at: datetime
    officer: User | None
    households: Sequence[Household] = ()
    is_new: bool = True  # whether the flat was not shown then before

    @classmethod
    def of(cls, viewing: Viewing, officer: User | None, households: Sequence[Household] = ()) -> "Visit":
        """For a viewing that is planned already: who comes to it besides."""
        return cls(viewing.listing, viewing.starts_at, viewing.ends_at, officer, households, is_new=False)


@dataclass(frozen=True, slots=True)
class Close:
    """Another viewing shortly before or after, and how much time is between."""

    key: str
    where: Sentence
    between: Sentence


def close_to(session: Session, visit: Visit, *, actor: User, own: Viewing | None = None) -> list[Close]:
    """What is too near, the earliest first; nothing where something overlaps, which is refused anyhow."""
    return close_among(_around(session, visit, own), visit, actor=actor)


def close_among(others: Sequence[Viewing], visit: Visit, *, actor: User) -> list[Close]:
    """The same where the others are at hand."""
    if any(free_between(visit, other) < timedelta(0) for other in others):
        return []
    return [close for other in others for close in _of(visit, other, actor)]


def free_between(visit: Visit, other: Viewing) -> timedelta:
    """The time between the two, less than none where they overlap."""
    return max(visit.starts_at - other.ends_at, other.starts_at - visit.ends_at)


def _around(session: Session, visit: Visit, own: Viewing | None) -> Sequence[Viewing]:
    keys = [household.id for household in visit.households]
    expected = ViewingGuest.household_id.in_(keys), ViewingGuest.status.in_(EXPECTED)
    concerned: list[ColumnElement[bool]] = [Viewing.id.in_(select(ViewingGuest.viewing_id).where(*expected))]
    if visit.officer is not None:
        concerned.append(Viewing.officer_id == visit.officer.id)
    if visit.is_new:
        concerned.append(Viewing.listing.has(Listing.dwelling_id == visit.listing.dwelling_id))
    near = Viewing.starts_at < visit.ends_at + _WITHIN, Viewing.ends_at > visit.starts_at - _WITHIN
    query = select(Viewing).where(*near, Viewing.status == ViewingStatus.PLANNED, or_(*concerned))
    if own is not None:
        query = query.where(Viewing.id != own.id)
    parts = joinedload(Viewing.listing).joinedload(Listing.dwelling), joinedload(Viewing.officer)
    query = query.options(*parts, selectinload(Viewing.guests)).order_by(Viewing.starts_at, Viewing.id)
    with session.no_autoflush:
        return session.scalars(query).all()


def close_along(visit: Visit, other: Viewing) -> Iterator[Close]:
    """Another that somebody is to take over together with this one."""
    if (near := _near(visit, other)) is not None and other.listing.dwelling_id != visit.listing.dwelling_id:
        named = {"flat": other.listing.title, "starts": other.starts_at, "ends": other.ends_at}
        yield Close(near.key, Sentence(GOES_ALONG, named), near.between)


def _of(visit: Visit, other: Viewing, actor: User) -> Iterator[Close]:
    near = _near(visit, other)
    if near is None:
        return
    is_same_officer = visit.officer is not None and other.officer_id == visit.officer.id
    if other.listing.dwelling_id == visit.listing.dwelling_id:
        if visit.is_new and not is_same_officer:
            yield Close(near.key, is_shown(other), near.between)
        return
    if visit.officer is not None and is_same_officer:
        yield Close(near.key, is_elsewhere(visit.officer, other, actor), near.between)
    expected = {guest.household_id for guest in other.guests if guest.status in EXPECTED}
    for household in visit.households:
        if household.id in expected:
            where = is_invited_elsewhere(household, other, actor)
            yield Close(f"{near.key}:{household.id}", where, near.between)


@dataclass(frozen=True, slots=True)
class _Near:
    key: str
    between: Sentence


def _near(visit: Visit, other: Viewing) -> _Near | None:
    """How much time is between the two, where that is too little for the way."""
    is_there = other.listing.dwelling_id == visit.listing.dwelling_id
    free, km = free_between(visit, other), None if is_there else _km(visit, other)
    if free < timedelta(0) or not is_too_close(free, km):
        return None
    minutes = free // timedelta(minutes=1)
    between = Sentence.counted(minutes, "%(n)s minute is between the two.", "%(n)s minutes are between the two.")
    if km is not None:
        between = Sentence.counted(
            minutes,
            "%(n)s minute is between the two, and as the crow flies %(km)s km.",
            "%(n)s minutes are between the two, and as the crow flies %(km)s km.",
            {"km": km},
        )
    return _Near(f"{other.id}:{minutes}", between)


def _km(visit: Visit, other: Viewing) -> float | None:
    here, there = visit.listing.dwelling.point, other.listing.dwelling.point
    return geodesic_km(here, there) if here is not None and there is not None else None
