"""What lies where: land or sea, and in which municipality. Pure, from the bundled outline."""

from math import inf

from maps.distance import BoundingBox, Point
from maps.outline import Municipality, outline

SHORE_KM = 0.2  # so far may the outline stray from the shore; on a quay or a mole one stands on land


def is_on_land(point: Point) -> bool:
    """False for a point in the sea around the region; quays and beaches count as land."""
    around = BoundingBox.around(point, SHORE_KM)
    near = [shape for shape in outline().land if shape.comes_near(around)]
    return any(shape.distance_km(point) <= SHORE_KM for shape in near)


def municipalities() -> tuple[Municipality, ...]:
    """Those of the region, in the order of their codes; none where there is no data for it."""
    return outline().municipalities


def find_municipality(key: str) -> Municipality | None:
    """The municipality of that code."""
    return next((found for found in municipalities() if found.key == key), None)


def box_around(municipality: Municipality) -> BoundingBox:
    """Holds every point of which `municipality_of` says that it lies there."""
    reach = (BoundingBox.around(corner, 2 * SHORE_KM) for corner in municipality.box.corners)
    return BoundingBox.spanning(*(corner for box in reach for corner in box.corners))


def municipality_of(point: Point) -> Municipality | None:
    """The municipality that holds the point, or whose shore it stands at; None in the sea and outside the region."""
    around = BoundingBox.around(point, SHORE_KM)
    near = [(found, shape) for found in municipalities() for shape in found.shapes if shape.comes_near(around)]
    for found, shape in near:
        if point in shape:
            return found
    reach = [(shape.distance_km(point), found.key) for found, shape in near]
    distance_km, key = min(reach, default=(inf, ""))
    return find_municipality(key) if distance_km <= SHORE_KM else None
