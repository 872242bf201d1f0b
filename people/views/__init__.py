"""Pages about households and their members."""

from people.views.blueprint import bp

from people.views import households, members  # noqa: F401  (the views register themselves)  # isort: skip

__all__ = ["bp"]
