"""How long it takes from one point to others, on foot and by bus. Pure: the services that know are in `maps.routers`.

They are told where flats, centres and public places stand, and never where a household goes (decision 0033).
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from maps.distance import Point

_TUESDAY = 1


class Mode(StrEnum):
    """How somebody goes."""

    FOOT = "foot"
    BUS = "bus"  # with the way to the stop and the waiting


Minutes = Mapping[Mode, int]


class TravelUnavailable(Exception):
    """The service gave no answer at all: not "there is no way", but "ask again later"."""


class Router(Protocol):
    """Anything that knows how long ways take."""

    @property
    def modes(self) -> Sequence[Mode]:
        """What it can be asked about."""
        ...

    def minutes(self, mode: Mode, start: Point, ends: Sequence[Point], *, on: date, seconds: float) -> list[int | None]:
        """For each end how long it takes, None when there is no such way. Waits for no longer than these seconds.

        Raises TravelUnavailable.
        """
        ...


class TravelTimes(Protocol):
    """What pages ask."""

    @property
    def is_there(self) -> bool:
        """Whether anybody can be asked at all."""
        ...

    def from_point(self, start: Point, ends: Sequence[Point], *, on: date) -> list[Minutes]:
        """For each end what is known within a second; nothing where the service does not answer."""
        ...


class NoTravelTimes:
    """The answer while no service is configured: distances as the crow flies are all there is."""

    is_there = False

    def from_point(self, start: Point, ends: Sequence[Point], *, on: date) -> list[Minutes]:
        """Nothing is known of any way."""
        return [{} for _end in ends]


def ordinary_day(on: date) -> date:
    """The next Tuesday: buses run as on most days, whatever day it is today."""
    return on + timedelta(days=(_TUESDAY - on.weekday()) % 7 or 7)
