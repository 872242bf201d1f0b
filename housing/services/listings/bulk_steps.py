"""One step with many adverts: all that it is for in one transaction, and the others told with the reason."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record_each
from core.auth.models import User
from core.db import lock_rows
from core.errors import Refused
from core.events import publish
from core.text import N_, Sentence
from housing.bulk_steps import MOST_CHOSEN, BulkStep, status_after, why_not
from housing.events import AdvertsClosed
from housing.models import Listing
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.listings.listing_life import NO_REASON, SPOKEN_WITH
from housing.states import AVAILABLE, ListingAction, ListingStatus

TOO_MANY = Sentence(N_("At most %(most)s listings at once: choose fewer."), {"most": MOST_CHOSEN})
_LEADS_TO = {BulkStep.CONTACT: ListingStatus.CONTACTED, BulkStep.VERIFY: ListingStatus.VERIFIED}
_PARTS = tuple(joinedload(part) for part in (Listing.dwelling, Listing.landlord, Listing.centre))


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of the adverts that were chosen. Those of other centres, or that are gone, are in none of these."""

    done: list[Listing] = field(default_factory=list)  # also those that were so already
    changed: list[Listing] = field(default_factory=list)  # by somebody else since they were looked at
    refused: list[Listing] = field(default_factory=list)  # `why_not` says it


def chosen_listings(session: Session, keys: Collection[int], actor: User) -> Sequence[Listing]:
    """Those of them that the person may see, in the order of their keys. Raises Refused for too many."""
    return session.scalars(select(Listing).where(_chosen(keys, actor)).options(*_PARTS).order_by(Listing.id)).all()


def take_step(
    session: Session, keys: Collection[int], step: BulkStep, *, is_as_seen: Callable[[Listing], bool],
    reason: WithdrawalReason | None = None, on: date, actor: User,
) -> BulkResult:  # fmt: skip
    """Take it with each of these for which it is and that is as it was when somebody chose it.

    Raises Refused for too many, and where a withdrawal has no reason.
    """
    if step is BulkStep.WITHDRAW and reason is None:
        raise Refused(NO_REASON, field="reason")
    outcome, moved = BulkResult(), []
    for listing in lock_rows(session, Listing, _chosen(keys, actor), *_PARTS):
        if not is_as_seen(listing):
            (outcome.done if _is_so(listing, step, reason, on) else outcome.changed).append(listing)
        elif why_not(step, listing.status):
            outcome.refused.append(listing)
        else:
            _move(listing, step, reason, on)
            moved.append(listing)
    _record(session, moved, step, actor)
    if moved and step is BulkStep.WITHDRAW and reason is not WithdrawalReason.DUPLICATE:
        publish(session, AdvertsClosed(tuple(listing.id for listing in moved), actor.id))
    outcome.done.extend(moved)
    return outcome


def _chosen(keys: Collection[int], actor: User) -> ColumnElement[bool]:
    if len(keys) > MOST_CHOSEN:
        raise Refused(TOO_MANY)
    return and_(Listing.id.in_(keys), actor.sees(Listing.centre_id))


def _is_so(listing: Listing, step: BulkStep, reason: WithdrawalReason | None, on: date) -> bool:
    """Whether it is as after the step: somebody pressed twice, or another was as quick."""
    if step is BulkStep.WITHDRAW:
        return (listing.status, listing.withdrawn_for) == (ListingStatus.WITHDRAWN, reason)
    is_there = listing.status in AVAILABLE if step is BulkStep.CONFIRM else listing.status is _LEADS_TO[step]
    return is_there and listing.confirmed_on == on


def _move(listing: Listing, step: BulkStep, reason: WithdrawalReason | None, on: date) -> None:
    listing.take_to(status_after(step, listing.status), reason, on=on)
    if step is BulkStep.CONFIRM or ListingAction(step) in SPOKEN_WITH:
        listing.confirmed_on = on


def _record(session: Session, moved: Sequence[Listing], step: BulkStep, actor: User) -> None:
    if step is BulkStep.CONFIRM:
        record_each(session, "confirm-listing", moved, actor=actor)
    else:
        record_each(session, "move-listing", moved, actor=actor, values={"action": ListingAction(step)})
