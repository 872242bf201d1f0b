"""A stand-in for the service over the network, which remembers all that it is sent."""

from collections.abc import Mapping, Sequence

from flask import Flask

from core.session import database
from maps.addresses import Address
from maps.answers import DatabaseAnswers
from maps.distance import Point
from maps.gazetteer import Gazetteer
from maps.geocoding import Geocoder, GeocoderUnavailable, InOrder
from maps.located import Answer, Located, Precision

DOOR = Located(Point(35.3312, 25.1467), "Εφέσου 7, Ηράκλειο", Precision.ADDRESS, "fake")


class StandIn:
    """Knows some questions by their text, all others by `others`; `is_away`, it answers none."""

    def __init__(
        self,
        knows: Mapping[str, Sequence[Located]] | None = None,
        *,
        others: Sequence[Located] = (),
        is_away: bool = False,
    ) -> None:
        self.asked: list[str] = []
        self.is_away = is_away
        self._knows, self._others = knows or {}, others

    def find(self, address: Address) -> Answer:
        self.asked.append(address.text)
        if self.is_away:
            raise GeocoderUnavailable
        choices = tuple(self._knows.get(address.text, self._others))
        return Answer(choices, is_sure=len(choices) == 1)


def asks(app: Flask, service: StandIn) -> StandIn:
    """Make the application ask it, after the stored answers and the bundled places."""
    with app.app_context():
        storage = DatabaseAnswers(database.sessionmaker)
    app.extensions["stegi.ports"][Geocoder] = InOrder(storage, Gazetteer(), service)
    return service
