"""What the posts of a day amount to: for one person, and the other way round, who may do something somewhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from core.auth.duty import Duty, Reach
from core.auth.models import Post, User
from core.auth.permissions import PERMISSIONS, Permission, StaffRole
from core.structure import Centre, Place, PlaceKind, Unit, tree_on

TO_UNIT = tuple(joinedload(relation) for relation in (Post.programme, Post.project, Post.partner, Post.centre))


def duty_on(session: Session, user: User, on: date) -> Duty:
    """What this person may do on a day."""
    return _duties(session, Post.user_id == user.id, on).get(user.id, Duty())


def people_who_may(
    session: Session,
    permission: Permission,
    *,
    centres: Iterable[int],
    besides: User | None,
    on: date,
    goes: bool = False,
) -> list[User]:
    """The staff whose posts of the day allow this for all these centres, deputies among them, by name; besides one.

    When that one `goes`, a post that stands in for one of theirs counts no more: it ends with theirs.
    """
    roles = [role for role, permissions in PERMISSIONS.items() if permission in permissions]
    ending = [post.id for post in besides.posts] if besides and goes else []
    stays = or_(Post.deputy_for_id.is_(None), Post.deputy_for_id.not_in(ending))
    duties = _duties(session, and_(Post.role.in_(roles), stays), on)
    wanted = frozenset(map(Place.centre, centres))
    found = [user_id for user_id, duty in duties.items() if wanted <= duty.places(permission)]
    query = select(User).where(User.id.in_(found), User.id.is_distinct_from(besides and besides.id), User.active)
    return list(session.scalars(query.order_by(User.name, User.id)))


def administrators_of(session: Session, person: User, *, besides: User, on: date) -> list[User]:
    """Who else answers for all that this person works at, and has come in before; by name."""
    duties = _duties(session, Post.role == StaffRole.ADMINISTRATOR, on)
    places = {post.place for post in person.posts if not post.is_over(on)}
    found = {user_id for user_id, duty in duties.items() if places <= duty.places(Permission.ADMINISTER)}
    query = select(User).where(User.id.in_(found - {person.id, besides.id}), User.active, User.password.is_not(None))
    return list(session.scalars(query.order_by(User.name, User.id)))


def centres_of(session: Session, actor: User) -> list[Centre]:
    """The centres where this person may do what they are doing, the longest here first."""
    return list(session.scalars(select(Centre).where(actor.sees(Centre.id)).order_by(Centre.id)))


def is_running(on: date) -> ColumnElement[bool]:
    """Whether a post is held on the day, for queries."""
    return and_(Post.waits_for_id.is_(None), Post.starts_on <= on, or_(Post.ends_on.is_(None), Post.ends_on > on))


def may_then(
    permission: Permission, user_id: SQLColumnExpression[int], centre_id: SQLColumnExpression[int], *, on: date,
    at: SQLColumnExpression[datetime] | None = None,
) -> ColumnElement[bool]:  # fmt: skip
    """For queries: whether somebody's posts allow this for a centre, by the structure of a day; on that day, or at an
    instant after it: a post that ends before counts no more, and one that begins until then does.
    """
    roles = [role for role, permissions in PERMISSIONS.items() if permission in permissions]
    begins, lasts = Post.starts_on <= on, Post.ends_on > on
    if at is not None:
        begins, lasts = begins | (Post.starts_on <= at), lasts & (Post.ends_on > at)
    tree = tree_on(on)
    above = or_(*(getattr(Post, column) == tree.c[column] for column in _COLUMNS.values()))
    reaches = or_(
        Post.centre_id == centre_id, exists().where(above, tree.c.centre_id == centre_id).correlate_except(tree)
    )
    holds = begins, or_(Post.ends_on.is_(None), lasts), Post.waits_for_id.is_(None), Post.role.in_(roles), reaches
    return exists().where(Post.user_id == user_id, *holds).correlate_except(Post)


def _duties(session: Session, whose: ColumnElement[bool], on: date) -> dict[int, Duty]:
    """By user, in one query: each post beside every path that leads through its place."""
    query = _posts_beside_paths(on).where(whose)
    reach: dict[int, dict[StaffRole, Reach]] = defaultdict(lambda: defaultdict(frozenset))
    posts: dict[int, dict[int, Post]] = defaultdict(dict)
    for post, *path in session.execute(query):
        reach[post.user_id][post.role] |= frozenset(_places(post, path))
        posts[post.user_id][post.id] = post
    return {user_id: Duty(roles, _workplaces(posts[user_id].values())) for user_id, roles in reach.items()}


@lru_cache(maxsize=4)
def _posts_beside_paths(on: date) -> Select[Any]:
    """Asked on every request, and put together once a day: that takes longer than its answer."""
    tree = tree_on(on)
    through = or_(*(getattr(Post, column) == tree.c[column] for column in _COLUMNS.values()))
    beside = select(Post, tree).outerjoin(tree, through)
    return beside.where(is_running(on)).options(*TO_UNIT).order_by(Post.id)


_COLUMNS = {kind: f"{kind}_id" for kind in PlaceKind}


def _places(post: Post, path: Iterable[int | None]) -> Iterator[Place]:
    """The post's place and what lies below it on this path."""
    is_below = False
    for kind, id_ in zip(PlaceKind, path, strict=True):
        own: int | None = getattr(post, _COLUMNS[kind])
        is_below = is_below or own is not None
        found = own or id_
        if is_below and found is not None:
            yield Place(kind, found)


def _workplaces(posts: Iterable[Post]) -> tuple[Unit, ...]:
    return tuple(dict.fromkeys(post.unit for post in posts))
