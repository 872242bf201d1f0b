"""The pages of housing."""

from housing.views.blueprint import bp

from housing.views import imports, listings, listings_map, needs, offers, places  # noqa: F401  (the views register themselves)  # isort: skip

__all__ = ["bp"]
