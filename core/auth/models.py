"""Staff accounts. The user carries Flask-Security's mixin, the one place where a model knows a web library."""

from datetime import datetime

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import Column, ColumnElement, ForeignKey, SQLColumnExpression, Table, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.permissions import PERMISSIONS, Permission, StaffRole
from core.db import Base
from core.structure import Centre

staff_role = Table(
    "staff_role",
    Base.metadata,
    Column("user_id", ForeignKey("user.id"), primary_key=True),
    Column("role_id", ForeignKey("role.id"), primary_key=True),
)


class Role(Base, RoleMixin):
    """A role by name; what it may do stands in core.auth.permissions."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class User(Base, UserMixin):
    """A person of the staff. Without a centre they see every centre."""

    __tablename__ = "user"
    __audit_person__ = "self"
    __audit_hidden__ = frozenset({"password", "fs_uniquifier"})

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centre.id"))
    created_at: Mapped[datetime]

    roles: Mapped[list[Role]] = relationship(secondary=staff_role)  # type: ignore[assignment]
    centre: Mapped[Centre | None] = relationship()

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything the person's roles allow."""
        return frozenset().union(*(PERMISSIONS[StaffRole(role.name)] for role in self.roles))

    def may(self, permission: Permission) -> bool:
        """Whether one of the person's roles allows this."""
        return permission in self.permissions

    def sees_centre(self, centre_id: int) -> bool:
        """Whether rows of this centre are the person's to see and change."""
        return self.centre_id is None or self.centre_id == centre_id

    def sees(self, centre_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
        """The same for queries."""
        return true() if self.centre_id is None else centre_id == self.centre_id
