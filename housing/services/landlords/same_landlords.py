"""Records that may be about the same landlord: looked for, merged, parted, or known to be apart."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.db import lock_rows
from core.errors import Forbidden, NotFound, Refused
from core.pairs.moving import Moved, how_many, move_back
from core.pairs.services import NO_SUCH_PAIR, Found, hand_over, keep_apart, known_apart, lock_pair, part
from core.text import N_, Sentence
from housing.models import Landlord, LandlordPair, Listing, OwnershipShare
from housing.services.landlords.landlord_reach import LEADS, is_seen_by, sees_landlord_papers
from housing.services.listings.deduplication import request_deduplication
from housing.services.listings.moving import move_all
from people.matching import PersonFacts, find_same_people

ELSEWHERE = Sentence(N_("One of the two lets at other centres too: whoever serves all of them can merge."))
TWO_NUMBERS = Sentence(N_("The two have different tax numbers (AFM): correct the wrong one first."))
TWO_ACCOUNTS = Sentence(N_("The two have different accounts (IBAN): settle first to which one rent is paid."))
NOT_MERGED = Sentence(N_("This record stands for itself already."))
_FILLED = ("name", "kind", "phone", "email", "afm", "iban")
_OWN_WAY = frozenset({"landlord_pair"})


def suspected_landlords(session: Session) -> list[Found]:
    """The records that may be about the same landlord."""
    found = find_same_people(_facts(session), known_apart(session, LandlordPair))
    return [Found(one, other, likeness.score, likeness.signs, ()) for one, other, likeness in found]


def both_landlords_seen(actor: User) -> ColumnElement[bool]:
    """The pairs of landlords of whom this person sees both."""
    seen = is_seen_by(actor)
    return and_(LandlordPair.one.has(seen), LandlordPair.other.has(seen))


def other_records(session: Session, landlord: Landlord) -> list[Landlord]:
    """The records that were merged into this one, with what they say."""
    return list(session.scalars(select(Landlord).where(Landlord.same_as_id == landlord.id).order_by(Landlord.id)))


def keep_landlords_apart(session: Session, pair: LandlordPair, *, actor: User, at: datetime) -> None:
    """Somebody knows that they are two; nobody is asked again."""
    lock_pair(session, pair)
    keep_apart(pair, actor=actor, at=at)
    record(session, "keep-landlords-apart", pair.one, actor=actor, values={"other": pair.other_id})


def may_merge(session: Session, pair: LandlordPair, actor: User) -> bool:
    """Whether this person serves every centre where the two let: leases of all of them change their landlord."""
    return all(sees_landlord_papers(session, landlord, actor) for landlord in (pair.one, pair.other))


def merge_landlords(session: Session, pair: LandlordPair, leads: Landlord, *, actor: User, at: datetime) -> None:
    """All that hangs on the other hangs on the leading one; the other stays, as another record of the same.

    Refused while the two contradict each other in what money rests on.
    """
    merged = pair.other if leads.id == pair.one_id else pair.one
    lock_pair(session, pair)
    _lock(session, leads, merged)
    if leads.same_as_id or merged.same_as_id:
        raise NotFound(NO_SUCH_PAIR)
    if not may_merge(session, pair, actor):
        raise Forbidden(ELSEWHERE)
    for name, refusal in (("afm", TWO_NUMBERS), ("iban", TWO_ACCOUNTS)):
        if len({getattr(landlord, name) for landlord in (leads, merged)} - {None}) > 1:
            raise Refused(refusal)
    filled = _fill(leads, merged)
    hand_over(session, LandlordPair, merged.id, leads.id)
    _join_shares(session, merged, leads)
    moved = move_all(session, merged, leads, but=_OWN_WAY)
    merged.same_as_id, merged.merge_trace = leads.id, filled | moved
    record(session, "merge-landlords", leads, actor=actor, values={"merged": merged.id, "moved": how_many(moved)})
    request_deduplication(session, at=at)


def part_landlord(session: Session, merged: Landlord, *, actor: User, at: datetime) -> None:
    """It was another landlord after all: the record stands for itself again, with all that came from it.

    What was written since stays with the one that led, and so do shares of a home that were added up.
    """
    leads = merged.leading
    _lock(session, merged, leads)
    if merged.same_as_id is None:
        raise Refused(NOT_MERGED)
    if merged.same_as_id != leads.id:
        raise NotFound(NO_SUCH_PAIR)
    if not sees_landlord_papers(session, merged, actor):
        raise Forbidden(ELSEWHERE)
    trace = merged.merge_trace or {}
    _take_back(trace, merged, leads)
    merged.same_as_id, merged.merge_trace = None, None
    move_back(session, trace, merged, leads)
    part(session, LandlordPair, merged.id, leads.id, actor=actor, at=at)
    record(session, "part-landlords", merged, actor=actor, values={"other": leads.id})
    request_deduplication(session, at=at)


def _lock(session: Session, *landlords: Landlord) -> None:
    """Keep what is moved from changing: the adverts first, as everywhere."""
    keys = [landlord.id for landlord in landlords]
    lock_rows(session, Listing, Listing.landlord_id.in_(keys))
    lock_rows(session, Landlord, Landlord.id.in_(keys))


def _fill(leads: Landlord, merged: Landlord) -> Moved:
    """Write what only the merged record says to the one that leads."""
    filled = [name for name in _FILLED if getattr(merged, name) and not getattr(leads, name)]
    for name in filled:
        setattr(leads, name, getattr(merged, name))
    return {f"landlord.{name}": [leads.id] for name in filled}


def _take_back(trace: Moved, merged: Landlord, leads: Landlord) -> None:
    """What the one that leads has from the merged record only, unless somebody has corrected it since."""
    for name in _FILLED:
        if f"landlord.{name}" in trace and getattr(leads, name) == getattr(merged, name):
            setattr(leads, name, "" if name == "name" else None)


def _join_shares(session: Session, merged: Landlord, leads: Landlord) -> None:
    """Whoever stood twice among the owners of a home owns both shares."""
    query = select(OwnershipShare).where(OwnershipShare.landlord_id.in_((merged.id, leads.id)))
    shares = session.scalars(query.order_by(OwnershipShare.id)).all()
    own = {share.dwelling_id: share for share in shares if share.landlord_id == leads.id}
    for share in shares:
        if share.landlord_id == merged.id and share.dwelling_id in own:
            own[share.dwelling_id].share += share.share
            session.delete(share)
    session.flush()


def _facts(session: Session) -> Iterator[PersonFacts]:
    query = select(Landlord.id, Landlord.name, Landlord.phone_index, Landlord.email, Landlord.afm_index)
    return (PersonFacts(*row) for row in session.execute(query.where(LEADS)))
