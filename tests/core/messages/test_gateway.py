"""SMS, to a real gateway on this machine."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from core.messages.gateway import Gateway
from core.messages.transports import Never, NotNow, Outgoing, Unclear

OUTGOING = Outgoing("0123abcd", "+306912345678", "", "Ένα σπίτι")


class Exchange(HTTPServer):
    """Takes messages and answers as it is told."""

    status: int = 202
    asked_for: str = ""
    taken: list[tuple[str | None, dict[str, str]]]


class Clerk(BaseHTTPRequestHandler):
    server: Exchange

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked_for = self.path
        self.server.taken.append((self.headers["Authorization"], json.loads(body)))
        if self.server.status:
            self.send_response(self.server.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def exchange() -> Iterator[Exchange]:
    with Exchange(("127.0.0.1", 0), Clerk) as server:
        server.taken = []
        thread = Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def gateway(exchange: Exchange) -> Gateway:
    return Gateway(f"http://127.0.0.1:{exchange.server_port}/send?from=Stegi", "a token")


def test_a_message_is_handed_over_with_its_id(exchange: Exchange):
    gateway(exchange).send(OUTGOING)
    content = {"id": "0123abcd", "to": "+306912345678", "text": "Ένα σπίτι"}
    assert exchange.taken == [("Bearer a token", content)]
    assert exchange.asked_for == "/send?from=Stegi"
    assert "a token" not in repr(gateway(exchange))


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(429, NotNow), (503, NotNow), (400, Never), (401, Never), (302, Never), (500, Unclear), (0, Unclear)],
)
def test_what_the_gateway_answers_decides_what_happens_next(exchange: Exchange, status: int, outcome: type[NotNow]):
    exchange.status = status
    with pytest.raises(NotNow) as trouble:
        gateway(exchange).send(OUTGOING)
    assert type(trouble.value) is outcome
    assert len(exchange.taken) == 1


def test_a_gateway_that_is_not_there_is_tried_later():
    with pytest.raises(NotNow, match="does not answer") as trouble:
        Gateway("http://127.0.0.1:9/send", "").send(OUTGOING)
    assert type(trouble.value) is NotNow
