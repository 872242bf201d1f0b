"""The search as somebody would write it by hand who knows its tables: plain SQL on the bare driver, in several ways.

Each way gives the same, the nearest with their exact distances. None of them is best for every question.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache, partial
from typing import Any

import psycopg
from sqlalchemy import make_url

from housing.search import Near, SearchCriteria
from maps.bands import band_of
from maps.distance import BoundingBox, Plane, Point, geodesic_km
from maps.rings import spans_of_ring

SPARE = 4  # so many more are read than asked for, since the database sorts them by a plane
MARGIN_KM = 0.01  # what a box is wider: its sides are reckoned on the sphere

FITS = "s.is_open = true AND s.monthly_rent <= :rent AND s.bedrooms >= :bedrooms"
NORTH, EAST = "(s.latitude - :latitude)", "(s.longitude - :longitude)"
AWAY = f"{NORTH} * {NORTH} * :per_north + {EAST} * {EAST} * (:per_east - s.latitude * :narrows)"
NEAREST = f"{FITS} AND {AWAY} <= :outer ORDER BY {AWAY} LIMIT :most"
PLACES = "SELECT s.listing_id, s.latitude, s.longitude FROM"
BANDS = {"sqlite": "IN (SELECT value FROM json_each(:bands))", "postgresql": "= ANY(:bands)"}
SPANS = {
    "sqlite": "(SELECT json_extract(value, '$[0]') AS band, json_extract(value, '$[1]') AS west,"
    " json_extract(value, '$[2]') AS east FROM json_each(:spans)) AS span",
    "postgresql": "unnest(:band::int[], :west::float8[], :east::float8[]) AS span (band, west, east)",
}
FITS_BY_BANDS = (
    f"{PLACES} listing_spot AS s WHERE s.band {{bands}} AND s.longitude BETWEEN :west AND :east AND {NEAREST}"
)
FITS_BY_SPANS = (
    f"{PLACES} {{spans}} JOIN listing_spot AS s ON s.band = span.band AND s.longitude BETWEEN span.west AND span.east"
    f" WHERE {NEAREST}"
)
FITS_BY_RENT = f"{PLACES} listing_spot AS s WHERE {NEAREST}"
SCANNED = {"sqlite": FITS_BY_RENT.replace("AS s", "AS s NOT INDEXED"), "postgresql": FITS_BY_RENT}

Row = tuple[int, float, float]
Values = dict[str, Any]


class ByHand:
    """A database by its driver alone, in one transaction that only reads."""

    def __init__(self, url: str) -> None:
        self.database = make_url(url).get_backend_name()
        self._connection: Any
        if self.database == "sqlite":
            self._connection = sqlite3.connect(make_url(url).database or "", isolation_level=None)
        else:
            self._connection = psycopg.connect(url)
        self._connection.execute("BEGIN" if self.database == "sqlite" else "SET TRANSACTION READ ONLY")

    def close(self) -> None:
        self._connection.close()

    @property
    def ways(self) -> Mapping[str, Callable[[SearchCriteria, int], list[Near]]]:
        return {
            "box_from_100_m": partial(self._grow, self._in_bands, 0.1),
            "box_from_500_m": partial(self._grow, self._in_bands, 0.5),
            "circle_from_100_m": partial(self._grow, self._in_spans, 0.1),
            "circle_at_once": partial(self._grow, self._in_spans, 1000),
            "by_rent": partial(self._grow, self._by_rent, 1000),
        }

    def scan(self, criteria: SearchCriteria, most: int) -> list[Near]:
        """The same without any index."""
        if self.database == "postgresql":
            for kind in ("indexscan", "indexonlyscan", "bitmapscan"):
                self._connection.execute(f"SET LOCAL enable_{kind} = off")
        found = self._grow(self._by_scanning, 1000, criteria, most)
        if self.database == "postgresql":
            for kind in ("indexscan", "indexonlyscan", "bitmapscan"):
                self._connection.execute(f"SET LOCAL enable_{kind} = on")
        return found

    def count(self, criteria: SearchCriteria) -> int:
        """How many there are, all of them measured."""
        rows = self._in_spans(criteria, criteria.radius_km, 2**31 - 1)
        return sum(geodesic_km(criteria.near, Point(*place)) <= criteria.radius_km for _, *place in rows)

    def _grow(
        self,
        read: Callable[[SearchCriteria, float, int], list[Row]],
        reach: float,
        criteria: SearchCriteria,
        most: int,
    ) -> list[Near]:
        """Circles, each four times as wide as the one before, until one of them holds enough."""
        limit = most + SPARE
        while True:
            outer = min(reach, criteria.radius_km)
            rows = read(criteria, outer, limit)
            measured = [Near(geodesic_km(criteria.near, Point(*place)), key) for key, *place in rows]
            is_cut = len(rows) == limit
            seen = measured[-1].km - 2 * Plane.error_km(outer) if is_cut else outer
            found = sorted(near for near in measured if near.km <= criteria.radius_km)[:most]
            if (len(found) == most and found[-1].km <= seen) or seen >= criteria.radius_km:
                return found
            if is_cut:
                limit *= 2
            else:
                reach *= 4

    def _in_bands(self, criteria: SearchCriteria, outer: float, most: int) -> list[Row]:
        box = BoundingBox.around(criteria.near, outer * 1.004 + MARGIN_KM)
        bands: object = list(range(band_of(box.south), band_of(box.north) + 1))
        if self.database == "sqlite":
            bands = json.dumps(bands)
        sides = {"bands": bands, "west": box.west, "east": box.east}
        query = FITS_BY_BANDS.format(bands=BANDS[self.database])
        return self._rows(query, _values(criteria, outer, most) | sides)

    def _in_spans(self, criteria: SearchCriteria, outer: float, most: int) -> list[Row]:
        spans = spans_of_ring(criteria.near, 0, outer)
        sides: Values
        if self.database == "sqlite":
            sides = {"spans": json.dumps(spans)}
        else:
            sides = dict(zip(("band", "west", "east"), map(list, zip(*spans, strict=True)), strict=True))
        query = FITS_BY_SPANS.format(spans=SPANS[self.database])
        return self._rows(query, _values(criteria, outer, most) | sides)

    def _by_rent(self, criteria: SearchCriteria, outer: float, most: int) -> list[Row]:
        return self._rows(FITS_BY_RENT, _values(criteria, outer, most))

    def _by_scanning(self, criteria: SearchCriteria, outer: float, most: int) -> list[Row]:
        return self._rows(SCANNED[self.database], _values(criteria, outer, most))

    def _rows(self, query: str, values: Values) -> list[Row]:
        written = query if self.database == "sqlite" else _for_psycopg(query)
        found: list[Row] = self._connection.execute(written, values).fetchall()
        return found


def _values(criteria: SearchCriteria, outer: float, most: int) -> Values:
    assert criteria.most_rent is not None
    filters = {"rent": int(100 * criteria.most_rent), "bedrooms": criteria.least_bedrooms}
    reach = {"outer": (outer + Plane.error_km(outer)) ** 2, "most": most}
    return Plane.around(criteria.near)._asdict() | filters | reach


@cache
def _for_psycopg(query: str) -> str:
    return re.sub(r"(?<!:):(\w+)", r"%(\1)s", query)


@contextmanager
def by_hand(url: str) -> Iterator[ByHand]:
    """The database at this address."""
    with closing(ByHand(url)) as hand:
        yield hand
