"""The password of an account: set by an invitation, changed by its owner."""

from datetime import datetime
from unicodedata import normalize

from flask_security import hash_password, verify_and_update_password
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.credentials import StaffSession
from core.auth.models import User
from core.auth.passwords import check_password
from core.auth.sessions import end_sessions
from core.errors import Refused
from core.text import N_, Sentence

NOBODY = Sentence(N_("Nobody has an account by this address."))


def find_by_email(session: Session, email: str) -> User | None:
    """Who has this address, whether they still work here or not."""
    return session.scalar(select(User).where(func.lower(User.email) == email.lower()))


def get_by_email(session: Session, email: str) -> User:
    """The same. Raises Refused when nobody has it."""
    user = find_by_email(session, email)
    if user is None:
        raise Refused(NOBODY)
    return user


def lets_in(session: Session, user: User | None, password: str) -> bool:
    """Whether this is the password of somebody who works here.

    Nobody's costs the same hashing, so that the time of the answer does not tell who has an account.
    """
    if user is None or user.password is None:
        hash_password(password)
        return False
    return knows_password(session, user, password) and user.active


def set_password(session: Session, user: User, password: str) -> None:
    """Give the account a password. Raises Refused when it is a weak one."""
    check_password(normalize("NFC", password), (user.name, user.email))
    user.password = hash_password(_spelled_out(password))
    session.flush()


def change_password(session: Session, user: User, password: str, *, here: StaffSession, at: datetime) -> None:
    """Change one's own password, after the present one was shown; every browser but this one is signed out."""
    set_password(session, user, password)
    end_sessions(session, user, besides=here, at=at)
    record(session, "change-password", user, actor=user)


def knows_password(session: Session, user: User, password: str) -> bool:
    """Whether this is the person's password. Hashes it anew where today's way of hashing is another."""
    before = user.password
    if before is None or not verify_and_update_password(_spelled_out(password), user):
        return False
    if user.password != before:
        record(session, "hash-password-anew", user, actor=None)
    return True


def _spelled_out(password: str) -> str:
    """An accented letter can be typed as one sign or as two; the hash must not know the difference."""
    return normalize("NFKD", password)
