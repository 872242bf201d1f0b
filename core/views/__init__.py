"""Pages that belong to no domain: the day's board, the language, the health of the service, the staff."""

from core.views.blueprint import bp

from core.views import account, board, health, invitation, language, staff  # noqa: F401  (the views register themselves)  # isort: skip

__all__ = ["bp"]
