"""The towns and villages of the region, with the names people write them by (see maps/data/README.md)."""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from maps.distance import Point, distance_km
from maps.region import region

_FOLDER = Path(__file__).parent / "data" / "places"


@dataclass(frozen=True, slots=True)
class Place:
    """A named place; a lower rank is more important."""

    name_el: str
    name_en: str
    point: Point
    rank: int
    other_names: tuple[str, ...]

    def name(self, language: str) -> str:
        """Greek for Greek readers; Latin letters for all others, as on the road signs."""
        return self.name_el if language == "el" else self.name_en

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling we know."""
        return (self.name_el, self.name_en, *self.other_names)


def places() -> tuple[Place, ...]:
    """All places of the region, the most important first."""
    return places_of(region().key)


@cache
def places_of(region_key: str) -> tuple[Place, ...]:
    """All places of one of the regions."""
    with (_FOLDER / f"{region_key}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_place(row) for row in csv.DictReader(file))


def places_called(name: str) -> list[Place]:
    """The towns and villages of this name, whatever its accents, in Greek or Latin letters."""
    plain = plain_name(name)
    return [place for place in places() if plain in map(plain_name, place.names)]


def nearest_place(point: Point) -> Place:
    """The town or village that lies nearest, as the crow flies."""
    return min(places(), key=lambda place: distance_km(point, place.point))


def plain_name(text: str) -> str:
    """Small letters without accents and punctuation, words parted by one blank: `Άγ. Νικόλαος` is `αγ νικολαοσ`."""
    bare = [letter for letter in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(letter)]
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


def _place(row: dict[str, str]) -> Place:
    return Place(
        name_el=row["name_el"],
        name_en=row["name_en"],
        point=Point(float(row["latitude"]), float(row["longitude"])),
        rank=int(row["rank"]),
        other_names=tuple(filter(None, row["other_names"].split("|"))),
    )
