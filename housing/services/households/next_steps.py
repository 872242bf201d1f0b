"""Where households stand on their way to a home. Answers `people.ports.NextSteps`."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import Session

from core.dates import DAY
from core.text import N_, Sentence
from housing.models import Lease, Needs, Offer
from housing.services.offers.offer_queries import live_offers
from housing.states import OfferStatus
from people.models import Household
from people.ports import NextStep
from people.stages import Stage

REFERRED = NextStep("todo", Sentence(N_("Referred")), Sentence(N_("Decide whether it is taken in")))
NO_NEEDS = NextStep("todo", Sentence(N_("Not asked yet")), Sentence(N_("Ask what it needs")))
SEARCHES = NextStep("doing", Sentence(N_("Looks for a home")), Sentence(N_("Offer a flat that fits")))
ACCEPTED = NextStep("doing", Sentence(N_("Wants the flat")), Sentence(N_("Write the lease")))


class HousingSteps:
    """The step of each household, by what housing knows of it."""

    def next_steps(self, session: Session, household_ids: Sequence[int], on: date) -> Mapping[int, NextStep]:
        """Two queries for any number of households: needs and leases, offers. Who has left has no next step."""
        asked = select(Household.id, Household.stage, Needs.household_id.is_not(None), _lease_ends_on(on))
        asked = asked.outerjoin(Needs, Needs.household_id == Household.id).where(Household.stage != Stage.EXITED)
        here = session.execute(asked.where(Household.id.in_(list(household_ids)))).all()
        offers = live_offers(session, [id_ for id_, *_rest in here])
        return {
            id_: REFERRED if stage is Stage.REFERRED else _step(lease_ends_on, offers.get(id_), is_asked, on)
            for id_, stage, is_asked, lease_ends_on in here
        }


def _lease_ends_on(on: date) -> ScalarSelect[date]:
    """The first day after the household's latest lease as the law has it, if one runs or is still to begin; who looks
    again has left it behind.
    """
    running = Lease.household_id == Household.id, Lease.ends_on > on, Household.stage == Stage.HOUSED
    latest = select(Lease.ends_on).where(*running).order_by(Lease.id.desc()).limit(1)
    return latest.correlate(Household).scalar_subquery()


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
