"""Leases that ran before they were written down here: a household comes with its home.

Nobody offered the flat and nobody signs anything; for the rest what holds of a lease holds of these too.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import DAY, day_of
from core.db import lock_row
from core.errors import Refused
from core.events import publish
from core.text import N_, Sentence
from housing.events import HomeLet
from housing.models import Landlord, Lease, Listing
from housing.services.homes.running_leases import refuse_running_lease, refuse_second_home
from housing.services.homes.voids import void_within
from housing.services.leases.leases import LeaseTerms, check_terms, write_acceptance, write_declaration, write_lease
from housing.services.offers.lines import release_lines
from housing.services.viewings.called_off import lock_viewings
from housing.states import ListingAction, next_status
from housing.tenancy import statutory_end
from people.models import Household
from people.periods import OpenPeriod

NOT_RUNNING = Sentence(N_("Only a lease that runs today is taken over."))
OUT_OF_USE = N_("This home was out of use from %(day)s: nobody lived there then. Correct that first.")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What was done at AADE, as far as it was done."""

    number: str | None = None
    declared_on: date | None = None
    accepted_on: date | None = None


def take_over_lease(
    session: Session, listing: Listing, household: Household, landlord: Landlord, terms: LeaseTerms,
    declaration: Declaration, *, actor: User | None, at: datetime,
) -> Lease:  # fmt: skip
    """Write down a lease that runs already; the listing is let by it, and the household housed."""
    on = day_of(at)
    check_terms(terms, on)
    if terms.starts_on > on or statutory_end(terms.starts_on, terms.agreed_ends_on) <= on:
        raise Refused(NOT_RUNNING)
    is_known = listing.id is not None  # of a home that comes with its lease nobody else knows yet
    if is_known:
        session.flush()
        lock_row(session, listing)
        lock_row(session, listing.dwelling)
        refuse_running_lease(session, listing, terms.starts_on)
        _refuse_void(session, listing, terms.starts_on, on)
        lock_viewings(session, listing.dwelling_id)
    lock_row(session, household)
    refuse_second_home(session, household, OpenPeriod(terms.starts_on, terms.agreed_ends_on), on)
    listing.take_to(next_status(listing.status, ListingAction.TAKE_OVER), on=on)
    lease = write_lease(session, listing, household, landlord, terms, actor=actor, at=at)
    if declaration.declared_on:
        write_declaration(session, lease, number=declaration.number, declared_on=declaration.declared_on, on=on)
    if declaration.accepted_on:
        write_acceptance(lease, accepted_on=declaration.accepted_on, on=on)
    record(session, "take-over-lease", lease, actor=actor)
    if is_known:
        release_lines(session, listing, household, on=on, actor=actor)
        publish(session, HomeLet(listing.dwelling_id, household.id, actor.id if actor else None))
    return lease


def why_out_of_use(session: Session, listing: Listing, starts_on: date, on: date) -> Sentence | None:
    """Why nobody can have lived there from a day until today."""
    void = void_within(session, listing.dwelling_id, OpenPeriod(starts_on, on + DAY))
    return Sentence(OUT_OF_USE, {"day": void.starts_on}) if void else None


def _refuse_void(session: Session, listing: Listing, starts_on: date, on: date) -> None:
    if (why := why_out_of_use(session, listing, starts_on, on)) is not None:
        raise Refused(why)
