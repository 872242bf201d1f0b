"""The pages of housing."""

from housing.views.blueprint import bp

from housing.views import (  # noqa: F401  (the views register themselves)  # isort: skip
    centre_map,
    documents,
    imports,
    landlords,
    leases,
    letters,
    listings,
    listings_map,
    needs,
    offers,
    photos,
    places,
)

__all__ = ["bp"]
