"""Whoever approves money or makes accounts is let in by two: one administrator asks, another grants it.

Otherwise one administrator could open an approver's account with a new link, or give the post to an account of their
own making, and be both of the four eyes. See docs/decisions/0020.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, exists, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from core.auth.invitations import SUBJECT
from core.auth.models import Post, User
from core.auth.permissions import GUARDED_ROLES
from core.auth.posts import administrators_of
from core.dates import day_of
from core.db import Base
from core.errors import NotFound, Refused
from core.messages import Channel, Text, queue_message
from core.text import N_, Sentence

ALONE_AFTER = timedelta(hours=24)  # in which the account's owner is told and may refuse

ANOTHER_GRANTS = Sentence(N_("Whoever approves money or makes accounts is let in by two administrators: ask another."))
ASKED = N_("It is done when another administrator grants it; where there is no other, after 24 hours.")
NOT_MINE = N_("If you did not want this, refuse it on the page of your account, and tell the administrators.")


class AdmissionKind(StrEnum):
    """What lets somebody in."""

    LINK = "link"  # to set a new password
    SECOND_FACTORS = "second-factors"  # are removed, so that new ones are set up
    POST = "post"  # which is not held before


_TOLD = {
    AdmissionKind.LINK: N_("%(name)s asks for a link by which a new password is set for your account."),
    AdmissionKind.SECOND_FACTORS: N_("%(name)s asks to remove the app, the passkeys and the codes of your account."),
    AdmissionKind.POST: N_("%(name)s asks to give your account a post that approves money or makes accounts."),
}


class Admission(Base):
    """One administrator asked for it; until it is granted nothing has happened."""

    __tablename__ = "admission"
    __audit_person__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    kind: Mapped[AdmissionKind]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    settled_at: Mapped[datetime | None]
    is_granted: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship(foreign_keys=user_id)
    asked_by: Mapped[User] = relationship(foreign_keys=asked_by_id)
    post: Mapped[Post | None] = relationship(
        primaryjoin=lambda: Admission.id == Post.waits_for_id, foreign_keys=lambda: Post.waits_for_id, viewonly=True
    )


def needs_another(session: Session, user: User, *, actor: User, on: date) -> bool:
    """Whether this administrator may not let the person in alone.

    The only administrator may let a newcomer in: in a new installation there is nobody else to do it.
    """
    is_guarded = any(post.role in GUARDED_ROLES and not post.is_over(on) for post in user.posts)
    return is_guarded and (user.password is not None or not has_nobody_else(session, user, actor, on=on))


def refuse_alone(session: Session, user: User, *, actor: Base | None, at: datetime) -> None:
    """Raise Refused where another administrator has to grant it. Whoever has the shell has the database as well."""
    if isinstance(actor, User) and needs_another(session, user, actor=actor, on=day_of(at)):
        raise Refused(ANOTHER_GRANTS)


def ask(session: Session, user: User, kind: AdmissionKind, *, actor: User, at: datetime) -> Admission:
    """Write down that an administrator wants to let somebody in, and tell the account's owner, who may refuse.

    Whoever calls this names the step.
    """
    admission = Admission(user=user, kind=kind, asked_by=actor, asked_at=at)
    session.add(admission)
    session.flush()
    tell(session, user, (Sentence(_TOLD[kind], {"name": actor.name}), Sentence(ASKED), Sentence(NOT_MINE)), actor, at)
    return admission


def tell(session: Session, user: User, lines: Sequence[Sentence], actor: User, at: datetime) -> None:
    """Write to the account's owner what is done with it; to nobody yet who has never come in."""
    if user.password is None:
        return
    queue_message(
        session, Text(SUBJECT, lines), channel=Channel.EMAIL, to=user.email, reads=user.language,
        about=user, centre_id=None, actor=actor, at=at,
    )  # fmt: skip


def open_admissions(session: Session, user: User | None = None) -> Sequence[Admission]:
    """What waits to be granted, for one person or all, the oldest first; a post that ended before waits no more."""
    has_post = exists().where(Post.waits_for_id == Admission.id)
    waits = [Admission.settled_at.is_(None), User.active, or_(Admission.kind != AdmissionKind.POST, has_post)]
    if user is not None:
        waits.append(Admission.user_id == user.id)
    to_person = joinedload(Admission.user).selectinload(User.posts)
    query = select(Admission).join(Admission.user).where(*waits).order_by(Admission.id)
    query = query.options(to_person, joinedload(Admission.asked_by), joinedload(Admission.post))
    return session.scalars(query).all()


def get_admission(session: Session, admission_id: int) -> Admission:
    """One that was asked for."""
    found = session.get(Admission, admission_id)
    if found is None:
        raise NotFound(Sentence(N_("Nobody asked for this.")))
    return found


def granted_from(admission: Admission, actor: User, *, is_alone: bool) -> datetime | None:
    """From when on this administrator may grant it; None: not while another one can.

    `is_alone` says that nobody else could, as `has_nobody_else` finds.
    """
    if actor.id == admission.user_id:
        return None
    if actor.id != admission.asked_by_id:
        return admission.asked_at
    return admission.asked_at + ALONE_AFTER if is_alone else None


def has_nobody_else(session: Session, user: User, actor: User, *, on: date) -> bool:
    """Whether no other administrator could let this person in."""
    return not administrators_of(session, user, besides=actor, on=on)
