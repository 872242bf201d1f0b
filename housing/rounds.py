"""A day's viewings in the order in which somebody goes to them, and how far each is from the one before. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from maps.distance import Point, geodesic_km

ROAD_KM_PER_HOUR = 25  # as the crow flies, by car through towns and villages: faster than that nobody plans a day
LEAST_BETWEEN = timedelta(minutes=5)  # at two doors, to take leave and to arrive


@dataclass(frozen=True, slots=True)
class Stop:
    """One viewing: its key, its time, and where the flat stands, if that is known."""

    key: int
    starts_at: datetime
    ends_at: datetime
    point: Point | None


@dataclass(frozen=True, slots=True)
class Leg:
    """How one comes to a stop from the one before; `free` is the time between them, negative where they overlap."""

    stop: Stop
    km: float | None = None  # as the crow flies; None: the first, or somewhere nobody knows
    free: timedelta | None = None  # None: the first

    @property
    def is_tight(self) -> bool:
        """Whether the way takes longer than there is time."""
        if self.free is None or self.km is None:
            return False
        return self.free < _way(self.km)


def is_too_close(free: timedelta, km: float | None) -> bool:
    """Whether somebody may come late from one viewing to the next: `free` is the time between them, `km` how far it is
    as the crow flies, where that is known and another home.
    """
    return free < LEAST_BETWEEN + _way(km or 0)


def in_order(stops: Iterable[Stop]) -> list[Leg]:
    """By time; of those that begin at once the nearest next, and those of which nobody knows where after these.

    Of equals the one with the lower key comes first.
    """
    left = sorted(stops, key=lambda stop: (stop.starts_at, stop.key))
    legs: list[Leg] = []
    while left:
        at_once = [stop for stop in left if stop.starts_at == left[0].starts_at]
        stop = min(at_once, key=lambda stop: _how_far(legs, stop))
        left.remove(stop)
        legs.append(_leg(legs, stop))
    return legs


def _how_far(legs: Sequence[Leg], stop: Stop) -> tuple[bool, float, int]:
    km = _km_from_last(legs, stop)
    return stop.point is None, km or 0, stop.key


def _leg(legs: Sequence[Leg], stop: Stop) -> Leg:
    if not legs:
        return Leg(stop)
    return Leg(stop, _km_from_last(legs, stop), stop.starts_at - legs[-1].stop.ends_at)


def _km_from_last(legs: Sequence[Leg], stop: Stop) -> float | None:
    last = legs[-1].stop.point if legs else None
    return geodesic_km(last, stop.point) if last is not None and stop.point is not None else None


def _way(km: float) -> timedelta:
    return timedelta(hours=km / ROAD_KM_PER_HOUR)
