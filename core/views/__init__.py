"""Pages that belong to no domain: the day's board, what a reader chooses, the health of the service, the staff."""

from core.views.blueprint import bp

from core.views import (  # noqa: F401  (the views register themselves)  # isort: skip
    account,
    admissions,
    audit,
    board,
    calendar,
    choices,
    documents,
    health,
    invitation,
    jobs,
    letters,
    outbox,
    papers,
    posts,
    search,
    second_factor,
    second_step,
    sessions,
    show_again,
    sign_in,
    staff,
    structure,
)

__all__ = ["bp"]
