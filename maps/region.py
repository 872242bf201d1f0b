"""The region that the service is set up for, as data (see maps/data/regions.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path

from core.config import region_key
from maps.distance import BoundingBox, Point

_FILE = Path(__file__).parent / "data" / "regions.toml"

_SEA_DEGREES = 0.75  # how far a map can be moved out to sea
PICTURE_WIDTH, PICTURE_HEIGHT = 520, 220  # of the drawing on the first page


@dataclass(frozen=True, slots=True)
class Region:
    """Where it lies, what addresses end with, and which towns stand in its picture (by their Greek names)."""

    key: str
    box: BoundingBox
    names: tuple[str, ...]
    towns: tuple[str, ...]
    coast: str  # whose the outline is

    @property
    def ground(self) -> BoundingBox:
        """All that a map of it can be moved to."""
        box, sea = self.box, _SEA_DEGREES
        return BoundingBox(box.south - sea, box.west - sea, box.north + sea, box.east + sea)

    def on_picture(self, point: Point) -> tuple[float, float]:
        """Where a point stands in the drawing of the region, which has its middle at 0."""
        scale = min(PICTURE_WIDTH / (self._width * self._squeeze), PICTURE_HEIGHT / self._height)
        middle = self.box.middle
        x = (point.longitude - middle.longitude) * self._squeeze * scale
        y = (middle.latitude - point.latitude) * scale
        return round(x, 1), round(y, 1)

    @property
    def _width(self) -> float:
        return self.box.east - self.box.west

    @property
    def _height(self) -> float:
        return self.box.north - self.box.south

    @property
    def _squeeze(self) -> float:
        return cos(radians(self.box.middle.latitude))


@cache
def regions() -> Mapping[str, Region]:
    """All for which there is data."""
    written = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        key: Region(key, BoundingBox(**facts["box"]), tuple(facts["names"]), tuple(facts["towns"]), facts["coast"])
        for key, facts in written.items()
    }


@cache
def region() -> Region:
    """The one that the settings name, which know that it is there; without a name the first."""
    return regions()[region_key() or next(iter(regions()))]
