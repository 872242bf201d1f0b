"""Flats kept for a household: kept, put in order, noted, dropped with a reason, and looked at from either side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased, joinedload

from core.audit import record, record_each
from core.auth.models import User
from core.db import lock_row, lock_rows
from core.errors import Forbidden, NotFound, Refused
from core.text import N_, Sentence
from housing.models import LinePlace, Listing, Offer, Proposal, ShortlistEntry, VoidPeriod
from housing.ranking import RankedFlat
from housing.reasons.drops import DropReason
from housing.services.dealings.landlord_refusals import pairs_refused
from housing.services.homes.let_homes import let_among
from housing.services.homes.voids import holds_on
from housing.services.households.opinions import take_opinion
from housing.states import AVAILABLE, OFFERABLE, OfferStatus
from housing.states.lines import LineStatus
from people.models import Household
from people.services.household_rows import goes_along
from people.stages import LOOKING

goes_along(ShortlistEntry)  # of a flat that both households have, that of the one that leads stays

MOST_KEPT = 30

NO_SUCH_ENTRY = Sentence(N_("This flat is on no shortlist of yours."))
OTHER_CENTRE = Sentence(N_("This shortlist belongs to another centre."))
NOTHING_TO_SHARE = Sentence(N_("No flat that is still to be had is kept for this household: keep one first."))
TOO_MANY = Sentence(
    N_("At most %(most)s flats are kept for a household: drop some that do not suit it."), {"most": MOST_KEPT}
)


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The flats of one household: those that are kept, in their order, and those that were dropped, the last first."""

    kept: Sequence[ShortlistEntry]
    dropped: Sequence[ShortlistEntry]


def shortlist_of(session: Session, household_id: int) -> Shortlist:
    """Everything that was ever kept for it, with the flats."""
    query = _entries().where(ShortlistEntry.household_id == household_id)
    entries = session.scalars(query.order_by(ShortlistEntry.position, ShortlistEntry.id)).all()
    dropped = [entry for entry in entries if entry.dropped_for is not None]
    return Shortlist([entry for entry in entries if entry.dropped_for is None], dropped[::-1])


def kept_and_refused(session: Session, household_id: int) -> tuple[set[int], set[int]]:
    """The keys of the flats that are kept for it, and of those that their landlords would not let to it: one query."""
    kept = select(ShortlistEntry.listing_id, literal("kept").label("kind"))
    kept = kept.where(ShortlistEntry.household_id == household_id, ShortlistEntry.dropped_for.is_(None))
    refused = pairs_refused().where(Proposal.household_id == household_id)
    refused = refused.with_only_columns(Listing.id, literal("refused"))
    rows = session.execute(union_all(kept, refused)).all()
    keys, never = ({key for key, kind in rows if kind == asked} for asked in ("kept", "refused"))
    return keys, never


def keepers_of(session: Session, listing: Listing, *, on: date) -> tuple[set[int], set[int], set[int], bool]:
    """The keys of the households that the flat is kept for, of those that stand in line for it, of those to which its
    landlord would not let it, and whether its home is out of use on the day: one query, for a page that asks much.
    """
    kept = and_(ShortlistEntry.listing_id == Listing.id, ShortlistEntry.dropped_for.is_(None))
    void = and_(VoidPeriod.dwelling_id == Listing.dwelling_id, holds_on(on))
    waits = and_(LinePlace.listing_id == Listing.id, LinePlace.status == LineStatus.WAITING)
    said_no = pairs_refused().where(Listing.id == listing.id).subquery()
    asked = ShortlistEntry.household_id, LinePlace.household_id, said_no.c.household_id, VoidPeriod.id
    query = select(*asked).select_from(Listing).outerjoin(said_no, said_no.c.id == Listing.id)
    query = query.outerjoin(ShortlistEntry, kept).outerjoin(LinePlace, waits).outerjoin(VoidPeriod, void)
    rows = session.execute(query.where(Listing.id == listing.id)).all()
    keepers, in_line, refused, voids = ({row[number] for row in rows} - {None} for number in range(4))
    return keepers, in_line, refused, bool(voids)


def kept_for(session: Session, listing_id: int, actor: User) -> Sequence[ShortlistEntry]:
    """The households of this person's centres that have the flat on their list, as each has it."""
    seen = ShortlistEntry.household.has(actor.sees(Household.centre_id))
    query = _entries().where(ShortlistEntry.listing_id == listing_id, seen)
    return session.scalars(query.order_by(ShortlistEntry.dropped_for.is_not(None), ShortlistEntry.id)).all()


def keep_flats(
    session: Session, household: Household, listings: Iterable[Listing], *, actor: User, at: datetime
) -> Sequence[ShortlistEntry]:
    """Keep these flats, at the end of the list; what was dropped is kept again, what is kept stays where it is.

    Of an advert that was merged the one that leads is kept. The flats are locked first, as by whoever signs a lease,
    then the household, so that of two at once the second sees what the first kept. Answers with what is new.
    Raises Refused for too many.
    """
    locked = _lock(session, listings)
    lock_row(session, household, may_be_named=True)
    there = {entry.listing_id: entry for entry in _all_of(session, household.id)}
    leading = {one.id: one for one in (listing.same_as or listing for listing in locked)}
    kept = [entry for entry in there.values() if entry.dropped_for is None]
    known = {entry.listing_id for entry in kept}
    new = [one for one in leading.values() if one.id not in known]
    if len(kept) + len(new) > MOST_KEPT:
        raise Refused(TOO_MANY)
    entries = [there.get(one.id) or ShortlistEntry(household=household, listing=one) for one in new]
    last = max((entry.position for entry in kept), default=0)
    for position, entry in enumerate(entries, last + 1):
        entry.position, entry.dropped_for, entry.shared_at = position, None, None
        entry.kept_by, entry.kept_at = actor, at
    session.add_all(entries)
    record_each(session, "keep-flat", entries, actor=actor)
    return entries


def get_entry(session: Session, entry_id: int, actor: User) -> ShortlistEntry:
    """A flat on a shortlist, for those who serve the household. Raises NotFound, Forbidden."""
    entry = session.scalar(_entries().where(ShortlistEntry.id == entry_id))
    if entry is None:
        raise NotFound(NO_SUCH_ENTRY)
    if not actor.sees_centre(entry.household.centre_id):
        raise Forbidden(OTHER_CENTRE)
    return entry


def drop_flat(session: Session, entry: ShortlistEntry, reason: DropReason, *, actor: User) -> None:
    """It does not suit the household, which is not shown it any more."""
    lock_row(session, entry)
    entry.dropped_for, entry.shared_at = reason, None
    record(session, "drop-flat", entry, actor=actor)


def note_flat(session: Session, entry: ShortlistEntry, note: str | None, *, actor: User) -> None:
    """What the staff say of the flat for this household; nothing takes away what was said."""
    entry.note = note or None
    record(session, "note-flat", entry, actor=actor)


def move_flat(session: Session, entry: ShortlistEntry, *, places: int, actor: User) -> None:
    """Bring it forward by so many places, or back by a negative number; at either end it stays there."""
    lock_row(session, entry.household, may_be_named=True)
    kept = [one for one in _all_of(session, entry.household_id) if one.dropped_for is None]
    if entry not in kept:
        raise Refused(NO_SUCH_ENTRY)
    place = kept.index(entry)
    kept.remove(entry)
    kept.insert(max(place - places, 0), entry)
    for position, one in enumerate(kept, 1):
        one.position = position
    record(session, "move-flat", entry, actor=actor)


def doubtful(kept: Iterable[ShortlistEntry], ranked: Mapping[int, RankedFlat]) -> list[ShortlistEntry]:
    """What the household would be shown though it breaks a limit of it, or nobody has talked to the landlord.

    `ranked`: by key of the flat how it fits; empty while nobody has asked what the household needs.
    """
    misfits = {key for key, fit in ranked.items() if fit.broken}
    shareable = [entry for entry in kept if entry.listing.status in AVAILABLE]
    return [entry for entry in shareable if entry.listing_id in misfits or entry.listing.status not in OFFERABLE]


def share_shortlist(session: Session, household: Household, *, actor: User, at: datetime) -> int:
    """From now on the household is shown what is kept for it and still to be had; answers with how many these are."""
    lock_row(session, household, may_be_named=True)
    can_be = [entry for entry in shortlist_of(session, household.id).kept if entry.listing.status in AVAILABLE]
    if not can_be:
        raise Refused(NOTHING_TO_SHARE)
    for entry in can_be:
        entry.shared_at = at
    record(session, "share-shortlist", household, actor=actor)
    return len(can_be)


def stop_sharing(session: Session, household: Household, *, actor: User) -> None:
    """It is shown nothing of the list any more."""
    lock_row(session, household, may_be_named=True)
    for entry in _all_of(session, household.id):
        entry.shared_at = None
    record(session, "stop-sharing", household, actor=actor)


def shown_to(session: Session, household: Household, *, on: date) -> Sequence[ShortlistEntry]:
    """What the household itself sees while it looks for a home: shared, still to be had, rented by nobody, and not what
    it has said no to.
    """
    if household.stage not in LOOKING:
        return []
    kept = shortlist_of(session, household.id).kept
    shared = [entry for entry in kept if entry.shared_at is not None and entry.listing.status in AVAILABLE]
    if not shared:
        return []
    gone = let_among(session, [entry.listing for entry in shared], on) | _unwanted(session, household)
    return [entry for entry in shared if entry.listing_id not in gone]


def _unwanted(session: Session, household: Household) -> frozenset[int]:
    """The adverts whose offer it declined or gave up."""
    said_no = or_(Offer.status == OfferStatus.DECLINED, Offer.is_given_up)
    return frozenset(session.scalars(select(Offer.listing_id).where(Offer.household_id == household.id, said_no)))


def get_shown(session: Session, entry_id: int, household: Household, *, on: date) -> ShortlistEntry:
    """One of them. Raises NotFound for all others."""
    for entry in shown_to(session, household, on=on):
        if entry.id == entry_id:
            return entry
    raise NotFound(NO_SUCH_ENTRY)


def hand_to_leading(session: Session, merged: Listing, kept: Listing) -> None:
    """Before what hangs on a merged advert is moved: of a household that has both, one entry stays, with what was said.

    It is that of the advert that leads; but a flat that is kept by either advert stays kept. Whoever calls this names
    the step.
    """
    own, other = aliased(ShortlistEntry), aliased(ShortlistEntry)
    same = and_(own.household_id == other.household_id, own.listing_id == kept.id, other.listing_id == merged.id)
    for leads, follows in session.execute(select(own, other).join(other, same).order_by(own.id)).all():
        is_kept_by_other = leads.dropped_for is not None and follows.dropped_for is None
        stays, goes = (follows, leads) if is_kept_by_other else (leads, follows)
        stays.note, stays.shared_at = stays.note or goes.note, stays.shared_at or goes.shared_at
        take_opinion(stays, goes)
        session.delete(goes)
    session.flush()


def _lock(session: Session, listings: Iterable[Listing]) -> Sequence[Listing]:
    """Keep these, and those that lead them, from being merged meanwhile; they come as they were given."""
    given = list(listings)
    keys = {listing.id for listing in given} | {listing.same_as_id for listing in given if listing.same_as_id}
    lock_rows(session, Listing, Listing.id.in_(keys))
    return given


def _entries() -> Select[ShortlistEntry]:
    listing = joinedload(ShortlistEntry.listing)
    parts = listing.joinedload(Listing.dwelling), listing.joinedload(Listing.centre)
    return select(ShortlistEntry).options(
        *parts, joinedload(ShortlistEntry.household), joinedload(ShortlistEntry.kept_by)
    )


def _all_of(session: Session, household_id: int) -> Sequence[ShortlistEntry]:
    """As they stand now, in their order."""
    query = select(ShortlistEntry).where(ShortlistEntry.household_id == household_id)
    in_order = query.order_by(ShortlistEntry.position, ShortlistEntry.id)
    return session.scalars(in_order.execution_options(populate_existing=True)).all()
