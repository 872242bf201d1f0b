"""Invitations: made by an administrator, sent or shown once, kept as a hash, used up by setting a password.

A forgotten password needs nothing else: the administrator makes a new link.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.accounts import set_password
from core.auth.credentials import Invitation
from core.auth.models import User
from core.auth.sessions import end_sessions
from core.db import lock_row
from core.errors import Refused
from core.messages import Channel, Text, queue_message
from core.text import N_, Sentence
from core.tokens import hash_token, new_token

DAYS_VALID = 7
SUBJECT = N_("Your account at Stegi")

UNKNOWN = Sentence(N_("This link is not complete, or it is not one of ours."))
USED = Sentence(N_("This link was used already. Each link opens once."))
EXPIRED = Sentence(N_("This link is too old."))


def make_invitation(session: Session, user: User, *, at: datetime) -> str:
    """A new link's secret, which nobody can read again later; earlier unused links of the person end.

    Whoever calls this names the step: somebody is invited, or forgot the password.
    """
    still_open = (Invitation.user_id == user.id) & Invitation.used_at.is_(None) & (Invitation.expires_at > at)
    for earlier in session.scalars(select(Invitation).where(still_open)):
        earlier.expires_at = at
    token = new_token()
    session.add(
        Invitation(user=user, token_sha256=hash_token(token), created_at=at, expires_at=at + timedelta(days=DAYS_VALID))
    )
    session.flush()
    return token


def had_earlier(session: Session, user: User, token: str) -> bool:
    """Whether the person had a link before this one that was never used."""
    unused = (Invitation.user_id == user.id) & Invitation.used_at.is_(None)
    query = select(Invitation.id).where(unused, Invitation.token_sha256 != hash_token(token))
    return session.scalar(query.limit(1)) is not None


def send_invitation(session: Session, user: User, address: str, *, actor: User, at: datetime) -> None:
    """Send the link to the person's own address and to nobody else; what made it has named itself."""
    lines = (
        Sentence(N_("Set the password of your account by this link: %(address)s"), {"address": address}),
        Sentence(N_("It opens once, within %(days)s days. Give it to nobody."), {"days": DAYS_VALID}),
    )
    queue_message(
        session, Text(SUBJECT, lines), channel=Channel.EMAIL, to=user.email, reads=user.language,
        about=user, centre_id=None, actor=actor, at=at,
    )  # fmt: skip


def check_invitation(session: Session, token: str, *, at: datetime) -> Invitation:
    """The invitation, if it still opens. Raises Refused with the reason why not; changes nothing."""
    invitation = session.scalar(select(Invitation).where(Invitation.token_sha256 == hash_token(token)))
    if invitation is None or not invitation.user.active:
        raise Refused(UNKNOWN)
    _refuse_closed(invitation, at)
    return invitation


def accept_invitation(session: Session, token: str, password: str, *, at: datetime) -> User:
    """Set the password and use the link up; of two who do so at once, the second finds it closed.

    Whoever was signed in with the old password is out.
    """
    invitation = check_invitation(session, token, at=at)
    lock_row(session, invitation)
    _refuse_closed(invitation, at)
    set_password(session, invitation.user, password)
    end_sessions(session, invitation.user, at=at)
    invitation.used_at = at
    record(session, "accept-invitation", invitation, actor=invitation.user)
    return invitation.user


def _refuse_closed(invitation: Invitation, at: datetime) -> None:
    if invitation.used_at is not None:
        raise Refused(USED)
    if invitation.expires_at <= at:
        raise Refused(EXPIRED)
