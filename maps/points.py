"""What a map shows of many flats, as static/js/points.js takes it. Pure."""

from collections.abc import Iterable, Iterator

from maps.geojson import Known, feature, write_features
from maps.picture import Crowd, Marker, Patch, Sight


def write_points(markers: Iterable[Marker], crowds: Iterable[Crowd]) -> bytes:
    """Pins and circles as one collection."""
    return write_features(_known(markers, crowds))


def describe_sight(sight: Sight) -> dict[str, object]:
    """The same of the first sight, and for which views it is good: from which zoom to which, and within which box."""
    box = sight.box
    return {
        "features": [feature(*known) for known in _known(sight.markers, sight.crowds)],
        "zooms": sight.zooms,
        "box": box and [[box.south, box.west], [box.north, box.east]],
    }


def write_patches(patches: Iterable[Patch]) -> bytes:
    """Coloured ground as a collection, as static/js/patches.js takes it."""
    return write_features((patch.box, {"level": patch.level, "title": patch.title}) for patch in patches)


def describe(marker: Marker) -> dict[str, object]:
    """One flat, wherever it is drawn."""
    return {
        "id": marker.id,
        "kind": marker.kind,
        "shape": marker.drawn,
        "label": marker.label,
        "title": marker.popup_title,
        "lines": marker.popup_lines,
        "url": marker.url,
        **({"short": marker.short} if marker.short else {}),
        **({"flats": [describe(flat) for flat in marker.flats]} if marker.flats else {}),
    }


def _known(markers: Iterable[Marker], crowds: Iterable[Crowd]) -> Iterator[Known]:
    yield from ((marker.point, {"flats": [describe(marker)]}) for marker in markers)
    yield from ((crowd.point, _describe_crowd(crowd)) for crowd in crowds)


def _describe_crowd(crowd: Crowd) -> dict[str, object]:
    circle: dict[str, object] = {"label": crowd.label, "title": crowd.title}
    if crowd.markers:
        circle["flats"] = [describe(marker) for marker in crowd.markers]
    if crowd.ground:
        circle["ground"] = [crowd.ground.side, *crowd.ground.fields]
    return circle
