"""Leases that end before their term: written down, and taken back."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import DAY, day_of
from core.db import lock_row
from core.errors import Refused
from core.events import publish
from core.text import N_, Sentence
from housing.events import LeaseEnded
from housing.lease_ends import EndedBy, EndReason, reason_to_search
from housing.models import Lease, Listing
from housing.services.homes.running_leases import refuse_second_home
from housing.services.listings.open_adverts import is_advertised
from housing.states import ListingAction, next_status
from housing.states.terms import TermAction, TermStatus, term_status
from people.periods import OpenPeriod
from people.services.stages import house, search_again

NEEDS_WORDS = Sentence(N_("Write in a few words why it ends"))
TOO_EARLY = N_("This lease was signed on %(signed)s and begins on %(starts)s: it cannot end before either.")
TOO_LATE = N_("By law this lease ends on %(day)s in any case: choose an earlier day.")
ADVERTISED = Sentence(N_("The home is advertised again: close that advert first."))
LET_AGAIN = Sentence(N_("The home is let to others from then on: their lease would have to end first."))


@dataclass(frozen=True, slots=True)
class LeaseEnd:
    """What is said of it."""

    last_day: date
    by: EndedBy
    reason: EndReason
    words: str = ""


def term_of(lease: Lease, on: date) -> TermStatus:
    """How long the lease binds, as it is known on the day."""
    return term_status(lease.cut_short_on is not None, lease.statutory_ends_on, on)


def end_lease(session: Session, lease: Lease, end: LeaseEnd, *, actor: User, at: datetime) -> None:
    """The lease binds nobody after its last day, which may be to come; a household without another home looks for one.

    The lease is locked: of two who end it at once the second reads that it is ended. Raises Refused.
    """
    on = day_of(at)
    lock_row(session, lease)
    next_status(term_of(lease, on), TermAction.END)
    _check(lease, end)
    lease.cut_short_on, lease.cut_short_at = end.last_day + DAY, at
    lease.cut_short_by, lease.cut_short_for, lease.cut_short_words = end.by, end.reason, end.words or None
    session.flush()
    if not _has_next_home(session, lease, on):
        why = reason_to_search(end.by, end.reason)
        search_again(session, lease.household, why, since_on=lease.ends_on, actor=actor, at=at)
    publish(session, LeaseEnded(lease.id, lease.ends_on))
    record(session, "end-lease", lease, actor=actor, values={"by": end.by.value, "reason": end.reason.value})


def take_back_end(session: Session, lease: Lease, *, actor: User, at: datetime) -> None:
    """The lease runs on to the end of its term. Raises Refused where the home or the household is elsewhere by now."""
    on = day_of(at)
    lock_row(session, lease.listing)
    lock_row(session, lease.listing.dwelling)
    lock_row(session, lease)
    next_status(term_of(lease, on), TermAction.TAKE_BACK)
    freed = OpenPeriod(lease.cut_short_on, lease.statutory_ends_on)
    _refuse_taken(session, lease, freed)
    lock_row(session, lease.household)
    refuse_second_home(session, lease.household, freed, on)
    lease.cut_short_on = lease.cut_short_by = lease.cut_short_for = lease.cut_short_words = lease.cut_short_at = None
    lease.listing.take_to(next_status(lease.listing.status, ListingAction.TAKE_OVER), on=on)
    house(session, lease.household, on=lease.starts_on, actor=actor, at=at)
    record(session, "take-back-end", lease, actor=actor)


def _check(lease: Lease, end: LeaseEnd) -> None:
    if end.reason is EndReason.OTHER and not end.words:
        raise Refused(NEEDS_WORDS, field="words")
    if end.last_day < min(lease.signed_on, lease.starts_on):
        days = {"signed": lease.signed_on, "starts": lease.starts_on}
        raise Refused(Sentence(TOO_EARLY, days), field="last_day")
    if end.last_day >= lease.statutory_last_day:
        raise Refused(Sentence(TOO_LATE, {"day": lease.statutory_last_day}), field="last_day")


def _has_next_home(session: Session, lease: Lease, on: date) -> bool:
    others = select(Lease.id).where(Lease.household_id == lease.household_id, Lease.id != lease.id, Lease.has_days)
    return session.scalar(others.where(Lease.ends_on > max(on, lease.ends_on)).limit(1)) is not None


def _refuse_taken(session: Session, lease: Lease, freed: OpenPeriod) -> None:
    if is_advertised(session, lease.listing.dwelling_id):
        raise Refused(ADVERTISED)
    others = select(Lease).join(Lease.listing).where(Listing.dwelling_id == lease.listing.dwelling_id)
    for other in session.scalars(others.where(Lease.id != lease.id).order_by(Lease.id)):
        if OpenPeriod(other.starts_on, other.ends_on).overlaps(freed):
            raise Refused(LET_AGAIN)
