"""The region that the service is set up for, as data (see maps/data/region.toml)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from maps.distance import BoundingBox

_FILE = Path(__file__).parent / "data" / "region.toml"


@dataclass(frozen=True, slots=True)
class Town:
    """A town in the picture of the first page, by the picture's own measure."""

    x: int
    y: int
    el: str
    en: str

    def name(self, language: str) -> str:
        """Greek for Greek readers; Latin letters for all others."""
        return self.el if language == "el" else self.en


@dataclass(frozen=True, slots=True)
class Region:
    """Where it lies, what addresses call it, and which towns stand in its picture."""

    box: BoundingBox
    names: tuple[str, ...]
    towns: tuple[Town, ...]


def _read() -> Region:
    written = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    towns = tuple(Town(**town) for town in written["towns"])
    return Region(BoundingBox(**written["box"]), tuple(written["names"]), towns)


REGION = _read()
