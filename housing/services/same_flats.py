"""Adverts that may be about the same flat: looked for, or known to be apart. `merged_flats` makes one of two."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from housing.models import Dwelling, Landlord, Listing, ListingPair
from housing.same_flat import AdvertFacts, find_same_flats
from housing.services.pairs import Found, hold, known_apart
from housing.states import GONE
from maps.geocoding import Precision

_EXACT = frozenset({"pin", Precision.ADDRESS})


def suspected_flats(session: Session) -> list[Found]:
    """The adverts that may be about the same flat, one of them at least not over."""
    live, facts = _facts(session)
    return [
        Found(one, other, round(weighing.score * 10), weighing.agree, weighing.differ)
        for one, other, weighing in find_same_flats(facts, known_apart(session, ListingPair))
        if one in live or other in live
    ]


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
    hold(session, pair)
    pair.apart_at, pair.apart_by_id = at, actor.id
    record(session, "keep-flats-apart", pair.one, actor=actor, values={"other": pair.other_id})


def _facts(session: Session) -> tuple[set[int], list[AdvertFacts]]:
    """One advert for each home, the open one or else the newest; and the keys of those that are not over."""
    query = (
        select(Listing.id, Listing.status, Listing.monthly_rent, Landlord.phone_index, Landlord.name, Dwelling)
        .join(Listing.dwelling)
        .outerjoin(Listing.landlord)
        .where(Listing.same_as_id.is_(None))
        .order_by(Listing.status.not_in(GONE), Listing.id)
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
