"""What every installation has from its first day: higher packages lay it down, whoever begins the installation."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from core.backup.settling import after_restore
from core.text import Sentence

LayDown = Callable[[Session, datetime], Iterable[Sentence]]

_provisions: list[LayDown] = []


def lays_down(provide: LayDown) -> LayDown:
    """Register what a higher package lays down where it is missing, and what it says of that which it could not.

    What is there stays as it is.
    """
    _provisions.append(provide)
    return provide


def lay_down(session: Session, at: datetime) -> list[Sentence]:
    """In an installation that was begun, brought up to date or restored. Gives what could not be laid down, and why."""
    return [said for provide in _provisions for said in provide(session, at)]


@after_restore
def _lay_down_again(session: Session, at: datetime) -> None:
    """The backup may be of an earlier version of the service."""
    lay_down(session, at)
