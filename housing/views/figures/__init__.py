"""Pages about the figures of a period."""

from housing.views.figures import figures  # noqa: F401
