"""Pages about households and the people in them."""

from people.views.blueprint import bp

from people.views import (  # noqa: F401  (the views register themselves)  # isort: skip
    blocking_support,
    consents,
    contacts,
    documents,
    enterprises,
    hand_overs,
    households,
    log,
    means,
    members,
    merge_households,
    papers,
    persons,
    places,
    same_people,
    stages,
    timeline,
)

__all__ = ["bp"]
