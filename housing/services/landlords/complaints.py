"""What landlords complain of, and how it was settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.db import lock_row
from core.errors import NotFound, Refused
from core.refusals import refuse_future
from core.text import N_, Sentence
from housing.models import Complaint, ComplaintKind, Landlord, Lease
from housing.services.leases.leases import get_lease
from people.models import Household

BEFORE_THE_LEASE = N_("The lease begins on %(day)s: what was before is no complaint about it.")


@dataclass(frozen=True, slots=True)
class ComplaintDetails:
    """What a landlord says. `amount` is what is asked for, if anything."""

    kind: ComplaintKind
    raised_on: date
    words: str
    amount: Decimal | None = None


def add_complaint(session: Session, lease: Lease, details: ComplaintDetails, *, actor: User, at: datetime) -> Complaint:
    """Write down what the landlord of a lease complains of."""
    refuse_future(details.raised_on, day_of(at), "raised_on")
    if details.raised_on < lease.starts_on:
        raise Refused(Sentence(BEFORE_THE_LEASE, {"day": lease.starts_on}), field="raised_on")
    if details.amount is not None and details.amount <= 0:
        raise Refused(Sentence(N_("The amount must be more than zero.")), field="amount")
    complaint = Complaint(
        lease=lease,
        kind=details.kind,
        raised_on=details.raised_on,
        amount=details.amount,
        words=details.words,
        author=actor,
        created_at=at,
    )
    session.add(complaint)
    record(session, "add-complaint", complaint, actor=actor)
    return complaint


def settle_complaint(
    session: Session, complaint: Complaint, *, settled_on: date, settlement: str, on: date, actor: User
) -> None:
    """Write down how it ended; `on` is the day of writing. It is done once."""
    lock_row(session, complaint)
    if complaint.settled_on is not None:
        raise Refused(Sentence(N_("This complaint is settled already.")))
    refuse_future(settled_on, on, "settled_on")
    if settled_on < complaint.raised_on:
        raise Refused(Sentence(N_("A complaint is settled after it is raised.")), field="settled_on")
    complaint.settled_on, complaint.settlement = settled_on, settlement
    record(session, "settle-complaint", complaint, actor=actor)


def get_complaint(session: Session, complaint_id: int, actor: User) -> Complaint:
    """The complaint, for those who serve the household of its lease."""
    complaint = session.get(Complaint, complaint_id)
    if complaint is None:
        raise NotFound(Sentence(N_("There is no such complaint.")))
    get_lease(session, complaint.lease_id, actor)
    return complaint


def complaints_of_lease(session: Session, lease: Lease, actor: User) -> Sequence[Complaint]:
    """Every complaint about a lease, the open ones first, then the latest."""
    return session.scalars(_open_first(_complaints(actor).where(Complaint.lease_id == lease.id))).all()


def complaints_of_landlord(session: Session, landlord: Landlord, actor: User) -> Sequence[Complaint]:
    """What this landlord complained of at this person's centres, in the same order."""
    return session.scalars(_open_first(_complaints(actor).where(Lease.landlord_id == landlord.id))).all()


def open_complaints(session: Session, actor: User) -> Sequence[Complaint]:
    """What still waits at this person's centres, the oldest first."""
    query = _complaints(actor).where(Complaint.settled_on.is_(None))
    return session.scalars(query.order_by(Complaint.raised_on, Complaint.id)).all()


def _complaints(actor: User) -> Select[Complaint]:
    lease = joinedload(Complaint.lease)
    shown = lease.joinedload(Lease.household), lease.joinedload(Lease.landlord), lease.joinedload(Lease.listing)
    return (
        select(Complaint)
        .join(Complaint.lease)
        .join(Lease.household)
        .options(*shown, joinedload(Complaint.author))
        .where(actor.sees(Household.centre_id))
    )


def _open_first(query: Select[Complaint]) -> Select[Complaint]:
    return query.order_by(Complaint.settled_on.is_not(None), Complaint.raised_on.desc(), Complaint.id.desc())
