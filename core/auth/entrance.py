"""The edge of signing in: what the browser's cookie says of who is there, and how one comes in and leaves.

Flask-Login asks here for the person of a request. The cookie carries the secret of a session of ours and nothing else,
so that ending the session's row ends it in every copy of the cookie.
"""

from contextlib import suppress
from datetime import datetime
from typing import Any

from flask import Flask, Request, Response, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import current_user
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core.auth.credentials import StaffSession
from core.auth.devices import device_words
from core.auth.models import User
from core.auth.sessions import NOTED_EVERY, Limits, begin_session, end_sessions, find_session, note_visit, sign_in
from core.dates import utc_now
from core.i18n import choose_language
from core.session import SAFE_METHODS, database, db_session, settings

KEY = "staff_session"


def come_in(user: User, *, by_second_factor: bool, at: datetime) -> None:
    """Begin a session of the person's in this browser. Of what the browser carried before only the language stays."""
    device = device_words(request.user_agent.string)
    token = sign_in(db_session(), user, device=device, by_second_factor=by_second_factor, at=at)
    forget_everything()
    session[KEY] = token


def rise(*, at: datetime) -> None:
    """A second factor was set up here: a new session, which is worth more, in place of all that the person had."""
    user = staff_session().user
    end_sessions(db_session(), user, at=at)
    device = device_words(request.user_agent.string)
    session[KEY] = begin_session(db_session(), user, device=device, by_second_factor=True, at=at)


def forget_everything() -> None:
    """Empty the browser's cookie but for the language."""
    language = session.get("language", "")
    session.clear()
    choose_language(language)


def staff_session() -> StaffSession:
    """The session of this request, which somebody of the staff makes."""
    found: StaffSession = g.staff_session
    return found


def limits() -> Limits:
    """How long sessions last here."""
    return Limits(settings().session_idle, settings().session_longest)


def _load(asked: Request) -> User | None:
    """Whose request it is, for Flask-Login."""
    token = None if _is_impersonal() else session.get(KEY)
    g.staff_session = find_session(db_session(), token, limits(), at=utc_now()) if token else None
    return g.staff_session.user if g.staff_session else None


def _note_visit() -> None:
    """A page that is only looked at is a visit too; it is written down apart, for looking changes nothing else."""
    at = utc_now()
    if _is_impersonal() or not current_user.is_authenticated:
        return
    if staff_session().last_seen_at > at - NOTED_EVERY:
        return
    if request.method in SAFE_METHODS:
        # A database that is busy writing still shows pages; the next request notes the visit.
        with suppress(OperationalError), Session(database.engine) as apart, apart.begin():
            note_visit(apart, staff_session(), at=at)
    else:
        note_visit(db_session(), staff_session(), at=at)


def _is_impersonal() -> bool:
    """A file, or a view that is marked so (`core.auth.access.impersonal`)."""
    view = current_app.view_functions.get(request.endpoint or "")
    return request.endpoint == "static" or hasattr(view, "is_impersonal")


class _Signer(TimestampSigner):
    """Asks no cookie for its age: what a cookie holds says itself how old it may be.

    The library takes none that is a second younger than now: behind a server whose clock is that much ahead nobody came
    in, and a clock that was put back signed everybody out.
    """

    def unsign(self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False) -> Any:
        return super().unsign(signed_value, None, return_timestamp)  # type: ignore[call-overload]


class _Sessions(SecureCookieSessionInterface):
    """Libraries look into the cookie at every request; what is the same for everybody does not vary by it."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        serializer = super().get_signing_serializer(app)
        if serializer is not None:
            serializer.signer = _Signer
        return serializer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.modified or not _is_impersonal():
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    """Tell Flask-Login who is there. Comes after Flask-Security, whose own ways in are not used."""
    manager = app.login_manager  # type: ignore[attr-defined]
    manager.user_loader(lambda user_id: None)  # a cookie that only names somebody counts for nothing
    manager.request_loader(_load)
    manager.session_protection = None
    app.session_interface = _Sessions()
    app.before_request(_note_visit)
