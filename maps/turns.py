"""Asking a public service in turn, whichever process asks: at most one question a second in all."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from core.dates import APART, utc_now
from maps.geocoding import GeocoderUnavailable
from maps.models import GeocoderTurn

PAUSE = timedelta(seconds=1.1)  # a tenth more than is asked of us, for a process that wakes up late
LONGEST_WAIT = timedelta(seconds=10)  # with more before them people are better told to come back


class Turns:
    """Hands out moments, each a pause after the one before; nobody waits inside a transaction."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        *,
        pause: timedelta = PAUSE,
        now: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._sessions, self._pause, self._now, self._sleep = sessions, pause, now, sleep

    def take(self) -> datetime:
        """Wait for the next turn and say when it is. Raises GeocoderUnavailable when too many wait already."""
        at, wait = self._reserve()
        self._sleep(wait.total_seconds())
        return at

    def _reserve(self) -> tuple[datetime, timedelta]:
        with self._sessions.begin() as session:
            turn = session.get_one(GeocoderTurn, 1, with_for_update=True)
            now = self._now()
            at = now if turn.next_at > now + APART else max(now, turn.next_at)
            if at - now > LONGEST_WAIT:
                raise GeocoderUnavailable("too many wait")
            turn.next_at = at + self._pause
        return at, at - now
