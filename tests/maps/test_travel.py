"""Ways on foot and by bus, asked of a real server on this machine that answers as OSRM and Valhalla do."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from maps import travel_answers
from maps.distance import Point
from maps.routers import OsrmRouter, ValhallaRouter
from maps.travel import Mode, NoTravelTimes, TravelUnavailable, ordinary_day
from maps.travel_answers import StoredTravelTimes, travel_times

HOME, SCHOOL, CLINIC = Point(35.33121, 25.14672), Point(35.335, 25.147), Point(35.34, 25.15)
ENDS = [SCHOOL, CLINIC]
ON = date(2026, 11, 23)  # a Monday
FOOT, BUS = Mode.FOOT, Mode.BUS


def trip(seconds: float, *modes: str) -> dict[str, Any]:
    return {"trip": {"summary": {"time": seconds}, "legs": [{"maneuvers": [{"travel_mode": mode} for mode in modes]}]}}


OSRM = {"code": "Ok", "durations": [[0, 601.5, None]]}
MATRIX = {"sources_to_targets": [[{"time": 600, "distance": 0.8}, {"time": None, "distance": None}]]}
ANSWERS = {"/table": OSRM, "/sources_to_targets": MATRIX, "/route": trip(540, "pedestrian", "transit")}


@dataclass
class StandIn:
    """The server: what it was asked, what it answers, and how slowly."""

    url: str = ""
    asked: list[tuple[str, Any]] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=lambda: dict(ANSWERS))
    status: int = 200
    delay: float = 0


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            stand_in.asked.append((self.path, json.loads(self.rfile.read(length)) if length else None))
            sleep(stand_in.delay)
            found = next((said for start, said in stand_in.answers.items() if self.path.startswith(start)), None)
            content = found if isinstance(found, bytes) else json.dumps(found).encode()
            self.send_response(stand_in.status)
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand_in.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield stand_in
    server.shutdown()
    server.server_close()


def test_osrm_is_asked_for_one_table_of_ways_on_foot(stand_in: StandIn):
    router = OsrmRouter(f"{stand_in.url}/")
    assert router.minutes(FOOT, HOME, ENDS, on=ON, seconds=5) == [11, None]
    points = "25.14672,35.33121;25.14700,35.33500;25.15000,35.34000"
    assert stand_in.asked == [(f"/table/v1/foot/{points}?sources=0&annotations=duration", None)]


def test_valhalla_is_asked_for_a_matrix_on_foot_and_a_route_by_bus(stand_in: StandIn):
    router = ValhallaRouter(stand_in.url)
    assert router.minutes(FOOT, HOME, ENDS, on=ON, seconds=5) == [10, None]
    assert router.minutes(BUS, HOME, [SCHOOL], on=ON, seconds=5) == [9]
    (matrix, asked), (route, by_bus) = stand_in.asked
    assert (matrix, asked["costing"], asked["sources"]) == (
        "/sources_to_targets", "pedestrian", [{"lat": 35.33121, "lon": 25.14672}],
    )  # fmt: skip
    assert (route, by_bus["costing"], by_bus["date_time"]) == (
        "/route", "multimodal", {"type": 1, "value": "2026-11-24T08:00"},
    )  # fmt: skip


def test_a_bus_that_is_walking_all_the_way_is_no_bus(stand_in: StandIn):
    stand_in.answers["/route"] = trip(540, "pedestrian")
    assert ValhallaRouter(stand_in.url).minutes(BUS, HOME, [SCHOOL], on=ON, seconds=5) == [None]


def test_valhalla_says_by_its_status_that_there_is_no_way(stand_in: StandIn):
    stand_in.status = 400
    assert ValhallaRouter(stand_in.url).minutes(BUS, HOME, [SCHOOL], on=ON, seconds=5) == [None]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html>", id="no-json"),
        pytest.param([], id="a-list"),
        pytest.param({"durations": []}, id="no-row"),
        pytest.param({"durations": [[0, 1]]}, id="too-few"),
        pytest.param({"durations": [[0, "soon", {}]]}, id="no-numbers"),
        pytest.param({"durations": [[0, 1e999, 1]]}, id="without-end"),
    ],
)
def test_an_answer_that_is_none_is_told_from_no_way(stand_in: StandIn, answer: object):
    stand_in.answers["/table"] = answer
    with pytest.raises(TravelUnavailable):
        OsrmRouter(stand_in.url).minutes(FOOT, HOME, ENDS, on=ON, seconds=5)


def test_a_slow_service_is_left_alone_in_time(stand_in: StandIn):
    stand_in.delay, begun = 1, monotonic()
    with pytest.raises(TravelUnavailable):
        OsrmRouter(stand_in.url).minutes(FOOT, HOME, ENDS, on=ON, seconds=0.1)
    assert monotonic() - begun < 0.9


@pytest.mark.parametrize("on", [23, 24, 25, 29])
def test_buses_are_asked_for_on_a_tuesday_to_come(on: int):
    found = ordinary_day(date(2026, 11, on))
    assert (found.weekday(), 0 < (found - date(2026, 11, on)).days <= 7) == (1, True)


@pytest.fixture
def sessions(session: Session) -> sessionmaker[Session]:
    return sessionmaker(session.get_bind())


def test_each_way_is_asked_about_once(stand_in: StandIn, sessions: sessionmaker[Session]):
    times = StoredTravelTimes(ValhallaRouter(stand_in.url), sessions)
    expected = [{FOOT: 10, BUS: 9}, {BUS: 9}]
    assert times.from_point(HOME, ENDS, on=ON) == expected
    assert len(stand_in.asked) == 3
    assert times.from_point(HOME, ENDS, on=ON) == expected
    assert len(stand_in.asked) == 3


def test_what_was_answered_before_the_service_failed_is_kept(
    stand_in: StandIn, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
):
    times = StoredTravelTimes(ValhallaRouter(stand_in.url), sessions)
    stand_in.answers["/route"] = b"broken"
    assert times.from_point(HOME, ENDS, on=ON) == [{FOOT: 10}, {}]
    monkeypatch.setattr(travel_answers, "SECONDS", 0)
    assert times.from_point(HOME, ENDS, on=ON) == [{FOOT: 10}, {}]


def test_a_service_that_is_away_leaves_the_distances(sessions: sessionmaker[Session]):
    times = travel_times(sessions, "osrm", "http://127.0.0.1:9")
    assert times.is_there
    assert times.from_point(HOME, ENDS, on=ON) == [{}, {}]


def test_without_a_service_nothing_is_asked(sessions: sessionmaker[Session]):
    times = travel_times(sessions, "osrm", None)
    assert isinstance(times, NoTravelTimes)
    assert times.from_point(HOME, ENDS, on=ON) == [{}, {}]
