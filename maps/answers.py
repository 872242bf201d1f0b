"""Geocoders put together as the settings say, with their answers kept in the database."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from core.dates import utc_now
from maps.distance import Point
from maps.gazetteer import Gazetteer
from maps.geocoding import Geocoder, InOrder
from maps.located import Answer, Located, Precision
from maps.models import LONGEST_LABEL, GeocodedAnswer
from maps.turns import Turns

ATTRIBUTION = "© OpenStreetMap contributors, ODbL"  # of what a Nominatim knows
USER_AGENT = "stegi (housing search of an integration programme)"


class DatabaseAnswers:
    """Keeps answers in transactions of their own: an answer paid for with a second's wait is never rolled back."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def find(self, query: str) -> Answer | None:
        with self._sessions() as session:
            choices = session.scalar(select(GeocodedAnswer.choices).where(GeocodedAnswer.query == query))
        return None if choices is None else Answer(tuple(map(_located, choices)), is_sure=len(choices) == 1)

    def keep(self, query: str, answer: Answer) -> None:
        choices = [_as_json(choice) for choice in answer.choices]
        try:
            with self._sessions.begin() as session:
                session.add(GeocodedAnswer(query=query, choices=choices, asked_at=utc_now()))
        except IntegrityError:
            pass  # another process kept the same answer a moment earlier


def geocoder(sessions: sessionmaker[Session], nominatim_url: str | None) -> Geocoder:
    """Stored answers, the bundled places, and the configured service, if there is one."""
    service = None
    if nominatim_url is not None:
        from maps.nominatim import NominatimService  # geopy loads every service there is, which few ask

        service = NominatimService(nominatim_url, user_agent=USER_AGENT, take_turn=Turns(sessions).take)
    return InOrder(DatabaseAnswers(sessions), Gazetteer(), service)


def _as_json(located: Located) -> dict[str, Any]:
    return {
        "latitude": located.point.latitude,
        "longitude": located.point.longitude,
        "label": located.label[:LONGEST_LABEL],
        "precision": located.precision,
        "source": located.source,
        "municipality": located.municipality[:LONGEST_LABEL],
    }


def _located(stored: dict[str, Any]) -> Located:
    point = Point(stored["latitude"], stored["longitude"])
    return Located(point, stored["label"], Precision(stored["precision"]), stored["source"], stored["municipality"])
