"""A household reminded that an offer waits for it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import start_of
from core.errors import Refused
from core.messages import Channel, Text, queue_message, was_told
from core.text import N_, Sentence
from housing.models import Offer
from housing.services.offers import TIME_IS_OVER
from housing.states import OfferStatus
from people.services.contacts import phone_of

SUBJECT = N_("A home waits for your answer")


def remind_of_offer(session: Session, offer: Offer, *, actor: User, at: datetime, on: date) -> None:
    """By SMS to the household's telephone, as long as it can still answer. Neither flat nor name is in it."""
    if offer.status is not OfferStatus.OPEN or offer.answer_by < on:
        raise Refused(TIME_IS_OVER)
    if was_told(session, SUBJECT, offer, since=start_of(on)):
        raise Refused(Sentence(N_("The household was reminded of this offer today, or is about to be.")))
    to = phone_of(session, offer.household)
    if to is None:
        raise Refused(Sentence(N_("The household has no telephone number here.")))
    waits = Sentence(
        N_("Stegi: a home waits for your answer until %(day)s. Open your page, or call your centre."),
        {"day": offer.answer_by},
    )
    queue_message(
        session, Text(SUBJECT, (waits,)), channel=Channel.SMS, to=to, reads=offer.household.language,
        about=offer, centre_id=offer.household.centre_id, actor=actor, at=at,
    )  # fmt: skip
    record(session, "remind-of-offer", offer, actor=actor, values={"channel": Channel.SMS.value})
