"""Points and boxes with what is known of them, as programs for maps take them (RFC 7946). Pure."""

import json
from collections.abc import Iterable, Mapping

from maps.distance import BoundingBox, Point

Known = tuple[Point | BoundingBox, Mapping[str, object]]  # properties are text, numbers, yes and no, or nothing


def write_features(features: Iterable[Known]) -> bytes:
    """A collection."""
    collection = {"type": "FeatureCollection", "features": [feature(*known) for known in features]}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def feature(place: Point | BoundingBox, properties: Mapping[str, object]) -> dict[str, object]:
    """One piece of a collection."""
    return {"type": "Feature", "geometry": _geometry(place), "properties": properties}


def _geometry(place: Point | BoundingBox) -> Mapping[str, object]:
    """Of a box its ring, the way the clock does not go."""
    if isinstance(place, Point):
        return {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    (south_west, south_east), (north_west, north_east) = (
        [[side, edge] for side in (place.west, place.east)] for edge in (place.south, place.north)
    )
    return {"type": "Polygon", "coordinates": [[south_west, south_east, north_east, north_west, south_west]]}
