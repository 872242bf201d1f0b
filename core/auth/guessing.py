"""The brake at the edge: who guesses at what in this request. Used wherever a secret is sent."""

import hmac
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

from core.audit import record
from core.auth import brake
from core.auth.brake import Subject, TooManyAttempts
from core.auth.models import User
from core.dates import utc_now
from core.session import db_session, settings

FREE_FOR_ACCOUNT, FREE_FOR_ADDRESS = 5, 50  # a whole office may sit behind one address


@dataclass(frozen=True, slots=True)
class Guess:
    """One attempt that was counted, until somebody says that it was right."""

    address: Subject
    account: Subject | None
    way: str
    whose: User | None

    def was_right(self) -> None:
        """What was sent is right: the address has one attempt less, and the account's owner nothing to wait for."""
        brake.take_back(db_session(), self.address)
        if self.account is not None:
            brake.forget(db_session(), self.account)

    def was_wrong(self) -> None:
        """What was sent is wrong: the audit keeps that it was tried, whatever becomes of the request."""
        _note_failure(self.way, self.whose, braked=False)


def count_guess(way: str, account: str | None = None, *, whose: User | None = None) -> Guess:
    """Count an attempt before it is looked at, and keep the count whatever becomes of it. Raises TooManyAttempts.

    `way` says by what somebody wants to come in. `account` is what is guessed at; one that does not exist is counted
    like one that does. `whose` it is, if it is anybody's, stands in the audit when the guess is wrong.
    """
    address = _subject("address", _network(), FREE_FOR_ADDRESS)
    guessed_at = None if account is None else _subject("account", account, FREE_FOR_ACCOUNT)
    try:
        brake.count_attempt(db_session(), [subject for subject in (address, guessed_at) if subject], at=utc_now())
    except TooManyAttempts:
        _note_failure(way, whose, braked=True)
        raise
    db_session().commit()
    return Guess(address, guessed_at, way, whose)


def _note_failure(way: str, whose: User | None, *, braked: bool) -> None:
    """A step of nobody we know, and nothing that was typed."""
    db_session().rollback()
    record(db_session(), "sign-in-failed", whose, actor=None, values={"way": way, "braked": braked})
    db_session().commit()


def _subject(kind: str, text: str, free: int) -> Subject:
    """A hash under the service's key: without it, every address there is could be tried."""
    key = settings().secret_key.encode()
    return Subject(hmac.digest(key, f"brake {kind} {text}".encode(), "sha256").hex(), free)


def _network() -> str:
    """Whence the request comes; of IPv6 the network, for every household there has addresses without end."""
    address = ip_address(request.remote_addr or "::")
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, 64), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)
