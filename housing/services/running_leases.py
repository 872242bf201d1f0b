"""One flat, one lease at a time."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Lease, Listing


def refuse_running_lease(session: Session, listing: Listing, on: date) -> None:
    """Raise Refused when a lease of the listing's dwelling binds on the day or later, as the law counts."""
    query = (
        select(Lease.statutory_ends_on)
        .join(Lease.listing)
        .where(Listing.dwelling_id == listing.dwelling_id, Lease.statutory_ends_on > on)
    )
    ends_on = session.scalar(query.order_by(Lease.statutory_ends_on.desc()).limit(1))
    if ends_on is not None:
        raise Refused(Sentence(N_("A lease binds this flat; it is free again on %(day)s."), {"day": ends_on}))
