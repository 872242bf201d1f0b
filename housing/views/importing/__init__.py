"""Pages about files that people send."""

from housing.views.importing import import_steps, imports  # noqa: F401
