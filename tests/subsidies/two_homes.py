"""A household that moves: a second lease beside its first."""

from datetime import date

from sqlalchemy.orm import Session

from housing.models import Lease
from tests.support.rows import NOW, add_listing

MOVES_ON = date(2026, 12, 15)


def add_second_lease(session: Session, lease: Lease, starts_on: date = MOVES_ON) -> Lease:
    """For the same household, by the same landlord, for as long."""
    later = starts_on - lease.starts_on
    second = Lease(
        household=lease.household,
        listing=add_listing(session, lease.household.centre),
        landlord=lease.landlord,
        monthly_rent=lease.monthly_rent,
        signed_on=lease.signed_on,
        starts_on=starts_on,
        agreed_ends_on=lease.agreed_ends_on + later,
        statutory_ends_on=lease.statutory_ends_on + later,
        created_at=NOW,
    )
    session.add(second)
    session.flush()
    return second
