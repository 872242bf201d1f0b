"""Pages about households and the people in them."""

from people.views.blueprint import bp

from people.views import (  # noqa: F401  (the views register themselves)  # isort: skip
    consents,
    contacts,
    documents,
    enterprises,
    households,
    log,
    members,
    papers,
    persons,
    places,
    stages,
)

__all__ = ["bp"]
