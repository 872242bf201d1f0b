"""What an administrator answers for: the places at and below their posts, and the people who work at these alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.auth.models import Post, User
from core.auth.posts import TO_UNIT
from core.errors import Forbidden, NotFound
from core.structure import Centre, CentreOperation, Partner, Place, PlaceKind, Programme, Project
from core.text import N_, Sentence

AnyUnit = Programme | Project | Partner | Centre

NO_SUCH_UNIT = Sentence(N_("There is no such programme, project, partner or centre."))
OTHER_UNIT = Sentence(N_("Another administrator answers for this part of the programme."))
NO_SUCH_PERSON = Sentence(N_("There is no such person."))
OTHER_PERSON = Sentence(N_("This person also works where another administrator answers for."))
NO_SUCH_POST = Sentence(N_("There is no such post."))

_MODELS: dict[PlaceKind, type[Programme] | type[Project] | type[Partner] | type[Centre]] = {
    PlaceKind.PROGRAMME: Programme,
    PlaceKind.PROJECT: Project,
    PlaceKind.PARTNER: Partner,
    PlaceKind.CENTRE: Centre,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the structure as a page lists it."""

    depth: int
    place: Place
    unit: AnyUnit


def get_unit(session: Session, kind: PlaceKind, unit_id: int, actor: User) -> AnyUnit:
    """The programme, project, partner or centre, if this person answers for it."""
    unit = cast(AnyUnit | None, session.get(_MODELS[kind], unit_id))
    if unit is None:
        raise NotFound(NO_SUCH_UNIT)
    if not actor.duty.sees(Place(kind, unit_id)):
        raise Forbidden(OTHER_UNIT)
    return unit


def list_structure(session: Session, actor: User, on: date) -> list[Line]:
    """Everything this person answers for, from the top; a centre stands under whose it is on the day."""
    to_centre = selectinload(Programme.projects).selectinload(Project.partners).selectinload(Partner.operations)
    programmes = session.scalars(
        select(Programme)
        .options(to_centre.joinedload(CentreOperation.centre).selectinload(Centre.operations))
        .order_by(Programme.id)
    )
    lines = (line for programme in programmes for line in _lines(programme, on))
    return [line for line in lines if actor.duty.sees(line.place)]


def get_person(session: Session, user_id: int, actor: User, on: date) -> User:
    """The person with their posts, if all that they work at is this administrator's."""
    posts = selectinload(User.posts).options(*TO_UNIT, joinedload(Post.deputy_for), selectinload(Post.deputies))
    user = session.get(User, user_id, options=[posts])
    if user is None:
        raise NotFound(NO_SUCH_PERSON)
    if not answers_for(actor, user, on):
        raise Forbidden(OTHER_PERSON)
    return user


def list_people(session: Session, actor: User, on: date) -> list[User]:
    """Everybody this administrator answers for, by name; whoever works nowhere is everybody's."""
    query = select(User).options(selectinload(User.posts).options(*TO_UNIT)).order_by(User.name, User.id)
    return [user for user in session.scalars(query) if answers_for(actor, user, on)]


def get_post(session: Session, post_id: int, actor: User) -> Post:
    """The post, if its place is this administrator's."""
    post = session.get(Post, post_id, options=TO_UNIT)
    if post is None:
        raise NotFound(NO_SUCH_POST)
    if not actor.duty.sees(post.place):
        raise Forbidden(OTHER_UNIT)
    return post


def posts_at(session: Session, place: Place, on: date) -> list[Post]:
    """The posts at exactly this place that last or are to come, by the name of who holds them."""
    query = select(Post).join(Post.user).where(getattr(Post, f"{place.kind}_id") == place.id)
    posts = session.scalars(query.options(joinedload(Post.user)).order_by(User.name, Post.starts_on, Post.id))
    return [post for post in posts if not post.is_over(on)]


def answers_for(actor: User, user: User, on: date) -> bool:
    """Whether all that the person works at is this administrator's."""
    return all(actor.duty.sees(post.place) for post in user.posts if not post.is_over(on))


def _lines(programme: Programme, on: date) -> Iterator[Line]:
    yield Line(0, Place(PlaceKind.PROGRAMME, programme.id), programme)
    for project in programme.projects:
        yield Line(1, Place(PlaceKind.PROJECT, project.id), project)
        for partner in project.partners:
            yield Line(2, Place(PlaceKind.PARTNER, partner.id), partner)
            for operation in partner.operations:
                if operation is operation.centre.answering_on(on):
                    yield Line(3, Place.centre(operation.centre_id), operation.centre)
