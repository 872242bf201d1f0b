"""Two adverts of one flat: one leads from now on, and the two are parted again when that was wrong."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import product

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.db import Base, lock_rows
from core.errors import NotFound, Refused
from core.events import publish
from core.pairs.moving import Moved, how_many, move_back
from core.pairs.services import NO_SUCH_PAIR, hand_over, lock_pair, part
from core.text import N_, Sentence
from housing.events import HomeLet
from housing.models import Dwelling, Listing, ListingPair, Offer, OwnershipShare
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.dealings.flat_hold_queries import is_held
from housing.services.homes.running_leases import bound_until, tenant_of
from housing.services.homes.voids import voids_of
from housing.services.households.shortlists import hand_to_leading
from housing.services.listings.adverts import OF_DWELLING, OF_LISTING
from housing.services.listings.deduplication import request_deduplication
from housing.services.listings.listings import set_place
from housing.services.listings.moving import move_all
from housing.services.listings.open_adverts import is_advertised
from housing.services.offers.lines import join_lines, release_lines
from housing.services.offers.offer_queries import IS_LIVE
from housing.states import AVAILABLE, ListingStatus, OfferStatus

BOTH_TAKEN = Sentence(
    N_("Both adverts are offered, reserved or let: two households would have the same flat. Settle one of them first.")
)
NOT_MERGED = Sentence(N_("This advert stands for itself already."))
OTHER_IS_OPEN = Sentence(
    N_("One of the two homes has another advert that is open: close that one first, or compare with it.")
)
BOTH_HELD = Sentence(N_("The landlord holds both flats for us: release one of them first."))
BOTH_VOID = N_("Both homes are out of use on %(day)s: remove or shorten one of the two periods first.")
_TAKEN = frozenset({ListingStatus.OFFERED, ListingStatus.RESERVED})
_FARTHER = (
    ListingStatus.CANDIDATE, ListingStatus.CONTACTED, ListingStatus.VERIFIED, ListingStatus.OFFERED,
    ListingStatus.RESERVED, ListingStatus.LET,
)  # fmt: skip
_OF_THE_ADVERT = frozenset({"source", "reference", "source_link"})  # stay with it, so that a file finds it again
_FILLED = (*(name for name in OF_LISTING if name not in _OF_THE_ADVERT), "landlord_id")
_FILLED_HOME = (*OF_DWELLING, "has_lift")
_OWN_WAY = frozenset({"listing_pair"})


def merge_flats(session: Session, pair: ListingPair, leads: Listing, *, actor: User, on: date, at: datetime) -> None:
    """All that hung on the other hangs on the leading advert, and what it did not say it has from the other.

    The other stays as what its source says, withdrawn, so that the next file of that source finds it and changes
    nothing else. Refused while two households may have a right to the flat, or its home would contradict itself.
    """
    merged = pair.other if leads.id == pair.one_id else pair.one
    lock_pair(session, pair)
    _lock(session, leads, merged)
    _check(session, leads, merged, on)
    farther = max((leads, merged), key=lambda listing: _progress(session, listing, on))
    leads.status, leads.withdrawn_for, leads.closed_on = farther.status, farther.withdrawn_for, farther.closed_on
    leads.confirmed_on = max(leads.confirmed_on, merged.confirmed_on)
    _fill(leads, merged, _FILLED)
    _fill(leads.dwelling, merged.dwelling, _FILLED_HOME)
    _take_place(leads.dwelling, merged.dwelling)
    hand_over(session, ListingPair, merged.id, leads.id)
    hand_to_leading(session, merged, leads)
    join_lines(session, merged, leads, on=on)
    moved = move_all(session, merged, leads, but=_OWN_WAY)
    moved |= move_all(session, merged.dwelling, leads.dwelling, but=_stays_with_home(session, leads.dwelling))
    merged.merge_trace = moved | _move_earlier(session, merged, leads)
    merged.same_as_id = leads.id
    merged.take_to(ListingStatus.WITHDRAWN, WithdrawalReason.DUPLICATE, on=on)
    if leads.status in AVAILABLE and bound_until(session, leads, on) is not None:  # by an earlier advert
        leads.take_to(ListingStatus.LET, on=on)
    record(
        session, "merge-flats", leads, actor=actor, values={"merged": merged.id, "moved": how_many(merged.merge_trace)}
    )
    _say_let(session, leads, on=on, actor=actor)
    request_deduplication(session, at=at)


def part_flat(session: Session, merged: Listing, *, actor: User, on: date, at: datetime) -> None:
    """It was another flat after all: the advert stands for itself again, with all that came from it.

    What the one that led has filled in from it stays there, and so does what came later.
    """
    leads = merged.same_as
    if leads is None:
        raise Refused(NOT_MERGED)
    _lock(session, merged, leads)
    if merged.same_as_id != leads.id:
        raise NotFound(NO_SUCH_PAIR)
    was_held = _held_as(session, leads, on) is not None
    _give_back(session, merged, leads)
    is_led = is_advertised(session, merged.dwelling_id)
    status = _held_as(session, merged, on) or (ListingStatus.WITHDRAWN if is_led else ListingStatus.CANDIDATE)
    merged.take_to(status, WithdrawalReason.DUPLICATE if status is ListingStatus.WITHDRAWN else None, on=on)
    if was_held and _held_as(session, leads, on) is None:
        leads.status = ListingStatus.CANDIDATE
    part(session, ListingPair, merged.id, leads.id, actor=actor, at=at)
    record(session, "part-flats", merged, actor=actor, values={"other": leads.id})
    request_deduplication(session, at=at)


def _say_let(session: Session, leads: Listing, *, on: date, actor: User) -> None:
    """Where one of the two is let, nobody is shown the other any more or waits for it: as when a lease is signed."""
    tenant = tenant_of(session, leads, on) if leads.status is ListingStatus.LET else None
    if tenant is not None:
        publish(session, HomeLet(leads.dwelling_id, tenant.id, actor.id))
        release_lines(session, leads, tenant, on=on, actor=actor)


def _take_place(leads: Dwelling, merged: Dwelling) -> None:
    """A home that stands nowhere, or in the middle of its town only, has its place from the other."""
    if merged.point is not None and (leads.point is None or (leads.is_roughly_placed and not merged.is_roughly_placed)):
        set_place(leads, merged.point.latitude, merged.point.longitude, precision=merged.place_precision)


def _give_back(session: Session, merged: Listing, leads: Listing) -> None:
    trace = merged.merge_trace or {}
    merged.same_as_id, merged.merge_trace = None, None
    move_back(session, trace, merged, leads)
    move_back(session, trace, merged.dwelling, leads.dwelling)


def _held_as(session: Session, listing: Listing, on: date) -> ListingStatus | None:
    """The status that an offer or a lease gives the advert."""
    offer = session.scalar(select(Offer.status).where(Offer.listing_id == listing.id, IS_LIVE))
    if offer is not None:
        return ListingStatus.RESERVED if offer is OfferStatus.ACCEPTED else ListingStatus.OFFERED
    return ListingStatus.LET if bound_until(session, listing, on) is not None else None


def _lock(session: Session, *listings: Listing) -> None:
    """Keep what is moved from changing: the offers first, as everywhere, then the adverts of the homes, then these."""
    keys, homes = [listing.id for listing in listings], [listing.dwelling_id for listing in listings]
    lock_rows(session, Offer, Offer.listing_id.in_(keys))
    lock_rows(session, Listing, or_(Listing.id.in_(keys), Listing.dwelling_id.in_(homes)))
    lock_rows(session, Dwelling, Dwelling.id.in_([listing.dwelling_id for listing in listings]))


def _check(session: Session, leads: Listing, merged: Listing, on: date) -> None:
    """Raise Refused or NotFound when the two are not, or cannot be, one flat with one advert that leads."""
    both = leads, merged
    if leads.same_as_id or merged.same_as_id or leads.dwelling_id == merged.dwelling_id:
        raise NotFound(NO_SUCH_PAIR)
    if all(_is_taken(session, listing, on) for listing in both):
        raise Refused(BOTH_TAKEN)
    if any(is_advertised(session, listing.dwelling_id, but=listing) for listing in both):
        raise Refused(OTHER_IS_OPEN)
    if all(is_held(session, listing) for listing in both):
        raise Refused(BOTH_HELD)
    for one, other in product(*(voids_of(session, listing.dwelling) for listing in both)):
        if one.period.overlaps(other.period):
            raise Refused(Sentence(BOTH_VOID, {"day": max(one.starts_on, other.starts_on)}))


def _stays_with_home(session: Session, home: Dwelling) -> set[str]:
    """Adverts keep their own words of the home; and a home whose owners are known has no others."""
    is_owned = session.scalar(select(OwnershipShare.id).where(OwnershipShare.dwelling_id == home.id).limit(1))
    return {"listing"} if is_owned is None else {"listing", "ownership_share"}


def _move_earlier(session: Session, merged: Listing, leads: Listing) -> Moved:
    """The other adverts of the home over the years; the merged one keeps a home of its own."""
    others = select(Listing).where(Listing.dwelling_id == merged.dwelling_id, Listing.id != merged.id)
    earlier = session.scalars(others.order_by(Listing.id)).all()
    for advert in earlier:
        advert.dwelling_id = leads.dwelling_id
    return {str(Listing.__table__.c.dwelling_id): [advert.id for advert in earlier]}


def _is_taken(session: Session, listing: Listing, on: date) -> bool:
    return listing.status in _TAKEN or bound_until(session, listing, on) is not None


def _progress(session: Session, listing: Listing, on: date) -> int:
    """How far an advert has come; one that is over, or whose lease has ended, has come nowhere."""
    is_over = listing.status is ListingStatus.LET and bound_until(session, listing, on) is None
    return -1 if is_over or listing.status not in _FARTHER else _FARTHER.index(listing.status)


def _fill(leads: Base, merged: Base, names: Iterable[str]) -> None:
    for name in names:
        if getattr(leads, name) in (None, ""):
            setattr(leads, name, getattr(merged, name))
