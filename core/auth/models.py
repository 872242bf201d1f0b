"""Staff accounts and posts. The user carries Flask-Security's mixin: the one model that knows a web library."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from flask_security.core import UserMixin
from sqlalchemy import CheckConstraint, ColumnElement, Constraint, ForeignKey, SQLColumnExpression
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from core.auth.duty import NO_DUTY, Duty
from core.auth.permissions import Permission, StaffRole
from core.db import Base
from core.structure import Centre, Partner, Place, PlaceKind, Programme, Project, Unit
from core.structure.models import Dated


class User(Base, UserMixin):
    """A person of the staff. What they may do follows from their posts, as of a day: see `take_up`."""

    __tablename__ = "user"
    __audit_person__ = "self"
    __audit_hidden__ = frozenset({"password", "fs_uniquifier"})

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(default="el")  # in which messages are written to the person
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]

    posts: Mapped[list["Post"]] = relationship(back_populates="user", order_by="Post.starts_on, Post.id")

    @property
    def duty(self) -> Duty:
        """What the person may do; nothing before `take_up`."""
        found: Duty = self.__dict__.get("_duty", NO_DUTY)
        return found

    def take_up(self, duty: Duty) -> None:
        """Begin work with what the posts of a day allow."""
        self.__dict__["_duty"] = duty

    @contextmanager
    def acting_under(self, permission: Permission) -> Iterator[None]:
        """For a while, see only what this permission is held for."""
        before = self.duty
        self.take_up(before.narrowed(permission))
        try:
            yield
        finally:
            self.take_up(before)

    def may(self, permission: Permission, centre_id: int | None = None) -> bool:
        """Whether one of the person's posts allows this: for this centre, or for any."""
        return self.duty.may(permission, None if centre_id is None else Place.centre(centre_id))

    def serves_programme(self, permission: Permission) -> bool:
        """Whether this is allowed by a post at the whole programme."""
        return any(place.kind is PlaceKind.PROGRAMME for place in self.duty.places(permission))

    def sees_centre(self, centre_id: int) -> bool:
        """Whether rows of this centre are the person's to see and change in what they are doing."""
        return self.duty.sees(Place.centre(centre_id))

    def sees(self, centre_id: SQLColumnExpression[int] | SQLColumnExpression[int | None]) -> ColumnElement[bool]:
        """The same for queries."""
        return centre_id.in_(sorted(self.duty.centres))


_AT_ONE_PLACE = " + ".join(f"CASE WHEN {kind}_id IS NULL THEN 0 ELSE 1 END" for kind in PlaceKind) + " = 1"


class Post(Dated, Base):
    """Somebody has a role at one place of the structure, and at all that lies below it.

    A deputy's post stands beside the one it fills in for, with the same role and place.
    """

    __tablename__ = "post"
    __audit_person__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[StaffRole]
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centre.id"))
    deputy_for_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    waits_for_id: Mapped[int | None] = mapped_column(ForeignKey("admission.id"), index=True)  # till then not held

    user: Mapped[User] = relationship(back_populates="posts")
    programme: Mapped[Programme | None] = relationship()
    project: Mapped[Project | None] = relationship()
    partner: Mapped[Partner | None] = relationship()
    centre: Mapped[Centre | None] = relationship()
    deputy_for: Mapped["Post | None"] = relationship(remote_side=id, back_populates="deputies")
    deputies: Mapped[list["Post"]] = relationship(back_populates="deputy_for", order_by=lambda: Post.starts_on)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Constraint, ...]:
        return (CheckConstraint(_AT_ONE_PLACE, name="at_one_place"), *super().__table_args__)

    def is_running(self, on: date) -> bool:
        """Whether it is held on the day."""
        return self.waits_for_id is None and super().is_running(on)

    @property
    def place(self) -> Place:
        """Where it is, as a plain value."""
        ids = ((kind, getattr(self, f"{kind}_id")) for kind in PlaceKind)
        return next(Place(kind, id_) for kind, id_ in ids if id_ is not None)

    @property
    def unit(self) -> Unit:
        """Where it is."""
        unit = self.programme or self.project or self.partner or self.centre
        assert unit is not None  # the database holds it
        return unit
