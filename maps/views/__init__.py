"""Pages about places of interest."""

from maps.views.blueprint import bp

from maps.views import amenities, tiles  # noqa: F401  (the views register themselves)  # isort: skip

__all__ = ["bp"]
