"""Geocoders put together as the settings say, with their answers kept in the database."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from core.dates import utc_now
from maps.distance import Point
from maps.gazetteer import Gazetteer
from maps.geocoding import FirstAnswer, Geocoder, Located, Precision, StoredAnswer, StoredAnswers
from maps.models import LONGEST_LABEL, GeocodedAnswer
from maps.nominatim import NominatimGeocoder

USER_AGENT = "stegi (housing search of an integration programme)"


class DatabaseAnswers:
    """Keeps answers in transactions of their own: an answer paid for with a second's wait is never rolled back."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def find(self, query: str) -> StoredAnswer | None:
        with self._sessions() as session:
            row = session.scalar(select(GeocodedAnswer).where(GeocodedAnswer.query == query))
            return None if row is None else StoredAnswer(_located(row))

    def keep(self, query: str, located: Located | None) -> None:
        try:
            with self._sessions.begin() as session:
                session.add(_row(query, located, utc_now()))
        except IntegrityError:
            pass  # another process kept the same answer a moment earlier


def geocoder(sessions: sessionmaker[Session], nominatim_url: str | None) -> Geocoder:
    """The configured service, asked each address once, before the gazetteer that knows towns and villages only."""
    if nominatim_url is None:
        return Gazetteer()
    nominatim = NominatimGeocoder(nominatim_url, user_agent=USER_AGENT)
    return FirstAnswer([StoredAnswers(DatabaseAnswers(sessions), nominatim), Gazetteer()])


def _row(query: str, located: Located | None, at: datetime) -> GeocodedAnswer:
    row = GeocodedAnswer(query=query, label="", precision="", source="", asked_at=at)
    if located is not None:
        row.latitude, row.longitude = located.point.latitude, located.point.longitude
        row.label, row.precision, row.source = located.label[:LONGEST_LABEL], located.precision, located.source
    return row


def _located(row: GeocodedAnswer) -> Located | None:
    if row.latitude is None or row.longitude is None:
        return None
    return Located(Point(row.latitude, row.longitude), row.label, Precision(row.precision), row.source)
