"""Pages about searching the listings."""

from housing.views.search import around, choosing, exports, saved_searches  # noqa: F401
