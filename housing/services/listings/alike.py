"""What a new advert or landlord may be the same as, for whoever has just written it down.

The search for what is there twice compares all with all, later; here one is compared with the few that are like it.
"""

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.sealed import matches
from housing.models import Dwelling, Landlord, Listing
from housing.same_flat import find_same_flats, flat_keys
from housing.services.landlords.landlord_reach import LEADS, is_seen_by
from housing.services.listings.flat_facts import facts_of_flats

SIZE_DIFFERS = Decimal("0.2")  # of the size: farther apart, only a number of the home makes two adverts the same


def flats_like(session: Session, listing: Listing, actor: User) -> list[Listing]:
    """The adverts that may be about the flat of this new one, of those that this person sees."""
    facts = {facts.key: facts for _, facts in facts_of_flats(session, or_(*_worth_comparing(listing.dwelling)))}
    keys = set(flat_keys(facts[listing.id]))
    few = [other for other in facts.values() if not keys.isdisjoint(flat_keys(other))]
    found = {one + other - listing.id for one, other, _ in find_same_flats(few) if listing.id in (one, other)}
    query = select(Listing).where(Listing.id.in_(found), actor.sees(Listing.centre_id))
    return list(session.scalars(query.order_by(Listing.id)))


def landlords_like(session: Session, landlord: Landlord, actor: User) -> list[Landlord]:
    """The landlords that have this new one's telephone, of those that this person sees."""
    if not landlord.phone:
        return []
    query = select(Landlord).where(matches(Landlord.phone_index, landlord.phone), Landlord.id != landlord.id, LEADS)
    return list(session.scalars(query.where(is_seen_by(actor)).order_by(Landlord.id)))


def _worth_comparing(home: Dwelling) -> Iterator[ColumnElement[bool]]:
    """Any of these; the home itself is among them."""
    yield Dwelling.id == home.id
    yield Dwelling.size_m2.is_(None)
    if home.size_m2 is None:
        yield Dwelling.size_m2.is_not(None)
    else:
        yield Dwelling.size_m2.between(home.size_m2 * (1 - SIZE_DIFFERS), home.size_m2 / (1 - SIZE_DIFFERS))
    if home.atak:
        yield Dwelling.atak == home.atak
    if home.electricity_supply_number:
        yield Dwelling.electricity_supply_number == home.electricity_supply_number
