"""Households told of offers: at once when a flat is offered, and reminded by workers when it is time."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.backup.settling import after_restore
from core.jobs import Run, Step, enqueue, job
from core.messages import Transports
from core.ports import answer_to
from core.text import N_, Sentence
from housing.models import Offer
from housing.services.offers.reminders import remind_in_time, reminder_due, tell_of_offer
from housing.states import OfferStatus

REMIND = "remind-of-offer"


def announce(session: Session, offer: Offer, *, actor: User | None, at: datetime) -> bool:
    """Tell the household of its new offer and have it reminded later; whether it is on its way to know of it."""
    ask_to_remind(session, offer, at=at)
    return tell_of_offer(session, offer, ways=answer_to(Transports), actor=actor, at=at)


def ask_to_remind(session: Session, offer: Offer, *, at: datetime) -> None:
    """Have the household reminded before its time is over, as far as that is still to come."""
    due_at = reminder_due(offer)
    if due_at is not None and due_at > at:
        payload, key, centre_id = {"offer": offer.id}, f"{REMIND}-{offer.id}", offer.household.centre_id
        enqueue(session, REMIND, payload, actor=None, at=at, due_at=due_at, key=key, centre_id=centre_id)


@job(REMIND, Sentence(N_("Remind a household of an offer")))
def send_reminder(session: Session, run: Run) -> Step:
    """Comes to nothing where the offer was answered or taken back meanwhile."""
    offer = session.get(Offer, run.payload["offer"])
    if offer is not None:
        remind_in_time(session, offer, ways=answer_to(Transports), at=run.at)
    return Step(1, 1)


@after_restore
def ask_again(session: Session, at: datetime) -> None:
    """Jobs do not come back with a backup."""
    for offer in session.scalars(select(Offer).where(Offer.status == OfferStatus.OPEN).order_by(Offer.id)):
        ask_to_remind(session, offer, at=at)
