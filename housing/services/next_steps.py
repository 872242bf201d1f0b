"""Where households stand on their way to a home. Answers `people.ports.NextSteps`."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.dates import DAY
from core.text import N_, Sentence
from housing.models import Lease, Needs, Offer
from housing.services.offer_queries import live_offers
from housing.states import OfferStatus
from people.ports import NextStep

NO_NEEDS = NextStep("todo", Sentence(N_("Not asked yet")), Sentence(N_("Ask what it needs")))
SEARCHES = NextStep("doing", Sentence(N_("Looks for a home")), Sentence(N_("Offer a flat that fits")))
ACCEPTED = NextStep("doing", Sentence(N_("Wants the flat")), Sentence(N_("Write the lease")))


class HousingSteps:
    """The step of each household, by what housing knows of it."""

    def next_steps(self, session: Session, household_ids: Sequence[int], on: date) -> Mapping[int, NextStep]:
        """Three queries for any number of households: leases, offers, needs."""
        ids = list(household_ids)
        leases = _lease_ends(session, ids, on)
        offers = live_offers(session, ids)
        asked = set(session.scalars(select(Needs.household_id).where(Needs.household_id.in_(ids))))
        return {id_: _step(leases.get(id_), offers.get(id_), id_ in asked, on) for id_ in ids}


def _lease_ends(session: Session, ids: list[int], on: date) -> dict[int, date]:
    """By household the first day after its lease as the law has it, if one runs or is still to begin."""
    query = select(Lease.household_id, Lease.statutory_ends_on).where(
        Lease.household_id.in_(ids), Lease.statutory_ends_on > on
    )
    return dict(session.execute(query.order_by(Lease.id)).all())


def _step(lease_ends_on: date | None, offer: Offer | None, is_asked: bool, on: date) -> NextStep:
    if offer is not None:
        return ACCEPTED if offer.status == OfferStatus.ACCEPTED else _open_offer(offer, on)
    if lease_ends_on is not None:
        until = Sentence(N_("The lease runs until %(day)s"), {"day": lease_ends_on - DAY})
        return NextStep("done", Sentence(N_("Has a home")), until)
    return SEARCHES if is_asked else NO_NEEDS


def _open_offer(offer: Offer, on: date) -> NextStep:
    if offer.answer_by < on:
        return NextStep("late", Sentence(N_("No answer")), Sentence(N_("Close the offer or make a new one")))
    return NextStep("waits", Sentence(N_("Has an offer")), Sentence(N_("Answer by %(day)s"), {"day": offer.answer_by}))
