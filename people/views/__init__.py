"""Pages about households and the people in them."""

from people.views.blueprint import bp

from people.views import (  # noqa: F401  (the views register themselves)  # isort: skip
    contacts,
    documents,
    enterprises,
    households,
    members,
    papers,
    persons,
)

__all__ = ["bp"]
