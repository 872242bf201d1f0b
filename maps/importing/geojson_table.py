"""A GeoJSON file (RFC 7946) becomes a table: a row for each feature, numbered from 1, its shape reduced to a point."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.errors import Refused
from core.importing.reader import MAX_BYTES
from core.importing.table import MAX_ROWS, Cell, Row, Table
from core.importing.tidying import tidy_text
from core.importing.words import fold, name_key
from core.text import N_, Sentence
from maps.amenities import KINDS, TAGS
from maps.distance import BoundingBox, Point
from maps.importing.amenity_rows import FIELDS

ENDINGS = (".geojson", ".json")
_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_PROPERTIES = ("reference", "kind", "name", "name_en")
_HEADER = (*_PROPERTIES, "latitude", "longitude")
_FIELD_OF = {name_key(name): field for field in _PROPERTIES for name in (field, *FIELDS[field])}


def read_geojson(content: bytes) -> Table:
    """The features of a collection. Raises Refused when the file is no such thing, or too large."""
    if len(content) > MAX_BYTES:
        raise _refused(
            N_("The file is larger than %(most)s MB. Divide it and import the parts."), most=MAX_BYTES // 1024**2
        )
    features = _features(content)
    if len(features) > MAX_ROWS:
        raise _refused(N_("The file has more than %(most)s rows. Divide it and import the parts."), most=MAX_ROWS)
    return Table(_HEADER, tuple(Row(number, _cells(feature)) for number, feature in enumerate(features, start=1)))


def _features(content: bytes) -> list[Any]:
    try:
        collection = json.loads(content)
    except (ValueError, RecursionError):  # not JSON, not UTF-8, a number without end; lists in lists without end
        raise _refused(N_("The content of the file is not GeoJSON.")) from None
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not features:
        raise _refused(N_("The file holds no features: it must be a GeoJSON collection of them."))
    return features


def _cells(feature: object) -> tuple[Cell, ...]:
    """What is no feature gives an empty row, and so a row at fault."""
    feature = feature if isinstance(feature, dict) else {}
    found = {"reference": feature.get("id"), **_found(feature.get("properties"))}
    point = _point(feature.get("geometry"))
    place = (point.latitude, point.longitude) if point else (None, None)
    return (*(_cell(found.get(name)) for name in _PROPERTIES), *place)


def _found(properties: object) -> dict[str, object]:
    """The first property that holds each field; a tag of a map says the kind before anything else does."""
    found: dict[str, object] = {}
    if not isinstance(properties, dict):
        return found
    for name, value in properties.items():
        field = _FIELD_OF.get(name_key(name))
        if field and value is not None:
            found.setdefault(field, value)
    tags = [f"{key}={properties[key]}" for key in TAGS if key in properties]
    if tags:
        found["kind"] = next((tag for tag in tags if fold(tag) in KINDS), tags[0])
    return found


def _cell(value: object) -> Cell:
    """Text and numbers; whatever else a property may hold says nothing here."""
    if isinstance(value, str):
        return tidy_text(value) or None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _point(geometry: object) -> Point | None:
    """The middle of the box around the shape: of a house or a yard that is near enough. None without a shape."""
    if not isinstance(geometry, dict) or geometry.get("type") not in _DEPTHS:
        return None
    try:
        points = [Point(float(lat), float(lon)) for lon, lat, *_ in _positions(geometry)]
        box = BoundingBox.spanning(*points)
        return Point((box.south + box.north) / 2, (box.west + box.east) / 2)
    except (TypeError, ValueError):  # no numbers, too few, none at all, or not on the globe
        return None


def _positions(geometry: Mapping[str, Any]) -> Iterable[Any]:
    positions = iter([geometry.get("coordinates")])
    for _level in range(_DEPTHS[geometry["type"]]):
        positions = _inner(positions)
    return positions


def _inner(lists: Iterable[Any]) -> Iterator[Any]:
    for part in lists:
        yield from part


def _refused(msgid: str, **values: object) -> Refused:
    return Refused(Sentence(msgid, values))
