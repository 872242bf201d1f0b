"""What viewings put into the navigation and on the day's board."""

from datetime import datetime

from flask import url_for

from core.auth.permissions import Permission
from core.dates import day_of
from core.panels import Counted, MenuEntry, Panels
from core.tasks import Task
from core.text import N_, Sentence
from housing.panels.task_groups import VIEWINGS
from housing.services.viewings.viewing_hand_overs import count_unattended
from housing.services.viewings.viewing_queries import count_own

_PAGES = (
    "book_viewing", "change_guest", "change_viewing", "hand_over_viewings", "invite_guest",
    "show_viewing",
)  # fmt: skip


def register_viewings(panels: Panels) -> None:
    """Add the day's viewings to the registry."""
    panels.menu.append(
        MenuEntry(
            Sentence(N_("Viewings")),
            "housing.list_viewings",
            Permission.VIEW_LISTINGS,
            order=42,
            endpoints=frozenset(f"housing.{page}" for page in _PAGES),
        )
    )
    panels.counted.append(Counted(Permission.MAKE_OFFERS, count_own, _to_do))
    panels.counted.append(Counted(Permission.MAKE_OFFERS, count_unattended, _to_hand_over))


def _to_do(today: int, over: int, first_over_at: datetime | None) -> list[Task]:
    """Where one goes today, and of what nobody wrote down what came of it."""
    tasks = []
    if today:
        tasks.append(
            Task(
                title=Sentence.counted(today, "%(n)s viewing today", "%(n)s viewings today"),
                why=Sentence(N_("In the order of the way, with who comes and who interprets.")),
                action=Sentence(N_("Open")),
                url=url_for("housing.list_viewings"),
                icon="calendar-event",
                group=VIEWINGS,
                is_mine=True,
            )
        )
    if over and first_over_at is not None:
        tasks.append(
            Task(
                title=Sentence.counted(
                    over,
                    "%(n)s viewing is over, and nothing is written down",
                    "%(n)s viewings are over, and nothing is written down",
                ),
                why=Sentence(N_("Did the household come, and what does it think of the flat?")),
                action=Sentence(N_("Write it down")),
                url=url_for("housing.list_viewings", on=day_of(first_over_at)),
                icon="calendar-check",
                group=VIEWINGS,
                due_on=day_of(first_over_at),
                is_mine=True,
            )
        )
    return tasks


def _to_hand_over(unattended: int, first_at: datetime | None) -> list[Task]:
    """Families are on their way to a door where nobody stands."""
    if not unattended or first_at is None:
        return []
    task = Task(
        title=Sentence.counted(
            unattended,
            "%(n)s viewing is attended by nobody any more",
            "%(n)s viewings are attended by nobody any more",
        ),
        why=Sentence(N_("Who was to be there does not work here any more, or not any more by then.")),
        action=Sentence(N_("Hand over")),
        url=url_for("housing.hand_over_viewings"),
        icon="calendar-event",
        group=VIEWINGS,
        due_on=day_of(first_at),
    )
    return [task]
