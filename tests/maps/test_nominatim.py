from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderTimedOut

from maps.addresses import read_address
from maps.distance import BoundingBox, Point, distance_km
from maps.geocoding import GeocoderUnavailable
from maps.located import Answer, Located, Precision
from maps.nominatim import NominatimService

HOUSE = {
    "lat": "35.3301",
    "lon": "25.1402",
    "display_name": "12, Λεωφόρος Κνωσού, Ηράκλειο, 713 06, Ελλάς",
    "place_rank": 30,
    "address": {"municipality": "Δήμος Ηρακλείου"},
}


class FakeAdapter(BaseSyncAdapter):
    """Takes the place of the network: gives one answer after the other and remembers what it was asked."""

    def __init__(self, answers: Sequence[Any], **options: Any) -> None:
        super().__init__(**options)
        self.answers = list(answers)
        self.urls: list[str] = []
        self.headers: dict[str, str] = {}

    def get_json(self, url: str, *, timeout: float | None, headers: dict[str, str]) -> Any:
        self.urls.append(url)
        self.headers = headers
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def get_text(self, url: str, *, timeout: float | None, headers: dict[str, str]) -> str:
        raise NotImplementedError


class Turns:
    """Counts the questions that wait for their turn."""

    def __init__(self) -> None:
        self.taken = 0

    def take(self) -> None:
        self.taken += 1


def service_and_network(*answers: Any, **options: Any) -> tuple[NominatimService, FakeAdapter, Turns]:
    adapter, turns = FakeAdapter(answers, proxies=None, ssl_context=None), Turns()
    service = NominatimService(
        "https://nominatim.example/osm",
        user_agent="stegi tests",
        take_turn=turns.take,
        adapter_factory=lambda **_: adapter,
        **options,
    )
    return service, adapter, turns


def find(written: str, *answers: Any) -> Answer:
    return service_and_network(*answers)[0].find(read_address(written))


def place(latitude: float, longitude: float, municipality: str, rank: int = 19) -> dict[str, Any]:
    where = {"lat": str(latitude), "lon": str(longitude), "place_rank": rank, "address": {"municipality": municipality}}
    return {"display_name": f"Άγιος Ιωάννης, {municipality}"} | where


def segment(*vertices: tuple[float, float]) -> dict[str, Any]:
    line = {"type": "LineString", "coordinates": [[longitude, latitude] for latitude, longitude in vertices]}
    return place(*vertices[0], "Δήμος Ηρακλείου", 26) | {"geojson": line}


def test_a_house_is_located_with_its_source() -> None:
    label = "12, Λεωφόρος Κνωσού, Ηράκλειο, 713 06, Ελλάς"
    house = Located(Point(35.3301, 25.1402), label, Precision.ADDRESS, "nominatim", "Δήμος Ηρακλείου")
    assert find("Κνωσού 12, Ηράκλειο", [HOUSE]) == Answer((house,))


@pytest.mark.parametrize(
    ("written", "place_rank", "precision"),
    [
        ("Κνωσού 12, Ηράκλειο", 30, Precision.ADDRESS),
        ("Κνωσού 12, Ηράκλειο", 28, Precision.ADDRESS),
        ("Κνωσού 12, Ηράκλειο", 27, Precision.STREET),
        ("Κνωσού 12, Ηράκλειο", 26, Precision.STREET),
        ("Κνωσού 12, Ηράκλειο", 25, Precision.PLACE),
        ("Κνωσού 12, Ηράκλειο", 16, Precision.PLACE),
        ("Λεωφόρος Κνωσού, Ηράκλειο", 30, Precision.STREET),  # some house of it, but nobody said which
    ],
)
def test_the_place_rank_says_how_near_to_the_door_it_is(written: str, place_rank: int, precision: Precision) -> None:
    [choice] = find(written, [HOUSE | {"place_rank": place_rank}]).choices
    assert choice.precision is precision


@pytest.mark.parametrize(
    ("written", "only"), [("Κνωσού 12, Ηράκλειο", {}), ("Άγιος Ιωάννης, Δ. Φαιστού", {"featureType": ["settlement"]})]
)
def test_the_question_is_the_address_in_greek_within_crete_and_nothing_else(written: str, only: dict) -> None:
    service, network, turns = service_and_network([HOUSE], within=BoundingBox(34.5, 23.25, 36, 26.5))
    address = read_address(written)
    service.find(address)
    url = urlsplit(network.urls[0])
    assert (url.scheme, url.netloc, url.path) == ("https", "nominatim.example", "/osm/search")
    assert (
        parse_qs(url.query)
        == {
            "q": [address.text],
            "format": ["json"],
            "limit": ["10"],
            "addressdetails": ["1"],
            "layer": ["address"],
            "viewbox": ["23.25,34.5,26.5,36.0"],
            "bounded": ["1"],
            "countrycodes": ["gr"],
            "accept-language": ["el"],
        }
        | only
    )
    assert network.headers["User-Agent"] == "stegi tests"
    assert turns.taken == 1


def test_an_unknown_address_has_no_place() -> None:
    assert find("Πουθενά 1", []).choices == ()


def test_a_service_that_does_not_answer_is_unavailable_and_is_asked_only_once() -> None:
    service, network, _ = service_and_network(GeocoderTimedOut("too slow"))
    with pytest.raises(GeocoderUnavailable, match="GeocoderTimedOut"):
        service.find(read_address("Κνωσού 12, Ηράκλειο"))
    assert len(network.urls) == 1


def test_villages_that_share_a_name_are_told_with_their_municipalities() -> None:
    answer = find(
        "Άγιος Ιωάννης",
        [
            place(35.05, 24.80, "Δήμος Φαιστού"),
            place(35.051, 24.801, "Δήμος Φαιστού"),  # the same village once more, by its border
            place(35.20, 24.02, "Δήμος Σφακίων"),
            place(35.30, 25.10, "Δήμος Ηρακλείου", 26),  # a street
        ],
    )
    assert [choice.municipality for choice in answer.choices] == ["Δήμος Φαιστού", "Δήμος Σφακίων"]
    assert answer.located is None


def test_a_corner_is_where_the_two_streets_meet() -> None:
    knosou = [
        segment((35.335, 25.135), (35.336, 25.136)),
        segment((35.336, 25.136), (35.337, 25.137), (35.338, 25.138)),
    ]
    evans = [segment((35.339, 25.130), (35.337, 25.137)), segment((35.330, 25.120), (35.331, 25.121))]
    service, network, turns = service_and_network(knosou, evans)
    answer = service.find(read_address("γωνία Κνωσού και Έβανς, Ηράκλειο"))
    corner = Located(Point(35.337, 25.137), "Κνωσού & Έβανς, Ηράκλειο", Precision.STREET, "nominatim")
    assert answer == Answer((corner,))
    queries = [parse_qs(urlsplit(url).query) for url in network.urls]
    assert [query["q"] for query in queries] == [["Κνωσού, Ηράκλειο"], ["Έβανς, Ηράκλειο"]]
    assert [(query["polygon_geojson"], query["dedupe"]) for query in queries] == [(["1"], ["0"])] * 2
    assert turns.taken == 2


def test_a_corner_of_two_carriageways_lies_between_them() -> None:
    one, other = [segment((35.3370, 25.1370))], [segment((35.3371, 25.1371))]
    [corner] = find("Κνωσού & Έβανς", one, other).choices
    assert distance_km(corner.point, Point(35.33705, 25.13705)) < 0.001


@pytest.mark.parametrize(
    "evans", [[], [segment((35.3390, 25.130), (35.3395, 25.131))], [HOUSE], [HOUSE | {"geojson": {"type": "Point"}}]]
)
def test_streets_that_do_not_meet_have_no_corner(evans: list[dict]) -> None:
    assert find("Κνωσού και Έβανς", [segment((35.337, 25.137))], evans).choices == ()


def test_streets_that_meet_in_two_towns_have_two_corners() -> None:
    both = [segment((35.337, 25.137), (35.338, 25.138)), segment((35.513, 24.018), (35.514, 24.019))]
    assert len(find("Κνωσού και Έβανς", both, both).choices) == 2
