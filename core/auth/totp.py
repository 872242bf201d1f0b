"""Codes of an authenticator app (TOTP, RFC 6238): six digits, new every thirty seconds, each good once."""

from datetime import datetime

from passlib.exc import TokenError
from passlib.totp import TOTP
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.credentials import TotpSecret
from core.auth.models import User
from core.db import lock_row
from core.errors import Refused
from core.text import N_, Sentence

STEP = 30  # seconds; a clock may be wrong by as much
ISSUER = "Stegi"

WRONG_CODE = Sentence(N_("This code is not right, or it was used already. Wait for the next one and type that."))


def begin_app(session: Session, user: User, *, at: datetime) -> None:
    """Make a secret for an app to learn. The app that was there before stays until the new one has shown a code."""
    _forget(session, _secrets(user).where(TotpSecret.confirmed_at.is_(None)))
    session.add(TotpSecret(user=user, secret=TOTP.new().base32_key, created_at=at))
    record(session, "begin-app", user, actor=user)


def find_begun(session: Session, user: User) -> TotpSecret | None:
    """The secret that waits for its first code."""
    return session.scalar(_secrets(user).where(TotpSecret.confirmed_at.is_(None)).limit(1))


def find_app(session: Session, user: User) -> TotpSecret | None:
    """The secret that counts."""
    return session.scalar(_secrets(user).where(TotpSecret.confirmed_at.is_not(None)).limit(1))


def confirm_app(session: Session, user: User, code: str, *, at: datetime) -> None:
    """Take the app whose first code this is in place of any earlier one. Raises Refused."""
    begun = find_begun(session, user)
    if begun is None or not _take(session, begun, code, at):
        raise Refused(WRONG_CODE, field="code")
    _forget(session, _secrets(user).where(TotpSecret.id != begun.id))
    begun.confirmed_at = at
    record(session, "set-up-app", user, actor=user)


def give_app(session: Session, user: User, *, at: datetime) -> str:
    """An app that counts at once, for the demonstration, which says its secret to everybody."""
    secret: str = TOTP.new().base32_key
    session.add(TotpSecret(user=user, secret=secret, created_at=at, confirmed_at=at))
    session.flush()
    return secret


def take_code(session: Session, user: User, code: str, *, at: datetime) -> bool:
    """Whether the person's app shows this code now. A code that was taken once is not taken again."""
    app = find_app(session, user)
    if app is None or not _take(session, app, code, at):
        return False
    record(session, "use-app-code", app, actor=user)
    return True


def remove_app(session: Session, user: User) -> None:
    """Forget the person's app."""
    _forget(session, _secrets(user))
    record(session, "remove-app", user, actor=user)


def app_address(secret: str, user: User) -> str:
    """What the app reads from the picture (otpauth://…)."""
    return str(TOTP(key=secret, format="base32").to_uri(label=user.email, issuer=ISSUER))


def spelled_out(secret: str) -> str:
    """For typing into the app by hand: groups of four letters."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _take(session: Session, app: TotpSecret, code: str, at: datetime) -> bool:
    """Of two who come with the same code at once, the second finds it used."""
    lock_row(session, app)
    try:
        match = TOTP(key=app.secret, format="base32").match(code, time=at, window=STEP, last_counter=app.last_step)
    except TokenError:
        return False
    app.last_step = match.counter
    session.flush()
    return True


def _forget(session: Session, secrets: Select[TotpSecret]) -> None:
    for secret in session.scalars(secrets):
        session.delete(secret)


def _secrets(user: User) -> Select[TotpSecret]:
    return select(TotpSecret).where(TotpSecret.user_id == user.id).order_by(TotpSecret.id.desc())
