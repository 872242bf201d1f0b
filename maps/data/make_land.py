"""Writes the outline that the maps of a region draw, `static/land/REGION.js`, for each region of `regions.toml`.

    python -m maps.data.make_land COASTLINES.geojson MUNICIPALITIES.geojson static/land

Coastlines are those of the whole country and of its neighbours; a region's are cut around its box. Where there are
municipalities in a region, their union is its land, and the coastlines give what lies around it. `maps/data/README.md`
names the sources. The result is a script of one assignment, not JSON to be fetched: it is there before the map is.
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from itertools import pairwise
from math import cos, radians
from pathlib import Path

from maps.data.topology import DECIMALS, KM_PER_DEGREE, Owners, Position, Ring, Topology, area_km2, joined, simplified
from maps.distance import Point
from maps.region import PICTURE_HEIGHT, PICTURE_WIDTH, Region, regions
from maps.shapes import clipped

DATA = Path(__file__).parent
TOLERANCE_KM = 0.03  # of municipalities; the coastlines come simplified, to 100 m
SMALLEST_ISLET_KM2 = 0.05
MARGIN_DEGREES = 1.25  # of what lies around a region; a map can be moved 0.75° out of it
SMALLEST_STROKE = 0.6  # of the drawing on the first page, by its own measure
CUT = frozenset({"cut"})  # along the edge of what is kept
SHORE = frozenset({"shore"})

Box = Mapping[str, float]
Municipality = tuple[str, list[Ring]]


def main(coastlines: str, municipalities: str, target: str) -> None:
    coast = list(_outer_rings(_geometries(coastlines)))
    for key, region in regions().items():
        named = _names(key)
        own = [(code, rings) for code, rings in _municipalities(municipalities) if code in named]
        land = make_land(asdict(region.box), coast, own, named)
        script = f"window.stegiLand = {json.dumps(land, ensure_ascii=False, separators=(',', ':'))};\n"
        (Path(target) / f"{key}.js").write_text(script, encoding="utf-8")
        (Path(target) / f"{key}.svg").write_text(_drawing(region, coast), encoding="utf-8")


def make_land(box: Box, coast: list[Ring], own: list[Municipality], named: Mapping[str, tuple[str, str]]) -> dict:
    """The topology of a region: land to be filled, coast and borders to be drawn, municipalities to be asked."""
    squeeze = cos(radians((box["south"] + box["north"]) / 2))
    topology = Topology(partial(simplified, tolerance_km=TOLERANCE_KM, squeeze=squeeze))
    own = [(code, [ring for ring in rings if area_km2(ring, squeeze) >= SMALLEST_ISLET_KM2]) for code, rings in own]
    along = _owners(own)
    arcs = {code: [topology.ring(ring, lambda a, b: along[a, b]) for ring in rings] for code, rings in own}
    cut_at = partial(_cut_or_shore, _widened(box))
    around = [
        topology.ring(ring, cut_at)
        for ring in _clipped_rings(coast, _widened(box))
        if not (own and any(_holds(box, position) for position in ring))
    ]
    sides = {number: owners for rings in arcs.values() for ring in rings for number, owners in ring}
    shores = [number for number, owners in sides.items() if len(owners) == 1]
    coast_around = [number for ring in around for number, owners in ring if owners is SHORE]
    islands, slivers = _sorted_by_size(topology, joined(topology, shores), squeeze)
    land = [*islands, *([number for number, _ in ring] for ring in around)]
    coast_lines = [*(number for ring in islands for number in ring), *coast_around]
    borders = [number for number, owners in sides.items() if len(owners) == 2 and number >= 0]
    borders += [number for ring in slivers for number in ring]
    return topology.written({
        "land": {"type": "MultiPolygon", "arcs": [[ring] for ring in land]},
        "coast": {"type": "MultiLineString", "arcs": [[number] for number in coast_lines]},
        "borders": {"type": "MultiLineString", "arcs": [[number] for number in borders]},
        "municipalities": {
            "type": "GeometryCollection",
            "geometries": [
                {
                    "type": "MultiPolygon",
                    "id": code,
                    "properties": dict(zip(("el", "en"), named[code], strict=True)),
                    "arcs": [[[number for number, _ in ring]] for ring in rings],
                }
                for code, rings in arcs.items()
            ],
        },
    })  # fmt: skip


def _sorted_by_size(
    topology: Topology, rings: Iterable[list[int]], squeeze: float
) -> tuple[list[list[int]], list[list[int]]]:
    """Islands, and what the source leaves between neighbours, which is no shore but a border drawn twice."""
    sizes = [(area_km2(topology.line(ring), squeeze), ring) for ring in rings]
    islands = [ring for size, ring in sizes if size >= SMALLEST_ISLET_KM2]
    return islands, [ring for size, ring in sizes if size < SMALLEST_ISLET_KM2]


def _drawing(region: Region, coast: list[Ring]) -> str:
    """The land of the region's drawing, as far as it is seen, by the measure of `Region.on_picture`."""
    half_x, half_y = PICTURE_WIDTH / 2 + 5, PICTURE_HEIGHT / 2 + 5
    view = {"west": -half_x, "east": half_x, "south": -half_y, "north": half_y}
    drawn = ([region.on_picture(Point(y, x)) for x, y in ring] for ring in coast)
    seen = _clipped_rings([ring for ring in drawn if len(set(ring)) > 2], view)
    rings = (simplified(tuple(ring), tolerance_km=SMALLEST_STROKE * KM_PER_DEGREE, squeeze=1) for ring in seen)
    path = "".join(f"M{'L'.join(f'{x:g} {y:g}' for x, y in ring[:-1])}Z" for ring in rings if len(ring) > 3)
    return (
        "<!-- Coastline: OpenStreetMap contributors, ODbL, by way of geo-maps. -->\n"
        f'<svg xmlns="http://www.w3.org/2000/svg"><path id="land" d="{path}"/></svg>\n'
    )


def _names(region: str) -> dict[str, tuple[str, str]]:
    """The municipalities of a region by their official code, with their Greek and Latin names."""
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: (row["el"], row["en"]) for row in csv.DictReader(file) if row["region"] == region}


def _geometries(path: str) -> list[dict]:
    geojson = json.loads(Path(path).read_text(encoding="utf-8"))
    return geojson.get("geometries") or [feature["geometry"] for feature in geojson["features"]]


def _municipalities(path: str) -> Iterator[Municipality]:
    geojson = json.loads(Path(path).read_text(encoding="utf-8"))
    for feature in geojson["features"]:
        yield feature["properties"]["ypes"], list(_outer_rings([feature["geometry"]]))


def _outer_rings(geometries: list[dict]) -> Iterator[Ring]:
    """Without holes: the sources' are slivers between municipalities, and three lagoons."""
    for geometry in geometries:
        for polygon in geometry["coordinates"]:  # all are MultiPolygons
            rounded = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y, *_ in polygon[0]]
            yield [position for position, before in zip(rounded, [None, *rounded], strict=False) if position != before]


def _owners(own: list[Municipality]) -> dict[tuple[Position, Position], Owners]:
    """For each segment, in either direction, the municipalities along it."""
    found = defaultdict(set)
    for code, rings in own:
        for ring in rings:
            for a, b in pairwise(ring):
                found[a, b].add(code)
                found[b, a].add(code)
    return {segment: frozenset(codes) for segment, codes in found.items()}


def _widened(box: Box) -> Box:
    signs = {"south": -1, "west": -1, "north": 1, "east": 1}
    return {side: round(box[side] + sign * MARGIN_DEGREES, DECIMALS) for side, sign in signs.items()}


def _holds(box: Box, position: Position) -> bool:
    return box["west"] <= position[0] <= box["east"] and box["south"] <= position[1] <= box["north"]


def _clipped_rings(rings: list[Ring], box: Box) -> Iterator[Ring]:
    """The parts of the rings that lie in the box, without a point that comes twice in a row."""
    lower, upper = (box["west"], box["south"]), (box["east"], box["north"])
    for ring in rings:
        kept = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in clipped(tuple(ring), lower, upper)]
        tidy = [position for position, before in zip(kept, [None, *kept], strict=False) if position != before]
        if len(set(tidy)) > 2:
            yield tidy


def _cut_or_shore(box: Box, a: Position, b: Position) -> Owners:
    edges = ((0, box["west"]), (0, box["east"]), (1, box["south"]), (1, box["north"]))
    return CUT if any(a[axis] == b[axis] == edge for axis, edge in edges) else SHORE


if __name__ == "__main__":
    main(*sys.argv[1:])
