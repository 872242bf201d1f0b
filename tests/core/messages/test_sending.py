"""A message is written in its reader's language, leaves at most once, and what became of it is said."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Refused
from core.jobs import Job
from core.jobs.queue import cancel
from core.jobs.worker import Worker
from core.messages import Channel, Text, Transports, queue_message
from core.messages.models import Message, MessageState
from core.messages.sending import ATTEMPTS
from core.messages.transports import Never, NotNow, Outgoing, Unclear
from core.session import database
from core.text import Sentence
from tests.support import rows
from tests.support.rows import NOW

TEXT = Text("Your page at Stegi", (Sentence("Your home"), Sentence("%(x)s", {"x": "a\r\nBcc: b@example.org"})))
WHY = Sentence("The mail server does not answer.")


class Recorder:
    """A way out that remembers what left, and may fail."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.trouble: BaseException | None = None

    def send(self, message: Outgoing) -> None:
        self.sent.append(message)
        if self.trouble is not None:
            raise self.trouble


@pytest.fixture
def way(app: Flask) -> Recorder:
    recorder = Recorder()
    app.extensions["stegi.ports"][Transports] = Transports({Channel.EMAIL: recorder})
    return recorder


@pytest.fixture
def work(app: Flask) -> Callable[[datetime], None]:
    def until_idle(at: datetime) -> None:
        with app.app_context():
            engine = database.engine
        Worker(engine, lambda: at, app.app_context).work(lambda: False, until_idle=True)

    return until_idle


def queue(app: Flask, session: Session, channel: Channel = Channel.EMAIL, to: str = "a@example.org") -> Message:
    centre = rows.add_centre(session)
    with app.app_context():
        message = queue_message(
            session, TEXT, channel=channel, to=to, reads="el", about=centre, centre_id=centre.id, actor=None, at=NOW
        )
    session.commit()
    return message


def reread(session: Session, message: Message) -> Message:
    session.refresh(message)
    session.commit()
    return message


def test_a_message_leaves_once_and_what_it_said_is_forgotten(
    app: Flask, session: Session, way: Recorder, work: Callable[[datetime], None]
):
    message = queue(app, session)
    work(NOW)
    work(NOW + timedelta(days=1))
    (sent,) = way.sent
    assert (sent.recipient, sent.subject) == ("a@example.org", "Η σελίδα σας στη Στέγη")
    assert sent.body == "Το σπίτι σας\n\na\r\nBcc: b@example.org"
    reread(session, message)
    assert (message.state, message.body, message.attempts) == (MessageState.SENT, None, 1)
    assert message.settled_at == NOW


def test_nothing_leaves_before_the_transaction_that_asked_is_committed(
    app: Flask, session: Session, way: Recorder, work: Callable[[datetime], None]
):
    centre = rows.add_centre(session)
    with app.app_context():
        queue_message(
            session, TEXT, channel=Channel.EMAIL, to="a@example.org", reads="el", about=centre, centre_id=centre.id,
            actor=None, at=NOW,
        )  # fmt: skip
    session.rollback()
    work(NOW)
    assert way.sent == []


def test_what_did_not_leave_is_tried_again_later_and_given_up_in_the_end(
    app: Flask, session: Session, way: Recorder, work: Callable[[datetime], None]
):
    message = queue(app, session)
    way.trouble = NotNow(WHY)
    work(NOW)
    assert reread(session, message).state is MessageState.WAITING
    work(NOW + timedelta(minutes=4))
    assert len(way.sent) == 1
    for day in range(1, 2 * ATTEMPTS):
        work(NOW + timedelta(days=day))
    assert len(way.sent) == ATTEMPTS
    assert len({sent.token for sent in way.sent}) == 1
    reread(session, message)
    assert (message.state, message.body, message.because) == (MessageState.FAILED, None, WHY)


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        pytest.param(Never(WHY), MessageState.FAILED, id="refused-for-good"),
        pytest.param(Unclear(WHY), MessageState.UNCLEAR, id="perhaps-arrived"),
    ],
)
def test_what_was_refused_or_may_have_arrived_is_not_tried_again(
    app: Flask,
    session: Session,
    way: Recorder,
    work: Callable[[datetime], None],
    trouble: NotNow,
    state: MessageState,
):
    message = queue(app, session)
    way.trouble = trouble
    work(NOW)
    work(NOW + timedelta(days=9))
    assert len(way.sent) == 1
    reread(session, message)
    assert (message.state, message.body, message.because) == (state, None, WHY)


def test_a_worker_that_dies_while_sending_sends_nothing_twice(
    app: Flask, session: Session, way: Recorder, work: Callable[[datetime], None]
):
    message = queue(app, session)
    way.trouble = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        work(NOW)
    assert reread(session, message).state is MessageState.SENDING
    way.trouble = None
    work(NOW + timedelta(hours=1))
    assert len(way.sent) == 1
    reread(session, message)
    assert (message.state, message.body) == (MessageState.UNCLEAR, None)
    assert session.scalars(select(Job.status)).all() == ["done"]


def test_a_way_that_is_not_set_up_is_said(
    app: Flask, session: Session, way: Recorder, work: Callable[[datetime], None]
):
    message = queue(app, session, Channel.SMS, "6912345678")
    work(NOW)
    reread(session, message)
    assert (message.state, message.recipient) == (MessageState.FAILED, "+306912345678")
    assert "No way to send" in str(message.because)


@pytest.mark.parametrize(
    ("channel", "to"),
    [
        (Channel.EMAIL, "nobody"),
        (Channel.EMAIL, "a@example.org\r\nBcc: b@example.org"),
        (Channel.EMAIL, "a@example.org, b@example.org"),
        (Channel.SMS, "12"),
        (Channel.SMS, "a@example.org"),
        (Channel.SMS, "+999 1"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_no_address_is_refused_beside_its_field(app: Flask, session: Session, channel: Channel, to: str):
    with pytest.raises(Refused) as refusal:
        queue(app, session, channel, to)
    assert refusal.value.field == "address"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_neither_address_nor_words_stand_open_in_the_database(app: Flask, session: Session, way: Recorder):
    queue(app, session, to="zenobia@example.org")
    path = session.get_bind().engine.url.database
    stored = b"".join(Path(f"{path}{part}").read_bytes() for part in ("", "-wal"))
    assert b"zenobia" not in stored
    assert "Το σπίτι σας".encode() not in stored


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (MessageState.WAITING, MessageState.FAILED),
        (MessageState.SENDING, MessageState.UNCLEAR),
    ],
)
def test_a_message_whose_job_is_cancelled_is_settled_and_forgotten(
    app: Flask, session: Session, before: MessageState, after: MessageState
):
    message = queue(app, session)
    message.state = before
    session.flush()
    cancel(session, session.scalars(select(Job)).one(), at=NOW)
    session.commit()
    session.refresh(message)
    assert (message.state, message.body, message.settled_at) == (after, None, NOW)
    assert message.because is not None
