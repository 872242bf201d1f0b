"""Pages about households and the people in them."""

from people.views.blueprint import bp

from people.views import documents, households, members, persons  # noqa: F401  (the views register themselves)  # isort: skip

__all__ = ["bp"]
