"""Points and boxes with what is known of them, as programs for maps take them (RFC 7946). Pure."""

import json
from collections.abc import Iterable, Mapping

from maps.distance import BoundingBox, Point


def write_features(features: Iterable[tuple[Point | BoundingBox, Mapping[str, object]]]) -> bytes:
    """A collection. Properties are text, numbers, yes and no, or nothing."""
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": _geometry(place),
                "properties": properties,
            }
            for place, properties in features
        ],
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _geometry(place: Point | BoundingBox) -> Mapping[str, object]:
    """Of a box its ring, the way the clock does not go."""
    if isinstance(place, Point):
        return {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    (south_west, south_east), (north_west, north_east) = (
        [[side, edge] for side in (place.west, place.east)] for edge in (place.south, place.north)
    )
    return {"type": "Polygon", "coordinates": [[south_west, south_east, north_east, north_west, south_west]]}
