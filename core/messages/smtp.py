"""E-mail to one SMTP server."""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate
from ssl import SSLContext, create_default_context
from urllib.parse import unquote, urlsplit

from core.messages.transports import Never, NotNow, Outgoing, Unclear
from core.text import N_, Sentence

SECONDS = 30

Answer = tuple[int, bytes]
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

NO_ANSWER = Sentence(N_("The mail server does not answer."))
NO_TLS = Sentence(N_("The mail server does not encrypt."))
LOST = Sentence(N_("The mail server was lost while it was taking the message. It may have arrived."))


@dataclass(frozen=True, slots=True)
class Smtp:
    """`smtps://` speaks TLS from the start, `smtp://` must be told to (STARTTLS), unless it is this machine."""

    host: str
    port: int
    sender: str
    is_tls: bool
    user: str | None = field(default=None, repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def at(cls, url: str, sender: str) -> "Smtp":
        """The server that `smtps://user:password@host:port` names."""
        parts = urlsplit(url)
        is_tls = parts.scheme == "smtps"
        user = unquote(parts.username) if parts.username else None
        port = parts.port or (465 if is_tls else 587)
        return cls(parts.hostname or "", port, sender, is_tls, user, unquote(parts.password or ""))

    def send(self, message: Outgoing) -> None:
        """Hand the message over, after everything that may fail without harm."""
        written = self._written(message)
        try:
            server = self._ready_server()
        except (OSError, smtplib.SMTPException) as error:
            raise NotNow(NO_ANSWER) from error
        try:
            _check(*_asked(server.mail, self.sender))
            _check(*_asked(server.rcpt, message.recipient))
            _check(*_handed(server, written))
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def _ready_server(self) -> smtplib.SMTP:
        context = create_default_context()
        server: smtplib.SMTP
        if self.is_tls:
            server = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
            self._encrypt(server, context)
        if self.user:
            server.login(self.user, self.password)
        else:
            server.ehlo_or_helo_if_needed()
        return server

    def _encrypt(self, server: smtplib.SMTP, context: SSLContext) -> None:
        server.ehlo_or_helo_if_needed()
        if server.has_extn("starttls"):
            server.starttls(context=context)
        elif self.host not in LOOPBACK:
            server.close()
            raise NotNow(NO_TLS)

    def _written(self, message: Outgoing) -> bytes:
        """One line stays one line: a subject or an address with a line break is refused by the library itself."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, message.recipient, message.subject
        mail["Date"] = formatdate()
        mail["Message-ID"] = f"<{message.token}@{self.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body, cte="quoted-printable")
        return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))


def _asked(ask: Callable[[str], Answer], address: str) -> Answer:
    """Before the message itself leaves, nothing that breaks does harm."""
    try:
        return ask(address)
    except (OSError, smtplib.SMTPException) as error:
        raise NotNow(NO_ANSWER) from error


def _handed(server: smtplib.SMTP, written: bytes) -> Answer:
    """From here on a silence may mean that it was taken."""
    try:
        return server.data(written)
    except smtplib.SMTPResponseException as error:
        return error.smtp_code, b""
    except (OSError, smtplib.SMTPException) as error:
        raise Unclear(LOST) from error


def _check(code: int, words: bytes) -> None:
    """Codes from 400 mean later, from 500 never. The server's own words may hold the address and stay out."""
    reason = Sentence(N_("The mail server refused the message (%(code)s)."), {"code": code})
    if code >= 500:
        raise Never(reason)
    if code >= 400:
        raise NotNow(reason)
