"""Adverts that may be about the same flat: looked for, or known to be apart. `merged_flats` makes one of two."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, aliased

from core.audit import record
from core.auth.models import User
from core.pairs.services import Found, keep_apart, lock_pair
from housing.models import Listing, ListingPair
from housing.same_flat import find_same_flats
from housing.services.listings.flat_facts import facts_of_flats
from housing.states import GONE


def suspected_flats(session: Session) -> list[Found]:
    """The adverts that may be about the same flat, one of them at least not over."""
    compared, apart = list(facts_of_flats(session)), _of_homes_apart(session)
    live = {facts.key for status, facts in compared if status not in GONE}
    return [
        Found(one, other, round(weighing.score * 10), weighing.agree, weighing.differ)
        for one, other, weighing in find_same_flats((facts for _, facts in compared), apart)
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
    lock_pair(session, pair)
    keep_apart(pair, actor=actor, at=at)
    record(session, "keep-flats-apart", pair.one, actor=actor, values={"other": pair.other_id})


def _of_homes_apart(session: Session) -> set[tuple[int, int]]:
    """All adverts of one home with all of another, where somebody said of any two of them that they are two flats."""
    one, other, of_one, of_other = (aliased(Listing) for _ in range(4))
    query = (
        select(of_one.id, of_other.id)
        .select_from(ListingPair)
        .join(one, ListingPair.one_id == one.id)
        .join(other, ListingPair.other_id == other.id)
        .join(of_one, of_one.dwelling_id == one.dwelling_id)
        .join(of_other, of_other.dwelling_id == other.dwelling_id)
        .where(ListingPair.apart_at.is_not(None))
    )
    return {(min(one_id, other_id), max(one_id, other_id)) for one_id, other_id in session.execute(query)}
