"""The coast of the region and its municipalities, from the file that browsers draw it from (`static/land`)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from core.config import ROOT
from maps.distance import BoundingBox
from maps.region import region
from maps.shapes import Line, Shape

_FOLDER = ROOT / "static" / "land"


@dataclass(frozen=True, slots=True)
class Municipality:
    """By its code in the official register. Its Greek name is in the genitive, as after Δήμος."""

    key: str
    name_el: str
    name_en: str
    shapes: tuple[Shape, ...]

    @property
    def box(self) -> BoundingBox:
        """The smallest that holds all its shapes."""
        return BoundingBox.spanning(*(corner for shape in self.shapes for corner in shape.box.corners))

    def name(self, language: str) -> str:
        """Greek for Greek readers; Latin letters for all others."""
        return self.name_el if language == "el" else self.name_en


@dataclass(frozen=True, slots=True)
class Outline:
    """Land to be filled, coast and borders to be drawn, municipalities to be asked."""

    land: tuple[Shape, ...]
    coast: tuple[Line, ...]
    borders: tuple[Line, ...]
    municipalities: tuple[Municipality, ...]


def outline() -> Outline:
    """That of the region."""
    return outline_of(region().key)


@cache
def outline_of(region_key: str) -> Outline:
    """That of one of the regions: TopoJSON within a script of one assignment."""
    script = (_FOLDER / f"{region_key}.js").read_text(encoding="utf-8")
    topology = json.loads(script.partition(" = ")[2].rstrip().removesuffix(";"))
    arcs = list(_arcs(topology))
    objects = topology["objects"]
    return Outline(
        land=tuple(_shapes(objects["land"], arcs)),
        coast=tuple(_line(numbers, arcs) for numbers in objects["coast"]["arcs"]),
        borders=tuple(_line(numbers, arcs) for numbers in objects["borders"]["arcs"]),
        municipalities=tuple(
            Municipality(found["id"], found["properties"]["el"], found["properties"]["en"], tuple(_shapes(found, arcs)))
            for found in objects["municipalities"]["geometries"]
        ),
    )


def _arcs(topology: Mapping[str, Any]) -> Iterator[Line]:
    """Written in whole numbers, each position as its distance from the one before."""
    scale_x, scale_y = topology["transform"]["scale"]
    for steps in topology["arcs"]:
        xs, ys = map(accumulate, zip(*steps, strict=True))
        yield tuple((x * scale_x, y * scale_y) for x, y in zip(xs, ys, strict=True))


def _shapes(geometry: Mapping[str, Any], arcs: Sequence[Line]) -> Iterator[Shape]:
    for polygon in geometry["arcs"]:
        yield Shape(_line(polygon[0], arcs))


def _line(numbers: Iterable[int], arcs: Sequence[Line]) -> Line:
    """Arcs end to end; ~number is one backwards."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return (*parts[0], *(position for part in parts[1:] for position in part[1:]))
