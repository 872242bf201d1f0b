"""SMS to a gateway that takes one JSON object for each message, by HTTP."""

import json
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit, urlunsplit

from core.messages.transports import Never, NotNow, Outgoing, Unclear
from core.text import N_, Sentence

SECONDS = 30
_LATER = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})

NO_ANSWER = Sentence(N_("The SMS gateway does not answer."))
LOST = Sentence(N_("The SMS gateway gave no clear answer. The message may have arrived."))


@dataclass(frozen=True, slots=True)
class Gateway:
    """`POST {"id", "to", "text"}` with a bearer token; any answer from 200 to 299 means that it was taken."""

    url: str
    token: str = field(repr=False)

    def send(self, message: Outgoing) -> None:
        """The id is the same for every attempt. A redirect is not followed: nobody chose where it leads."""
        address = urlsplit(self.url)
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        with closing(kind(address.hostname or "", address.port, timeout=SECONDS)) as connection:
            try:
                connection.connect()
            except OSError:
                raise NotNow(NO_ANSWER) from None
            target = urlunsplit(("", "", address.path or "/", address.query, ""))
            try:
                connection.request("POST", target, self._content(message), self._headers())
                status = connection.getresponse().status
            except (OSError, HTTPException):
                raise Unclear(LOST) from None
        _check(status)

    def _content(self, message: Outgoing) -> bytes:
        return json.dumps({"id": message.token, "to": message.recipient, "text": message.body}).encode()

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}


def _check(status: int) -> None:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return
    if status in _LATER:
        raise NotNow(NO_ANSWER)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Unclear(LOST)
    raise Never(Sentence(N_("The SMS gateway refused the message (%(code)s)."), {"code": status}))
