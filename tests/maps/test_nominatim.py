from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderTimedOut

from maps.distance import BoundingBox, Point
from maps.geocoding import GeocoderUnavailable, Located, Precision
from maps.nominatim import NominatimGeocoder

HOUSE = {
    "lat": "35.3301",
    "lon": "25.1402",
    "display_name": "12, Λεωφόρος Κνωσού, Ηράκλειο, 713 06, Ελλάς",
    "place_rank": 30,
}


class FakeAdapter(BaseSyncAdapter):
    """Takes the place of the network: answers with what it was given and remembers what it was asked."""

    def __init__(self, answer: Any, **options: Any) -> None:
        super().__init__(**options)
        self.answer = answer
        self.urls: list[str] = []
        self.headers: dict[str, str] = {}

    def get_json(self, url: str, *, timeout: float | None, headers: dict[str, str]) -> Any:
        self.urls.append(url)
        self.headers = headers
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def get_text(self, url: str, *, timeout: float | None, headers: dict[str, str]) -> str:
        raise NotImplementedError


def geocoder_and_network(answer: Any, **options: Any) -> tuple[NominatimGeocoder, FakeAdapter]:
    adapter = FakeAdapter(answer, proxies=None, ssl_context=None)
    geocoder = NominatimGeocoder(
        "https://nominatim.example/osm",
        user_agent="stegi tests",
        pause_seconds=0,
        adapter_factory=lambda **_: adapter,
        **options,
    )
    return geocoder, adapter


def test_a_house_is_located_with_its_source() -> None:
    geocoder, _ = geocoder_and_network([HOUSE])

    assert geocoder.locate("Κνωσού 12, Ηράκλειο") == Located(
        Point(35.3301, 25.1402), "12, Λεωφόρος Κνωσού, Ηράκλειο, 713 06, Ελλάς", Precision.ADDRESS, "nominatim"
    )


@pytest.mark.parametrize(
    ("place_rank", "precision"),
    [
        (30, Precision.ADDRESS),
        (28, Precision.ADDRESS),
        (27, Precision.STREET),
        (26, Precision.STREET),
        (25, Precision.PLACE),
        (16, Precision.PLACE),
    ],
)
def test_the_place_rank_says_how_near_to_the_door_it_is(place_rank: int, precision: Precision) -> None:
    geocoder, _ = geocoder_and_network([HOUSE | {"place_rank": place_rank}])

    located = geocoder.locate("Κνωσού 12, Ηράκλειο")

    assert located is not None
    assert located.precision == precision


def test_the_question_is_the_address_in_greek_within_crete_and_nothing_else() -> None:
    geocoder, network = geocoder_and_network([HOUSE], within=BoundingBox(34.5, 23.25, 36, 26.5))

    geocoder.locate("Κνωσού 12, Ηράκλειο")

    url = urlsplit(network.urls[0])
    assert (url.scheme, url.netloc, url.path) == ("https", "nominatim.example", "/osm/search")
    assert parse_qs(url.query) == {
        "q": ["Κνωσού 12, Ηράκλειο"],
        "format": ["json"],
        "limit": ["1"],
        "viewbox": ["23.25,34.5,26.5,36.0"],
        "bounded": ["1"],
        "countrycodes": ["gr"],
        "accept-language": ["el"],
    }
    assert network.headers["User-Agent"] == "stegi tests"


def test_an_unknown_address_has_no_place() -> None:
    geocoder, _ = geocoder_and_network([])

    assert geocoder.locate("Πουθενά 1") is None


def test_a_geocoder_that_does_not_answer_is_unavailable_and_is_asked_only_once() -> None:
    geocoder, network = geocoder_and_network(GeocoderTimedOut("too slow"))

    with pytest.raises(GeocoderUnavailable, match="GeocoderTimedOut"):
        geocoder.locate("Κνωσού 12, Ηράκλειο")
    assert len(network.urls) == 1
