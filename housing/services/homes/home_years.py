"""What became of one home over the years: let, out of use, empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from core.dates import DAY, day_of
from housing.models import Dwelling, Lease, Listing, VoidPeriod
from housing.occupancy import gaps
from housing.services.homes.voids import voids_of
from people.periods import OpenPeriod


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days of a home: let by the lease, out of use, or else empty. `ends_on` None: still."""

    starts_on: date
    ends_on: date | None
    lease: Lease | None = None
    void: VoidPeriod | None = None

    @property
    def last_day(self) -> date | None:
        """The last of these days."""
        return self.ends_on - DAY if self.ends_on else None

    def days(self, on: date) -> int:
        """How many they are; while they go on, up to and with the day."""
        return ((self.ends_on or on + DAY) - self.starts_on).days


def years_of(session: Session, dwelling: Dwelling, on: date) -> list[Stretch]:
    """All that is known since the first advert, lease or time out of use, the latest first."""
    leases, voids = _leases_of(session, dwelling), voids_of(session, dwelling)
    stretches = [Stretch(lease.starts_on, lease.ends_on, lease=lease) for lease in leases if lease.has_days]
    stretches += [Stretch(void.starts_on, void.ends_on, void=void) for void in voids]
    known_from = min([_written_down_on(session, dwelling), *(stretch.starts_on for stretch in stretches), on])
    taken = [OpenPeriod(stretch.starts_on, stretch.ends_on) for stretch in stretches]
    stretches += [Stretch(first, ends_on) for first, ends_on in gaps(taken, known_from, on)]
    return sorted(stretches, key=lambda stretch: stretch.starts_on, reverse=True)


def _leases_of(session: Session, dwelling: Dwelling) -> Sequence[Lease]:
    """At whatever centre: a home that is let is let for everybody."""
    query = select(Lease).join(Lease.listing).where(Listing.dwelling_id == dwelling.id)
    return session.scalars(query.options(joinedload(Lease.household)).order_by(Lease.id)).all()


def _written_down_on(session: Session, dwelling: Dwelling) -> date:
    first = session.scalars(select(func.min(Listing.created_at)).where(Listing.dwelling_id == dwelling.id)).one()
    assert first is not None  # no home without an advert
    return day_of(first)
