"""The services that know how long ways take: OSRM for ways on foot, Valhalla for those by bus too."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import ceil
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from maps.distance import Point
from maps.travel import Mode, Router, TravelUnavailable, ordinary_day

MOST_BYTES = 1024 * 1024  # of an answer; a matrix of a dozen ways has a thousandth of it
_MORNING = "08:00"
_NO_WAY = 400  # Valhalla's status where it finds none


class OsrmRouter:
    """Asks a server of the Open Source Routing Machine that was made for ways on foot."""

    modes: Sequence[Mode] = (Mode.FOOT,)

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def minutes(self, mode: Mode, start: Point, ends: Sequence[Point], *, on: date, seconds: float) -> list[int | None]:
        points = ";".join(f"{point.longitude:.5f},{point.latitude:.5f}" for point in (start, *ends))
        answer = _ask(f"{self._url}/table/v1/foot/{points}?sources=0&annotations=duration", None, seconds)
        return _read(answer, len(ends), lambda: answer["durations"][0][1:])


class ValhallaRouter:
    """Asks a Valhalla: its matrix for ways on foot, and a route to each end by bus, which no matrix of it knows."""

    modes: Sequence[Mode] = (Mode.FOOT, Mode.BUS)

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def minutes(self, mode: Mode, start: Point, ends: Sequence[Point], *, on: date, seconds: float) -> list[int | None]:
        if mode is Mode.FOOT:
            return self._on_foot(start, ends, seconds)
        until = monotonic() + seconds
        return [self._by_bus(start, end, on, until - monotonic()) for end in ends]

    def _on_foot(self, start: Point, ends: Sequence[Point], seconds: float) -> list[int | None]:
        asked = {"sources": [_place(start)], "targets": [_place(end) for end in ends], "costing": "pedestrian"}
        answer = _ask(f"{self._url}/sources_to_targets", asked, seconds)
        return _read(answer, len(ends), lambda: [cell["time"] for cell in answer["sources_to_targets"][0]])

    def _by_bus(self, start: Point, end: Point, on: date, seconds: float) -> int | None:
        """None also where walking all the way is what it proposes."""
        leaving = {"type": 1, "value": f"{ordinary_day(on).isoformat()}T{_MORNING}"}
        asked = {"locations": [_place(start), _place(end)], "costing": "multimodal", "date_time": leaving}
        answer = _ask(f"{self._url}/route", asked, seconds, no_way=_NO_WAY)
        if answer is None:
            return None
        (minutes,) = _read(answer, 1, lambda: [answer["trip"]["summary"]["time"] if _rides(answer) else None])
        return minutes


ROUTERS: Mapping[str, Callable[[str], Router]] = {"osrm": OsrmRouter, "valhalla": ValhallaRouter}


def _rides(answer: Any) -> bool:
    legs = answer["trip"]["legs"]
    return any(step.get("travel_mode") == "transit" for leg in legs for step in leg["maneuvers"])


def _place(point: Point) -> dict[str, float]:
    return {"lat": round(point.latitude, 5), "lon": round(point.longitude, 5)}


def _read(answer: Any, count: int, seconds_of: Callable[[], Sequence[float | None]]) -> list[int | None]:
    """Whole minutes, rounded up. Raises TravelUnavailable when the answer is not what was asked for."""
    try:
        found = [None if time is None else ceil(float(time) / 60) for time in seconds_of()]
    except (KeyError, IndexError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise TravelUnavailable(type(error).__name__) from error
    if len(found) != count:
        raise TravelUnavailable("another number of ways than was asked for")
    return found


def _ask(url: str, asked: Mapping[str, object] | None, seconds: float, no_way: int | None = None) -> Any:
    """What the service answers, as JSON; None for the status that says that there is no way."""
    if seconds <= 0:
        raise TravelUnavailable("no time is left")
    data = None if asked is None else json.dumps(asked).encode()
    request = Request(url, data, {"Content-Type": "application/json"})  # the scheme was checked with the settings
    try:
        with urlopen(request, timeout=seconds) as response:
            return json.loads(response.read(MOST_BYTES))
    except HTTPError as error:
        error.close()
        if error.code == no_way:
            return None
        raise TravelUnavailable(f"status {error.code}") from error
    except (OSError, ValueError) as error:
        raise TravelUnavailable(type(error).__name__) from error
