"""A household told of its offer: when it is made, by itself the day before the last, and whenever an officer asks."""

from collections.abc import Container
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import DAY, day_of, instant_at, start_of
from core.errors import Refused
from core.messages import Channel, Text, is_told, queue_message, was_told
from core.text import N_, Sentence
from housing.models import Offer
from housing.services.offers.offers import TIME_IS_OVER
from people.services.sms import sms_number

OFFERED = N_("A home is offered to you")
SUBJECT = N_("A home waits for your answer")
EVE, MORNING = time(10), time(8)  # in Athens, the day before the last and on the last


def reminder_due(offer: Offer) -> datetime | None:
    """When the household is reminded: the day before the last, or in the morning of the last where that is too late;
    None for what was offered later still.
    """
    chances = instant_at(offer.answer_by - DAY, EVE), instant_at(offer.answer_by, MORNING)
    return next((due_at for due_at in chances if due_at > offer.offered_at), None)


def tell_of_offer(
    session: Session, offer: Offer, *, ways: Container[Channel], actor: User | None, at: datetime
) -> bool:
    """Tell the household at once that something waits for it; whether it has a telephone and is on its way to know."""
    to = sms_number(session, offer.household) if Channel.SMS in ways else None
    if to is None:
        return False
    _send(session, offer, OFFERED, to, actor, at)
    record(session, "tell-of-offer", offer, actor=actor, values={"channel": Channel.SMS.value})
    return True


def remind_in_time(session: Session, offer: Offer, *, ways: Container[Channel], at: datetime) -> bool:
    """Remind the household, if it has not answered and was not reminded today; whether it is on its way."""
    on = day_of(at)
    if not offer.awaits_answer(on) or Channel.SMS not in ways:
        return False
    to = sms_number(session, offer.household)
    if to is None or was_told(session, SUBJECT, offer, since=start_of(on)):
        return False
    _remind(session, offer, to, None, at)
    return True


def remind_of_offer(session: Session, offer: Offer, *, actor: User, at: datetime, on: date) -> None:
    """By SMS to the household's telephone, as long as it can still answer. Neither flat nor name is in it."""
    if not offer.awaits_answer(on):
        raise Refused(TIME_IS_OVER)
    if was_told(session, SUBJECT, offer, since=start_of(on)):
        raise Refused(Sentence(N_("The household was reminded of this offer today, or is about to be.")))
    to = sms_number(session, offer.household)
    if to is None:
        raise Refused(
            Sentence(
                N_("No SMS goes to the household: it has no telephone number here, or agrees to messages no more.")
            )
        )
    _remind(session, offer, to, actor, at)


def is_reminded(session: Session, offer: Offer, *, on: date) -> bool:
    """Whether it was reminded today, or is about to be."""
    return is_told(session, SUBJECT, offer, since=start_of(on))


def words_of_sms(answer_by: date) -> Sentence:
    """Neither flat nor name is in it."""
    waits = N_("Stegi: a home waits for your answer until %(day)s. Open your page, or call your centre.")
    return Sentence(waits, {"day": answer_by})


def _remind(session: Session, offer: Offer, to: str, actor: User | None, at: datetime) -> None:
    _send(session, offer, SUBJECT, to, actor, at)
    record(session, "remind-of-offer", offer, actor=actor, values={"channel": Channel.SMS.value})


def _send(session: Session, offer: Offer, subject: str, to: str, actor: User | None, at: datetime) -> None:
    queue_message(
        session, Text(subject, (words_of_sms(offer.answer_by),)), channel=Channel.SMS, to=to,
        reads=offer.household.language, about=offer, centre_id=offer.household.centre_id, actor=actor, at=at,
    )  # fmt: skip
