"""The second factor: something one has, besides the password. Required of whoever approves money or administers."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth import passkeys, recovery, totp
from core.auth.admissions import refuse_alone
from core.auth.credentials import Passkey, RecoveryCode, TotpSecret
from core.auth.models import User
from core.auth.permissions import GUARDED
from core.auth.sessions import end_sessions
from core.auth.staff import NOT_ONESELF
from core.errors import Refused
from core.text import N_, Sentence

LAST_ONE = Sentence(N_("Your work needs a second factor, and this is your only one. Set up another first."))


def is_required_of(user: User) -> bool:
    """Whether the person's work asks for more than a password."""
    return any(user.may(permission) for permission in GUARDED)


def is_set_up(session: Session, user: User) -> bool:
    """Whether the person has an app or a passkey; then it is asked for whatever the work is."""
    return totp.find_app(session, user) is not None or bool(passkeys.list_passkeys(session, user))


def take_code(session: Session, user: User, code: str, *, at: datetime) -> bool:
    """Whether this is the app's code of now or an unused recovery code."""
    return totp.take_code(session, user, code, at=at) or recovery.take_recovery_code(session, user, code, at=at)


def remove_all(session: Session, user: User, *, actor: User, at: datetime) -> None:
    """For somebody who has lost everything: an administrator, who knows the person, lets them begin anew.

    Nobody does this for themselves: they would need no factor to do it.
    """
    if user.id == actor.id:
        raise Refused(NOT_ONESELF)
    refuse_alone(session, user, actor=actor, at=at)
    begin_anew(session, user, actor=actor, at=at)


def begin_anew(session: Session, user: User, *, actor: User | None, at: datetime) -> None:
    """The same, granted. Whoever is signed in by what was lost is out."""
    for kind in (TotpSecret, Passkey, RecoveryCode):
        for lost in session.scalars(select(kind).where(kind.user_id == user.id)):
            session.delete(lost)
    end_sessions(session, user, at=at)
    record(session, "remove-second-factors", user, actor=actor)


def remove_app(session: Session, user: User) -> None:
    """Give the app up. Raises Refused when it is the last factor of somebody who needs one."""
    if is_required_of(user) and not passkeys.list_passkeys(session, user):
        raise Refused(LAST_ONE)
    totp.remove_app(session, user)


def remove_passkey(session: Session, user: User, passkey_id: int) -> None:
    """Give one passkey up. Raises Refused when it is the last factor of somebody who needs one."""
    passkey = passkeys.get_passkey(session, user, passkey_id)
    is_last = len(passkeys.list_passkeys(session, user)) == 1 and totp.find_app(session, user) is None
    if is_required_of(user) and is_last:
        raise Refused(LAST_ONE)
    session.delete(passkey)
    record(session, "remove-passkey", passkey, actor=user)
