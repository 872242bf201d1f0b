"""Introductions: a lower package states a need as a Protocol, a higher one answers, `app.py` brings them together."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from flask import current_app
from sqlalchemy.orm import Session

from core.auth.models import User

Port = TypeVar("Port")


class Cases(Protocol):
    """What somebody of the staff answers for, which may not be left to nobody when they go."""

    def count(self, session: Session, user: User) -> int:
        """How many cases are this person's."""
        ...

    def successors(self, session: Session, leaver: User, *, on: date) -> Sequence[User]:
        """Who may have all of them when this person goes, by name."""
        ...

    def hand_over(self, session: Session, leaver: User, successor: User, *, actor: User, at: datetime) -> object:
        """Give them all to the successor. Raises Refused when some are not the successor's to have."""
        ...


class NoCases:
    """The answer while nothing above has cases."""

    def count(self, session: Session, user: User) -> int:
        """None at all."""
        return 0

    def successors(self, session: Session, leaver: User, *, on: date) -> Sequence[User]:
        """Nobody is needed."""
        return ()

    def hand_over(self, session: Session, leaver: User, successor: User, *, actor: User, at: datetime) -> None:
        """Nothing to hand over."""


def answer_to(port: Callable[..., Port]) -> Port:
    """What the running application answers to this protocol with. Raises KeyError when nobody does."""
    answers: dict[Any, Any] = current_app.extensions["stegi.ports"]
    found: Port = answers[port]
    return found
