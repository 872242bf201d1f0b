"""Adverts that may be about the same flat: looked for, merged, or known to be apart."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.db import Base, lock_row
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Dwelling, Landlord, Listing, ListingPair, OwnershipShare
from housing.same_flat import AdvertFacts, find_same
from housing.services.adverts import OF_DWELLING, OF_LISTING
from housing.services.looking import ask_to_look
from housing.services.moving import move_all
from housing.services.pairs import Found, bring_up_to_date, hand_over, known_apart
from housing.services.running_leases import bound_until
from housing.states import GONE, ListingStatus
from maps.geocoding import Precision

BOTH_TAKEN = Sentence(
    N_("Both adverts are offered, reserved or let: two households would have the same flat. Settle one of them first.")
)
NOT_MERGED = Sentence(N_("This advert stands for itself already."))
_EXACT = frozenset({"pin", Precision.ADDRESS})
_TAKEN = frozenset({ListingStatus.OFFERED, ListingStatus.RESERVED})
_FARTHER = (
    ListingStatus.CANDIDATE, ListingStatus.CONTACTED, ListingStatus.VERIFIED, ListingStatus.OFFERED,
    ListingStatus.RESERVED, ListingStatus.LET,
)  # fmt: skip
_OF_THE_ADVERT = frozenset({"source", "reference", "source_link"})  # stay with it, so that a file finds it again
_FILLED = (*(name for name in OF_LISTING if name not in _OF_THE_ADVERT), "landlord_id")
_FILLED_HOME = (*OF_DWELLING, "has_lift")
_PLACE = ("latitude", "longitude", "place_precision")
_OWN_WAY = frozenset({"listing_pair"})


def look_for_same_flats(session: Session, *, at: datetime) -> None:
    """Bring what is suspected up to date: a part of whatever step it belongs to."""
    live, facts = _facts(session)
    found = find_same(facts, known_apart(session, ListingPair))
    pairs = (
        Found(one, other, round(weighing.score * 10), weighing.agree, weighing.differ)
        for one, other, weighing in found
        if one in live or other in live
    )
    bring_up_to_date(session, ListingPair, pairs, at=at)


def both_flats_seen(actor: User) -> ColumnElement[bool]:
    """The pairs of adverts of which this person sees both."""
    seen = actor.sees(Listing.centre_id)
    return and_(ListingPair.one.has(seen), ListingPair.other.has(seen))


def other_adverts(session: Session, listing: Listing, actor: User) -> list[Listing]:
    """The adverts that were merged into this one, as their sources have them, as far as this person sees them."""
    query = select(Listing).where(Listing.same_as_id == listing.id, actor.sees(Listing.centre_id))
    return list(session.scalars(query.order_by(Listing.id)))


def keep_flats_apart(session: Session, pair: ListingPair, *, actor: User, at: datetime) -> None:
    """Somebody knows that they are two flats; nobody is asked again."""
    pair.apart_at, pair.apart_by_id = at, actor.id
    record(session, "keep-flats-apart", pair.one, actor=actor, values={"other": pair.other_id})


def merge_flats(session: Session, pair: ListingPair, kept: Listing, *, actor: User, on: date, at: datetime) -> None:
    """The kept advert leads: all that hung on the other hangs on it, and what it did not say it has from the other.

    The other stays as what its source says, withdrawn, so that the next file of that source finds it and changes
    nothing else. Refused while two households may have a right to the flat.
    """
    merged = pair.other if kept.id == pair.one_id else pair.one
    lock_row(session, kept)
    lock_row(session, merged)
    if all(_is_taken(session, listing, on) for listing in (kept, merged)):
        raise Refused(BOTH_TAKEN)
    kept.status = max((kept, merged), key=lambda listing: _progress(session, listing, on)).status
    kept.confirmed_on = max(kept.confirmed_on, merged.confirmed_on)
    _fill(kept, merged, _FILLED)
    _fill(kept.dwelling, merged.dwelling, _FILLED_HOME)
    if kept.dwelling.point is None:
        _fill(kept.dwelling, merged.dwelling, _PLACE)
    hand_over(session, ListingPair, merged.id, kept.id)
    moved = move_all(session, merged, kept, but=_OWN_WAY)
    moved += move_all(session, merged.dwelling, kept.dwelling, but=_stays_with_home(session, kept.dwelling))
    for earlier in session.scalars(_of_home(merged.dwelling_id).where(Listing.id != merged.id)):
        earlier.dwelling_id = kept.dwelling_id
    merged.same_as_id, merged.status = kept.id, ListingStatus.WITHDRAWN
    record(session, "merge-flats", kept, actor=actor, values={"merged": merged.id, "moved": moved})
    ask_to_look(session, at=at)


def part_flat(session: Session, merged: Listing, *, actor: User, at: datetime) -> None:
    """It was another flat after all: the advert stands for itself again. What had moved is moved by hand."""
    if merged.same_as_id is None:
        raise Refused(NOT_MERGED)
    one_id, other_id = sorted((merged.id, merged.same_as_id))
    pair = ListingPair(one_id=one_id, other_id=other_id, score=0, agree=[], differ=[], found_at=at)
    pair.apart_at, pair.apart_by_id = at, actor.id
    session.add(pair)
    merged.same_as_id, merged.status = None, ListingStatus.CANDIDATE
    record(session, "part-flats", merged, actor=actor, values={"other": one_id + other_id - merged.id})
    ask_to_look(session, at=at)


def _facts(session: Session) -> tuple[set[int], list[AdvertFacts]]:
    """One advert for each home, the newest; and the keys of those that are not over."""
    query = (
        select(Listing.id, Listing.status, Listing.monthly_rent, Landlord.phone_index, Landlord.name, Dwelling)
        .join(Listing.dwelling)
        .outerjoin(Listing.landlord)
        .where(Listing.same_as_id.is_(None))
        .order_by(Listing.id)
    )
    rows = {row.Dwelling.id: row for row in session.execute(query)}.values()
    facts = [
        AdvertFacts(
            key=row.id,
            monthly_rent=float(row.monthly_rent),
            address=row.Dwelling.address,
            area=row.Dwelling.area or row.Dwelling.city,
            latitude=None if row.Dwelling.is_roughly_placed else row.Dwelling.latitude,
            longitude=None if row.Dwelling.is_roughly_placed else row.Dwelling.longitude,
            is_exact=row.Dwelling.place_precision in _EXACT,
            size_m2=row.Dwelling.size_m2,
            bedrooms=row.Dwelling.bedrooms,
            floor=row.Dwelling.floor,
            phone=row.phone_index,
            landlord=row.name or "",
            atak=row.Dwelling.atak,
            supply_number=row.Dwelling.electricity_supply_number,
        )
        for row in rows
    ]
    return {row.id for row in rows if row.status not in GONE}, facts


def _stays_with_home(session: Session, home: Dwelling) -> set[str]:
    """Adverts keep their own words of the home; and a home whose owners are known has no others."""
    is_owned = session.scalar(select(OwnershipShare.id).where(OwnershipShare.dwelling_id == home.id).limit(1))
    return {"listing"} if is_owned is None else {"listing", "ownership_share"}


def _of_home(dwelling_id: int) -> Select[Listing]:
    return select(Listing).where(Listing.dwelling_id == dwelling_id)


def _is_taken(session: Session, listing: Listing, on: date) -> bool:
    return listing.status in _TAKEN or bound_until(session, listing, on) is not None


def _progress(session: Session, listing: Listing, on: date) -> int:
    """How far an advert has come; one that is over, or whose lease has ended, has come nowhere."""
    is_over = listing.status is ListingStatus.LET and bound_until(session, listing, on) is None
    return -1 if is_over or listing.status not in _FARTHER else _FARTHER.index(listing.status)


def _fill(kept: Base, merged: Base, names: Iterable[str]) -> None:
    for name in names:
        if getattr(kept, name) in (None, ""):
            setattr(kept, name, getattr(merged, name))
