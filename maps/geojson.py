"""Points with what is known of them, as programs for maps take them (RFC 7946). Pure."""

import json
from collections.abc import Iterable, Mapping

from maps.distance import Point


def write_features(features: Iterable[tuple[Point, Mapping[str, object]]]) -> bytes:
    """A collection of points. Properties are text, numbers, yes and no, or nothing."""
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]},
                "properties": properties,
            }
            for point, properties in features
        ],
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
