"""One section of the figures: its name, who may see it, and what makes it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString
from sqlalchemy.orm import Session

from core.auth.permissions import Permission
from housing.figures.told import Asked, Told


@dataclass(frozen=True, slots=True)
class Section:
    """`key` names it in addresses. `tell` counts at the centres of `Asked`, in the reader's language."""

    key: str
    title: LazyString
    permission: Permission
    tell: Callable[[Session, Asked], Told]
