"""The job that sends one message. It is marked before it leaves, so that a killed worker never sends it twice."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Update, update
from sqlalchemy.orm import Session

from core.db import lock_row
from core.i18n import say, speaking
from core.jobs import Run, Step, enqueue, job
from core.messages.models import Message, MessageState
from core.messages.transports import Never, NotNow, Outgoing, Unclear
from core.messages.ways import Transports
from core.ports import answer_to
from core.text import N_, Sentence

SEND = "send-message"
ATTEMPTS = 5
PAUSE = timedelta(minutes=5)  # after the first attempt; four times as long after each further one

GIVEN_UP = Sentence(N_("The job that sends it was cancelled or failed."))
INTERRUPTED = Sentence(N_("The service stopped while it was sending. It may have arrived."))
NO_WAY = Sentence(N_("No way to send this kind of message is set up here."))


def settle_unsent(session: Session, payload: Mapping[str, Any], at: datetime) -> None:
    """The job ended before its message left: it does not leave any more, and what it says is forgotten.

    One that was on its way may have arrived. Asks for nothing sealed, so that it succeeds whatever is wrong with that.
    """
    own = Message.id == payload["message_id"]
    session.execute(_ended(MessageState.WAITING, MessageState.FAILED, GIVEN_UP, at).where(own))
    session.execute(_ended(MessageState.SENDING, MessageState.UNCLEAR, INTERRUPTED, at).where(own))


def _ended(before: MessageState, after: MessageState, reason: Sentence, at: datetime) -> Update:
    values = {"state": after, "body": None, "reason": reason.as_json(), "settled_at": at}
    return update(Message).where(Message.state == before).values(values)


@job(SEND, Sentence(N_("Send a message")), on_end=settle_unsent)
def send_message(session: Session, run: Run) -> Step:
    """Marks, sends, and writes down what became of it: three transactions, the last of them the step's own."""
    outgoing = _take(run)
    outcome = _hand_over(outgoing, run) if outgoing else Unclear(INTERRUPTED)
    message = session.get_one(Message, run.payload["message_id"])
    if message.state is MessageState.SENDING:
        _settle(session, message, outcome, run.at)
    return Step(1, 1)


def _take(run: Run) -> Outgoing | None:
    """Mark the message; None when an earlier attempt marked it and was not heard of again."""
    with Session(run.engine) as session, session.begin():
        message = session.get_one(Message, run.payload["message_id"])
        lock_row(session, message)
        if message.state is not MessageState.WAITING or message.body is None:
            return None
        message.state, message.attempts = MessageState.SENDING, message.attempts + 1
        with speaking(message.language):
            subject = say(message.title)
        return Outgoing(message.token, message.recipient, subject, message.body)


def _hand_over(outgoing: Outgoing, run: Run) -> NotNow | None:
    with run.reading() as session:
        channel = session.get_one(Message, run.payload["message_id"]).channel
    transport = answer_to(Transports).get(channel)
    if transport is None:
        return Never(NO_WAY)
    try:
        transport.send(outgoing)
    except NotNow as outcome:
        return outcome
    return None


def _settle(session: Session, message: Message, outcome: NotNow | None, at: datetime) -> None:
    message.reason = outcome.reason.as_json() if outcome else None
    message.settled_at = at
    match outcome:
        case None:
            message.state, message.body = MessageState.SENT, None
        case Unclear():
            message.state, message.body = MessageState.UNCLEAR, None
        case NotNow() if not isinstance(outcome, Never) and message.attempts < ATTEMPTS:
            message.state = MessageState.WAITING
            due_at = at + PAUSE * 4 ** (message.attempts - 1)
            enqueue(session, SEND, {"message_id": message.id}, actor=None, at=at, due_at=due_at)
        case _:
            message.state, message.body = MessageState.FAILED, None
    session.flush()
