"""What a service for ways said, kept in the database, so that each way is asked about once in a while."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from time import monotonic

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from core.dates import utc_now
from maps.distance import Point
from maps.models import TravelAnswer
from maps.routers import ROUTERS
from maps.travel import Minutes, Mode, NoTravelTimes, Router, TravelTimes, TravelUnavailable

SECONDS = 1.0  # for all that one page asks
KEPT = timedelta(days=180)  # timetables and streets change


class StoredTravelTimes:
    """Asks a router for the ways that are not known yet, and keeps its answers in transactions of their own."""

    is_there = True

    def __init__(self, router: Router, sessions: sessionmaker[Session]) -> None:
        self._router = router
        self._sessions = sessions

    def from_point(self, start: Point, ends: Sequence[Point], *, on: date) -> list[Minutes]:
        """Known answers first; then the modes in turn, until the second is over or the service fails."""
        until = monotonic() + SECONDS
        queries = {(mode, end): _query(mode, start, end) for mode in self._router.modes for end in ends}
        known = self._find(list(queries.values()))
        for mode in self._router.modes:
            unknown = [end for end in dict.fromkeys(ends) if queries[mode, end] not in known]
            for some in _parts(mode, unknown):
                try:
                    found = self._router.minutes(mode, start, some, on=on, seconds=until - monotonic())
                except TravelUnavailable:
                    break
                answers = {queries[mode, end]: minutes for end, minutes in zip(some, found, strict=True)}
                self._keep(answers)
                known |= answers
        return [_minutes({mode: known.get(queries[mode, end]) for mode in self._router.modes}) for end in ends]

    def _find(self, queries: Sequence[str]) -> dict[str, int | None]:
        asked = select(TravelAnswer.query, TravelAnswer.minutes).where(
            TravelAnswer.query.in_(queries), TravelAnswer.asked_at > utc_now() - KEPT
        )
        with self._sessions() as session:
            return {row.query: row.minutes for row in session.execute(asked)}

    def _keep(self, answers: Mapping[str, int | None]) -> None:
        try:
            with self._sessions.begin() as session:
                session.execute(delete(TravelAnswer).where(TravelAnswer.query.in_(answers)))
                at = utc_now()
                session.add_all(TravelAnswer(query=q, minutes=minutes, asked_at=at) for q, minutes in answers.items())
        except IntegrityError:
            pass  # another process kept the same answers a moment earlier


def travel_times(sessions: sessionmaker[Session], kind: str, url: str | None) -> TravelTimes:
    """The configured service with its stored answers, or none."""
    return NoTravelTimes() if url is None else StoredTravelTimes(ROUTERS[kind](url), sessions)


def _parts(mode: Mode, ends: Sequence[Point]) -> list[Sequence[Point]]:
    """Ways on foot are one question; each by bus is one of its own, kept as soon as it is answered."""
    if mode is Mode.FOOT:
        return [ends] if ends else []
    return [[end] for end in ends]


def _minutes(found: Mapping[Mode, int | None]) -> Minutes:
    return {mode: minutes for mode, minutes in found.items() if minutes is not None}


def _query(mode: Mode, start: Point, end: Point) -> str:
    """Five decimals: a metre."""
    points = (f"{point.latitude:.5f},{point.longitude:.5f}" for point in (start, end))
    return " ".join((mode, *points))
