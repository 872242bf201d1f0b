"""Leases: signed for a flat that was accepted or found, then declared to AADE and accepted there."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.dates import DAY, day_of
from core.db import lock_row
from core.errors import Forbidden, NotFound, Refused
from core.events import publish
from core.paging import Page, take_page
from core.refusals import refuse_future
from core.text import N_, Sentence
from housing.events import HomeLet
from housing.lease_points import LeaseFacts, LeasePoint, open_points
from housing.models import Landlord, Lease, Listing, Offer
from housing.services.dealings.flat_holds import settle_on_lease
from housing.services.homes.running_leases import refuse_running_lease, refuse_second_home
from housing.services.homes.voids import refuse_void
from housing.services.listings.listings import landlord_of
from housing.services.offers.lines import release_lines
from housing.services.viewings.called_off import lock_viewings
from housing.states import LeaseStatus, ListingAction, ListingStatus, OfferAction, lease_status, next_status
from housing.tenancy import statutory_end
from people.models import Household
from people.periods import OpenPeriod
from people.services.households import OTHER_CENTRE
from people.services.stages import house

HAS_HOME = N_(
    "This household rents a home by a lease that began on %(day)s: end that lease first, or let this one begin after "
    "%(last)s."
)
TAKEN_NUMBER = Sentence(N_("Another lease has this declaration number."))


@dataclass(frozen=True, slots=True)
class LeaseTerms:
    """What stands on the paper. `agreed_ends_on` is the first day after the term."""

    monthly_rent: Decimal  # without common charges
    deposit: Decimal | None
    signed_on: date
    starts_on: date
    agreed_ends_on: date


def sign_lease(
    session: Session, listing: Listing, household: Household, terms: LeaseTerms, *, offer: Offer | None = None,
    actor: User, at: datetime,
) -> Lease:  # fmt: skip
    """Write down the signed contract; the listing is let from now on.

    A reserved listing is let only through the accepted offer that reserved it. The household has its home from the
    lease's first day on, and no other then.
    """
    _check_centre(household, actor)
    check_terms(terms, day_of(at))
    _sign_offer(session, listing, offer)
    refuse_running_lease(session, listing, terms.starts_on)
    refuse_void(session, listing, terms.starts_on)
    lock_viewings(session, listing.dwelling_id)
    lock_row(session, household)
    period = OpenPeriod(terms.starts_on, terms.agreed_ends_on)
    refuse_second_home(session, household, period, min(terms.starts_on, day_of(at)), HAS_HOME)
    listing.status = next_status(listing.status, ListingAction.LET)
    settle_on_lease(session, listing, household, on=day_of(at), actor=actor)
    lease = write_lease(session, listing, household, landlord_of(listing), terms, actor=actor, at=at)
    record(session, "sign-lease", lease, actor=actor)
    release_lines(session, listing, household, on=day_of(at), actor=actor)
    publish(session, HomeLet(listing.dwelling_id, household.id, actor.id))
    return lease


def write_lease(
    session: Session, listing: Listing, household: Household, landlord: Landlord, terms: LeaseTerms, *,
    actor: User | None, at: datetime,
) -> Lease:  # fmt: skip
    """The lease as the paper has it, by which the household is housed: a part of whatever step it belongs to."""
    lease = Lease(
        household=household,
        listing=listing,
        landlord=landlord,
        monthly_rent=terms.monthly_rent,
        deposit=terms.deposit,
        signed_on=terms.signed_on,
        starts_on=terms.starts_on,
        agreed_ends_on=terms.agreed_ends_on,
        statutory_ends_on=statutory_end(terms.starts_on, terms.agreed_ends_on),
        created_at=at,
    )
    session.add(lease)
    house(session, household, on=terms.starts_on, actor=actor, at=at)
    return lease


def record_declaration(
    session: Session, lease: Lease, *, number: str, declared_on: date, on: date, actor: User
) -> None:
    """The landlord has declared the lease to AADE. May be corrected; `on` is the day it is written down."""
    write_declaration(session, lease, number=number, declared_on=declared_on, on=on)
    record(session, "record-declaration", lease, actor=actor)


def write_declaration(session: Session, lease: Lease, *, number: str | None, declared_on: date, on: date) -> None:
    """The same as a part of whatever step it belongs to; lists of other offices often give the day alone."""
    refuse_future(declared_on, on, "declared_on")
    if declared_on < lease.signed_on:
        raise Refused(Sentence(N_("A lease is declared after it is signed.")), field="declared_on")
    if lease.accepted_on is not None and declared_on > lease.accepted_on:
        raise Refused(Sentence(N_("The tenant has accepted this declaration before that day.")), field="declared_on")
    same = select(Lease.id).where(Lease.declaration_number == number, Lease.id != lease.id)
    if number is not None and session.scalar(same) is not None:
        raise Refused(TAKEN_NUMBER, field="number")
    lease.declaration_number, lease.declared_on = number, declared_on


def record_acceptance(session: Session, lease: Lease, *, accepted_on: date, on: date, actor: User) -> None:
    """The tenant has accepted the declaration in AADE. May be corrected; `on` is the day it is written down."""
    write_acceptance(lease, accepted_on=accepted_on, on=on)
    record(session, "record-acceptance", lease, actor=actor)


def write_acceptance(lease: Lease, *, accepted_on: date, on: date) -> None:
    """The same as a part of whatever step it belongs to."""
    if lease.declared_on is None:
        raise Refused(Sentence(N_("The lease is not declared yet: write down its declaration first.")))
    refuse_future(accepted_on, on, "accepted_on")
    if accepted_on < lease.declared_on:
        raise Refused(Sentence(N_("A declaration is accepted after it is made.")), field="accepted_on")
    lease.accepted_on = accepted_on


def get_lease(session: Session, lease_id: int, actor: User) -> Lease:
    """The lease, if this person serves the household's centre."""
    lease = session.get(Lease, lease_id)
    if lease is None:
        raise NotFound(Sentence(N_("There is no such lease.")))
    _check_centre(lease.household, actor)
    return lease


def latest_lease(session: Session, household_id: int) -> Lease | None:
    """The lease that began last, or is about to; one that was ended before it began never was a home."""
    query = (
        select(Lease)
        .where(Lease.household_id == household_id, Lease.has_days)
        .options(joinedload(Lease.listing).joinedload(Listing.dwelling))
    )
    return session.scalar(query.order_by(Lease.starts_on.desc(), Lease.id.desc()).limit(1))


def list_leases(session: Session, actor: User, page: int = 1) -> Page[Lease]:
    """A page of the leases of the households this person serves, the latest start first."""
    return take_page(session, _leases(actor).order_by(Lease.starts_on.desc(), Lease.id.desc()), page)


def leases_between(session: Session, actor: User, first: date, last: date) -> list[Lease]:
    """The leases that begin or end, on paper, by law or before, between two days."""
    ends = (Lease.agreed_ends_on, Lease.statutory_ends_on, Lease.cut_short_on)  # the day after the last
    is_near = or_(Lease.starts_on.between(first, last), *(end.between(first + DAY, last + DAY) for end in ends))
    query = _leases(actor).where(is_near)
    return list(session.scalars(query.order_by(Lease.starts_on, Lease.id)))


def leases_waiting_for_aade(session: Session, actor: User, on: date) -> list[Lease]:
    """The leases that are not declared or not accepted yet and that have not ended early, the earliest start first: one
    that is to end is declared and accepted all the same, and paid for only then.
    """
    binds = or_(Lease.cut_short_on.is_(None), Lease.cut_short_on > on)
    waiting = _leases(actor).where(Lease.accepted_on.is_(None), binds)
    return list(session.scalars(waiting.order_by(Lease.starts_on, Lease.id)))


def status_of(lease: Lease, on: date) -> LeaseStatus:
    """Where the lease stands on a day."""
    return lease_status(lease.declared_on, lease.accepted_on, lease.ends_on, on)


def lease_points(lease: Lease) -> tuple[LeasePoint, ...]:
    """What the lease still lacks."""
    return open_points(
        LeaseFacts(
            starts_on=lease.starts_on,
            declared_on=lease.declared_on,
            accepted_on=lease.accepted_on,
            landlord_has_afm=lease.landlord.afm is not None,
            landlord_has_account=lease.landlord.iban is not None,
            household_has_account=lease.household.account_id is not None,
        )
    )


def _leases(actor: User) -> Select[Lease]:
    return (
        select(Lease)
        .join(Lease.household)
        .options(joinedload(Lease.household), joinedload(Lease.landlord))
        .options(joinedload(Lease.listing).joinedload(Listing.dwelling))
        .where(actor.sees(Household.centre_id))
    )


def _check_centre(household: Household, actor: User) -> None:
    if not actor.sees_centre(household.centre_id):
        raise Forbidden(OTHER_CENTRE)


def check_terms(terms: LeaseTerms, on: date) -> None:
    """Raise Refused where they make no sense on the day on which they are written down."""
    refuse_future(terms.signed_on, on, "signed_on")
    refuse_no_rent(terms.monthly_rent)
    if terms.agreed_ends_on <= terms.starts_on:
        raise Refused(Sentence(N_("The term must end after it starts.")), field="agreed_last_day")


def refuse_no_rent(monthly_rent: Decimal) -> None:
    """Raise Refused: who pays nothing rents nothing."""
    if monthly_rent <= 0:
        raise Refused(Sentence(N_("The rent must be more than zero.")), field="monthly_rent")


def _sign_offer(session: Session, listing: Listing, offer: Offer | None) -> None:
    """All rows are read anew and locked, the offer first as everywhere: it may be taken back at the same moment, and
    the home let by another of its adverts.
    """
    if offer is not None:
        lock_row(session, offer)
        offer.status = next_status(offer.status, OfferAction.SIGN)
    lock_row(session, listing)
    lock_row(session, listing.dwelling)
    if offer is None and listing.status is ListingStatus.RESERVED:
        raise Refused(Sentence(N_("A household has accepted this flat: sign the lease from its offer.")))
