"""Showing again that it is oneself: a browser left open must not be enough to change what opens the door."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue

from core.auth import accounts, doorway, guessing, passkeys
from core.auth.entrance import staff_session
from core.auth.models import User
from core.dates import utc_now
from core.errors import Refused
from core.session import db_session
from core.text import N_, Sentence

GOOD_FOR = timedelta(minutes=10)
_SHOWN = "shown_again"

NOT_THE_PASSWORD = Sentence(N_("This is not your password of now."))


def shown_again(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """A view that opens only to who signed in here, or showed again that it is them, a moment ago."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if utc_now() - _shown_at() > GOOD_FOR:
            return redirect(url_for("core.show_again"))
        return view(*args, **kwargs)

    return guarded


def show_password(user: User, password: str) -> None:
    """Take the password of who is signed in. Raises Refused, and TooManyAttempts: it is guessed at as at the door."""
    guess = guessing.count_guess("password", user.email.casefold(), whose=user)
    if not accounts.knows_password(db_session(), user, password):
        guess.was_wrong()
        raise Refused(NOT_THE_PASSWORD, field="current")
    guess.was_right()
    db_session().commit()  # it was right, also where what comes next is refused


def show_passkey(user: User, answer: str, *, at: datetime) -> None:
    """Take a passkey of who is signed in. Raises Refused."""
    guess = guessing.count_guess("passkey", whose=user)
    try:
        if passkeys.use_passkey(db_session(), answer, doorway.asked_question(at=at), at=at) is not user:
            raise Refused(passkeys.UNKNOWN)
    except Refused:
        guess.was_wrong()
        raise
    guess.was_right()


def remember(*, at: datetime) -> None:
    """From now on it counts as shown, in this session."""
    session[_SHOWN] = {"session_id": staff_session().id, "at": at.timestamp()}


def _shown_at() -> datetime:
    """When the person showed last that it is them; coming in was such a moment."""
    held = session.get(_SHOWN)
    if held is None or held["session_id"] != staff_session().id:
        return staff_session().created_at
    return datetime.fromtimestamp(held["at"], UTC)
