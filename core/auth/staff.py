"""Staff come, take posts, stand in for one another, and go. Each step by an administrator, never by oneself."""

import secrets
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.admissions import AdmissionKind, ask, needs_another, refuse_alone
from core.auth.events import AccountClosed
from core.auth.invitations import make_invitation
from core.auth.models import Post, User
from core.auth.permissions import GUARDED_ROLES, StaffRole
from core.auth.sessions import end_sessions
from core.dates import day_of
from core.db import Base, lock_row
from core.emails import check_email
from core.errors import Refused
from core.events import publish
from core.i18n import DEFAULT
from core.structure import Centre, Partner, Programme, Project, Unit
from core.text import N_, Sentence

Place = Programme | Project | Partner | Centre
MONEY = frozenset({StaffRole.FINANCE_OFFICER, StaffRole.FINANCE_APPROVER})

NOT_ONESELF = Sentence(N_("Nobody does this for themselves: ask another administrator."))
LAST_ADMINISTRATOR = Sentence(
    N_("This is the last administrator of the programme: give the post to somebody else first.")
)
TAKEN_ADDRESS = Sentence(N_("Somebody with this address has an account already."))
INACTIVE = Sentence(N_("This account is closed."))
MONEY_AND_ACCOUNTS = Sentence(N_("Whoever makes accounts decides no money: the two posts may not overlap."))
HELD_ALREADY = Sentence(N_("This person holds the same post then."))
ENDS_AFTER_START = Sentence(N_("The last day comes after the first one."))
NOT_IN_THE_POST = Sentence(N_("A deputy stands in while the post lasts, with a first and a last day in it."))
POST_ENDED = Sentence(N_("This post has ended meanwhile."))
NO_DEPUTY = Sentence(N_("Nobody stands in for an administrator or for a deputy: give a post instead."))


def invite(
    session: Session, name: str, email: str, *, language: str = DEFAULT, actor: Base | None, at: datetime
) -> User:
    """Open an account, which can be used once its owner has set a password by the link of `new_link`."""
    address = check_email(email)
    if session.scalar(select(User.id).where(func.lower(User.email) == address.lower())) is not None:
        raise Refused(TAKEN_ADDRESS, field="email")
    user = User(email=address, name=name, active=True, fs_uniquifier=secrets.token_hex(16), created_at=at)
    user.language = language
    session.add(user)
    record(session, "invite-staff", user, actor=actor)
    return user


def new_link(session: Session, user: User, *, actor: Base | None, at: datetime) -> str:
    """The secret of a link by which the person sets a password once; earlier ones end."""
    refuse_alone(session, user, actor=actor, at=at)
    return make_link(session, user, actor=actor, at=at)


def make_link(session: Session, user: User, *, actor: Base | None, at: datetime) -> str:
    """The same, granted."""
    if not user.active:
        raise Refused(INACTIVE)
    token = make_invitation(session, user, at=at)
    record(session, "make-staff-link", user, actor=actor)
    return token


def give_post(
    session: Session,
    user: User,
    role: StaffRole,
    place: Place,
    *,
    starts_on: date,
    ends_on: date | None = None,
    actor: User | None,
    at: datetime,
) -> Post:
    """Let somebody work in a role at one place and below it; where two let them in, once another has granted it."""
    if actor is not None and actor.id == user.id:
        raise Refused(NOT_ONESELF)
    lock_row(session, user)
    _refuse_unfit(user, role, place, starts_on, ends_on)
    post = Post(user=user, role=role, starts_on=starts_on, ends_on=ends_on, **{place.__tablename__: place})
    session.add(post)
    _wait_for_another(session, post, actor, at)
    record(session, "give-post", post, actor=actor)
    return post


def add_deputy(
    session: Session, post: Post, deputy: User, *, starts_on: date, ends_on: date, actor: User, at: datetime
) -> Post:
    """Let somebody stand in for who holds the post, for some of its days. What they prepared, others approve."""
    if post.role is StaffRole.ADMINISTRATOR or post.deputy_for is not None:
        raise Refused(NO_DEPUTY)
    if deputy.id == actor.id:
        raise Refused(NOT_ONESELF, field="user_id")
    if starts_on < post.starts_on or (post.ends_on is not None and ends_on > post.ends_on):
        raise Refused(NOT_IN_THE_POST, field="starts_on")
    lock_row(session, deputy)
    _refuse_unfit(deputy, post.role, post.unit, starts_on, ends_on)
    place = {name: getattr(post, name) for name in ("programme", "project", "partner", "centre")}
    standing_in = Post(user=deputy, role=post.role, deputy_for=post, starts_on=starts_on, ends_on=ends_on, **place)
    session.add(standing_in)
    _wait_for_another(session, standing_in, actor, at)
    record(session, "add-deputy", standing_in, actor=actor)
    return standing_in


def confirm_post(session: Session, post: Post | None, *, actor: User) -> None:
    """From now on it is held. Raises Refused when it has ended meanwhile."""
    if post is None:
        raise Refused(POST_ENDED)
    post.waits_for_id = None
    record(session, "confirm-post", post, actor=actor)


def take_back(session: Session, post: Post) -> None:
    """A post that waited was never held. Whoever calls this names the step."""
    post.waits_for_id = None
    _end(session, post, post.starts_on)


def end_post(session: Session, post: Post, *, ends_on: date, actor: User) -> None:
    """The first day on which the post is not held any more; deputies end with it."""
    refuse_last_administrator(session, post.user, ends_on, [post])
    user = post.user
    _end(session, post, ends_on)
    record(session, "end-post", user, actor=actor)


def deactivate(session: Session, user: User, *, on: date, actor: User, at: datetime) -> None:
    """Close the account: nobody is signed in by it any more, and its posts end."""
    if user.id == actor.id:
        raise Refused(NOT_ONESELF)
    lock_row(session, user)
    refuse_last_administrator(session, user, on, user.posts)
    for post in [post for post in user.posts if post.ends_on is None or post.ends_on > on]:
        _end(session, post, on)
    user.active = False
    end_sessions(session, user, at=at)
    publish(session, AccountClosed(user.id))
    record(session, "deactivate-staff", user, actor=actor)


def reactivate(session: Session, user: User, *, actor: User) -> None:
    """Open a closed account again, without posts; its password is the old one until a new link is made."""
    user.active = True
    record(session, "reactivate-staff", user, actor=actor)


def refuse_last_administrator(session: Session, user: User, on: date, posts: list[Post]) -> None:
    """Raise Refused when nobody else administers the whole programme from that day on, for good.

    The programme is locked, so that of two administrators who end each other at once the second finds the first gone.
    """
    programmes = [post.programme for post in posts if post.role is StaffRole.ADMINISTRATOR and post.programme]
    if not programmes:
        return
    lock_row(session, programmes[0])
    others = (
        select(User.id)
        .join(User.posts)
        .where(User.active, User.id != user.id, Post.role == StaffRole.ADMINISTRATOR)
        .where(Post.programme_id.is_not(None), Post.waits_for_id.is_(None))
        .where(Post.starts_on <= on, Post.ends_on.is_(None))
    )
    if session.scalar(others.limit(1)) is None:
        raise Refused(LAST_ADMINISTRATOR)


def _wait_for_another(session: Session, post: Post, actor: User | None, at: datetime) -> None:
    """A post whose holder two let in counts once another has granted it."""
    session.flush()
    if actor is None or post.role not in GUARDED_ROLES:
        return
    if needs_another(session, post.user, actor=actor, on=day_of(at)):
        post.waits_for_id = ask(session, post.user, AdmissionKind.POST, actor=actor, at=at).id


def _refuse_unfit(user: User, role: StaffRole, unit: Unit, starts_on: date, ends_on: date | None) -> None:
    """Everything that keeps somebody from a post in this period."""
    if not user.active:
        raise Refused(INACTIVE)
    if ends_on is not None and ends_on <= starts_on:
        raise Refused(ENDS_AFTER_START, field="ends_on")
    beside = [post for post in user.posts if _overlaps(post, starts_on, ends_on)]
    if any(post.role is role and post.unit is unit for post in beside):
        raise Refused(HELD_ALREADY)
    roles = {role, *(post.role for post in beside)}
    if StaffRole.ADMINISTRATOR in roles and roles & MONEY:
        raise Refused(MONEY_AND_ACCOUNTS, field="role")


def _overlaps(post: Post, starts_on: date, ends_on: date | None) -> bool:
    return (post.ends_on is None or starts_on < post.ends_on) and (ends_on is None or post.starts_on < ends_on)


def _end(session: Session, post: Post, on: date) -> None:
    """A post that has not begun by then was never held."""
    for deputy in [deputy for deputy in post.deputies if deputy.ends_on is None or deputy.ends_on > on]:
        _end(session, deputy, on)
    if post.starts_on < on:
        post.ends_on = on
    else:
        post.user.posts.remove(post)
        session.delete(post)
    session.flush()
