"""One flat, one lease at a time, and one household, one home."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Dwelling, Lease, Listing
from people.models import Household
from people.periods import OpenPeriod

HAS_HOME = N_("This household rents a home by a lease that began on %(day)s: it has one at a time.")

SETTLED = N_("This household rents a home by a lease that binds it until %(day)s: say why it is to move.")


def homes_of(session: Session, household_ids: Iterable[int], on: date) -> Mapping[int, Lease]:
    """By household the lease by which it rents a home on the day or later; of several that which ends last."""
    query = select(Lease).where(Lease.household_id.in_(list(household_ids)), Lease.ends_on > on, Lease.has_days)
    leases = session.scalars(query.options(joinedload(Lease.listing)).order_by(Lease.ends_on, Lease.id))
    return {lease.household_id: lease for lease in leases}


def settled_by(session: Session, household: Household, on: date) -> Lease | None:
    """The lease by which the household rents a home and that nobody ends."""
    lease = homes_of(session, [household.id], on).get(household.id)
    return lease if lease is not None and lease.cut_short_on is None else None


def refuse_settled(session: Session, household: Household, despite: str, on: date) -> None:
    """Raise Refused for who rents a home by a lease that nobody ends, unless it is said why it is to move."""
    lease = settled_by(session, household, on)
    if lease is not None and not despite:
        raise Refused(Sentence(SETTLED, {"day": lease.last_day}), field="despite_lease")


def bound_until(session: Session, listing: Listing, on: date) -> date | None:
    """The first day after all leases of the listing's dwelling that bind on the day or later, as the law counts."""
    binding = Listing.dwelling_id == listing.dwelling_id, Lease.ends_on > on, Lease.has_days
    query = select(Lease.ends_on).join(Lease.listing).where(*binding)
    return session.scalar(query.order_by(Lease.ends_on.desc()).limit(1))


def tenant_of(session: Session, listing: Listing, on: date) -> Household | None:
    """Who rents the listing's dwelling by a lease that binds it on the day or later; of several the last."""
    binding = Listing.dwelling_id == listing.dwelling_id, Lease.ends_on > on
    query = select(Household).join(Lease, Lease.household_id == Household.id).join(Lease.listing).where(*binding)
    return session.scalar(query.order_by(Lease.ends_on.desc(), Lease.id.desc()).limit(1))


def is_home_of_another(session: Session, listing: Listing, household: Household, on: date) -> bool:
    """Whether a lease of another household binds the listing's dwelling on the day or later."""
    query = (
        select(Lease.id)
        .join(Lease.listing)
        .where(Listing.dwelling_id == listing.dwelling_id, Lease.ends_on > on, Lease.has_days)
        .where(Lease.household_id != household.id)
    )
    return session.scalar(query.limit(1)) is not None


def let_within(session: Session, dwelling: Dwelling, period: OpenPeriod) -> date | None:
    """The last day of the lease, or of the last lease, that binds the dwelling on some of these days."""
    leases = session.scalars(select(Lease).join(Lease.listing).where(Listing.dwelling_id == dwelling.id))
    bound = [one for one in leases if OpenPeriod(one.starts_on, one.ends_on).overlaps(period)]
    return max((lease.last_day for lease in bound), default=None)


def other_home(leases: Iterable[Lease], period: OpenPeriod, on: date) -> Lease | None:
    """Of the leases of one household that by which it has another home in these days, as the papers have it.

    One that has ended by law is over, and so is one whose paper ends before the period begins: who moves on at the end
    of the term on paper is bound no longer, though the landlord is.
    """
    running = (lease for lease in leases if lease.ends_on > on)
    return next((lease for lease in running if lease.on_paper.overlaps(period)), None)


def refuse_second_home(
    session: Session, household: Household, period: OpenPeriod, on: date, msgid: str = HAS_HOME
) -> None:
    """Raise Refused where the household has another home in these days; whoever asks holds it. The sentence may name
    the first and the last day of that home, as the paper has it.
    """
    leases = session.scalars(select(Lease).where(Lease.household_id == household.id).order_by(Lease.id))
    other = other_home(leases, period, on)
    if other is not None:
        raise Refused(Sentence(msgid, {"day": other.starts_on, "last": other.last_day_on_paper}))


def why_bound(session: Session, listing: Listing, on: date) -> Sentence | None:
    """What to say while the dwelling is bound."""
    ends_on = bound_until(session, listing, on)
    if ends_on is None:
        return None
    return Sentence(N_("A lease binds this flat; it is free again on %(day)s."), {"day": ends_on})


def refuse_running_lease(session: Session, listing: Listing, on: date) -> None:
    """Raise Refused when the dwelling is bound."""
    why = why_bound(session, listing, on)
    if why is not None:
        raise Refused(why)
