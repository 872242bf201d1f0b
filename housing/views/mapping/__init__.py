"""Pages about where flats stand."""

from housing.views.mapping import centre_map, landlord_map, listings_map, listings_points, nearby, places, stills  # noqa: F401
