"""What every installation has from its first day: higher packages lay it down, whoever begins the installation."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from core.backup.settling import after_restore

LayDown = Callable[[Session, datetime], None]

_provisions: list[LayDown] = []


def lays_down(provide: LayDown) -> LayDown:
    """Register what a higher package lays down where it is missing; what is there stays as it is."""
    _provisions.append(provide)
    return provide


@after_restore
def lay_down(session: Session, at: datetime) -> None:
    """In an installation that was begun, brought up to date or restored from an older backup."""
    for provide in _provisions:
        provide(session, at)
