"""Writes the outline of Crete that every map draws (`static/js/land.js`) from a full coastline in GeoJSON.

    python maps/data/make_outline.py PATH/TO/crete_land_union.geojson static/js/land.js

Only outer rings are kept (the source's holes are slivers between municipalities), islets are dropped,
and each ring is simplified by Douglas-Peucker. The result is a script, not JSON to be fetched: so the pages need
no `connect-src` in their content security policy, and a browser keeps it between pages.
"""

import json
import sys
from math import cos, hypot, radians
from pathlib import Path

Position = tuple[float, float]  # longitude, latitude, as GeoJSON has it
Ring = list[Position]

TOLERANCE_KM = 0.03
SMALLEST_ISLET_KM2 = 0.05
DECIMALS = 5  # about a metre
KM_PER_DEGREE = 111.2
SQUEEZE = cos(radians(35.2))  # a degree of longitude against one of latitude, in Crete


def main(source: str, target: str) -> None:
    geojson = json.loads(Path(source).read_text(encoding="utf-8"))
    rings = [
        _rounded(_simplified_ring(ring)) for ring in _outer_rings(geojson) if _area_km2(ring) >= SMALLEST_ISLET_KM2
    ]
    rings.sort(key=_area_km2, reverse=True)
    land = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    Path(target).write_text(f"window.stegiLand = {json.dumps(land, separators=(',', ':'))};\n", encoding="utf-8")


def _outer_rings(geojson: dict) -> list[Ring]:
    geometries = [feature["geometry"] for feature in geojson["features"]]
    polygons = [polygon for geometry in geometries for polygon in geometry["coordinates"]]  # all are MultiPolygons
    return [[(x, y) for x, y, *_ in polygon[0]] for polygon in polygons]


def _area_km2(ring: Ring) -> float:
    """The shoelace formula on a plane that is flat enough for an island."""
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False))
    return abs(twice) / 2 * KM_PER_DEGREE**2 * SQUEEZE


def _simplified_ring(ring: Ring) -> Ring:
    """A closed ring has no ends to start from: cut it at the point farthest from its first."""
    cut = max(range(len(ring)), key=lambda i: hypot(ring[i][0] - ring[0][0], ring[i][1] - ring[0][1]))
    return _simplified(ring[: cut + 1])[:-1] + _simplified(ring[cut:])


def _simplified(line: Ring) -> Ring:
    """Douglas-Peucker without recursion: keep the farthest point of each stretch that strays too far from its chord."""
    kept = {0, len(line) - 1}
    stretches = [(0, len(line) - 1)]
    while stretches:
        start, end = stretches.pop()
        strays = [(_off_chord_km(line[i], line[start], line[end]), i) for i in range(start + 1, end)]
        farthest, at = max(strays, default=(0.0, start))
        if farthest > TOLERANCE_KM:
            kept.add(at)
            stretches += [(start, at), (at, end)]
    return [line[i] for i in sorted(kept)]


def _off_chord_km(point: Position, start: Position, end: Position) -> float:
    """How far the point lies from the stretch between start and end."""
    (px, py), (sx, sy), (ex, ey) = ((x * SQUEEZE, y) for x, y in (point, start, end))
    length2 = (ex - sx) ** 2 + (ey - sy) ** 2
    along = ((px - sx) * (ex - sx) + (py - sy) * (ey - sy)) / length2 if length2 else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(px - sx - along * (ex - sx), py - sy - along * (ey - sy)) * KM_PER_DEGREE


def _rounded(ring: Ring) -> Ring:
    return [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring]


if __name__ == "__main__":
    main(*sys.argv[1:])
