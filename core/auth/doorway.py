"""What the browser's cookie holds between two steps at the door: who has shown a password, and a passkey's challenge.

The cookie is signed, and what it holds is no secret from its owner. Both are good for a short time only.
"""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import session

from core.auth.models import User
from core.auth.passkeys import UNKNOWN, Question
from core.errors import Refused
from core.own_address import own_address
from core.session import db_session

_HALF_WAY, _CHALLENGE = "half_way", "challenge"
TIME_FOR_CODE = timedelta(minutes=10)
TIME_FOR_PASSKEY = timedelta(hours=1)
CHALLENGE_BYTES = 32


def go_half_way(user: User, wanted: str, *, at: datetime) -> None:
    """Remember who has shown the right password, and where they want to go."""
    session[_HALF_WAY] = {"user_id": user.id, "wanted": wanted, "at": at.timestamp()}


def who_is_half_way(*, at: datetime) -> tuple[User, str] | None:
    """Who has shown the right password a moment ago and has yet to show more, and where they want to go."""
    held = session.get(_HALF_WAY)
    if held is None or not _is_younger(held, TIME_FOR_CODE, at):
        return None
    user = db_session().get(User, held["user_id"])
    return (user, held["wanted"]) if user is not None and user.active else None


def ask_question(*, at: datetime) -> Question:
    """A challenge for this browser: a fresh one, or the one that another page of it is asking just now."""
    held = session.get(_CHALLENGE)
    if held is None or not _is_younger(held, TIME_FOR_PASSKEY / 2, at):
        held = session[_CHALLENGE] = {"hex": secrets.token_hex(CHALLENGE_BYTES), "at": at.timestamp()}
    return _question(held)


def asked_question(*, at: datetime) -> Question:
    """The challenge that the answer in this request must be to; it is asked no more. Raises Refused when it is old."""
    held = session.pop(_CHALLENGE, None)
    if held is None or not _is_younger(held, TIME_FOR_PASSKEY, at):
        raise Refused(UNKNOWN)
    return _question(held)


def _is_younger(held: dict[str, Any], most: timedelta, at: datetime) -> bool:
    """What is as far ahead was written by a clock that was wrong."""
    return abs(at - datetime.fromtimestamp(held["at"], UTC)) <= most


def _question(held: dict[str, Any]) -> Question:
    address = own_address()
    return Question(
        host=urlsplit(address).hostname or "",
        origin=address,
        challenge=bytes.fromhex(held["hex"]),
        asked_at=datetime.fromtimestamp(held["at"], UTC),
    )
