"""E-mail, to a real mail server on this machine."""

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from core.messages import smtp
from core.messages.smtp import Smtp
from core.messages.transports import Never, NotNow, Outgoing, Unclear

OUTGOING = Outgoing("0123abcd", "a@example.org", "Η σελίδα σας στη Στέγη", "Ανοίξτε\n\nhttp://127.0.0.1/link/x")


class Postman:
    """Takes mail, or answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.answers: dict[str, str] = {}

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken.append(envelope)
        if self.answers.get("DATA") == "silence":
            server.transport.close()
        return self.answers.get("DATA", "250 OK")


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def port(postman: Postman) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(postman, "127.0.0.1", port)
    controller.start()
    yield port
    controller.stop()


def server(port: int) -> Smtp:
    return Smtp.at(f"smtp://127.0.0.1:{port}", "stegi@example.org")


def read(envelope: Envelope) -> Message:
    assert isinstance(envelope.content, bytes)
    return message_from_bytes(envelope.content, policy=default)


def test_a_message_arrives_as_it_was_written(postman: Postman, port: int):
    server(port).send(OUTGOING)
    (envelope,) = postman.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("stegi@example.org", ["a@example.org"])
    mail = read(envelope)
    assert (mail["Subject"], mail["To"], mail["From"]) == (OUTGOING.subject, "a@example.org", "stegi@example.org")
    assert mail["Message-ID"] == "<0123abcd@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().split() == OUTGOING.body.split()


def test_a_line_break_makes_no_header(postman: Postman, port: int):
    with pytest.raises(ValueError, match="linefeed|newline"):
        server(port).send(Outgoing("1", "a@example.org", "x\r\nBcc: b@example.org", "y"))
    server(port).send(Outgoing("1", "a@example.org", "x", "\r\n.\r\nMAIL FROM:<b@example.org>\r\nBcc: b@example.org"))
    (envelope,) = postman.taken
    assert read(envelope).keys() == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding",
        "MIME-Version",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "answer", "outcome"),
    [
        ("RCPT", "451 try later", NotNow),
        ("RCPT", "550 a@example.org is nobody", Never),
        ("DATA", "452 full", NotNow),
        ("DATA", "554 no", Never),
        ("DATA", "silence", Unclear),
    ],
)
def test_what_the_server_answers_decides_what_happens_next(
    postman: Postman, port: int, step: str, answer: str, outcome: type[NotNow]
):
    postman.answers[step] = answer
    with pytest.raises(NotNow) as trouble:
        server(port).send(OUTGOING)
    assert type(trouble.value) is outcome
    assert "example.org" not in str(trouble.value)


def test_a_server_that_is_not_there_is_tried_later():
    with pytest.raises(NotNow, match="does not answer"):
        server(9).send(OUTGOING)


def test_a_server_that_does_not_encrypt_gets_nothing(postman: Postman, port: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(smtp, "LOOPBACK", frozenset())
    with pytest.raises(NotNow, match="does not encrypt"):
        server(port).send(OUTGOING)
    assert postman.taken == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtps://mail.example.org", ("mail.example.org", 465, True, None, "")),
        ("smtp://stegi:p%40ss@mail.example.org", ("mail.example.org", 587, False, "stegi", "p@ss")),
        ("smtp://127.0.0.1:1025", ("127.0.0.1", 1025, False, None, "")),
    ],
)
def test_the_address_of_a_server_says_how_to_speak_to_it(url: str, expected: tuple[object, ...]):
    found = Smtp.at(url, "stegi@example.org")
    assert (found.host, found.port, found.is_tls, found.user, found.password) == expected
    assert "p@ss" not in repr(found)
