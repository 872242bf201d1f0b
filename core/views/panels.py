"""What the ground floor puts into the navigation and on the day's board."""

from core.auth.permissions import Permission
from core.panels import MenuEntry, Panels
from core.text import N_, Sentence
from core.views.jobs import failed_tasks


def register(panels: Panels) -> None:
    """Add the administrator's places, and everybody's failed jobs."""
    panels.menu.append(MenuEntry(Sentence(N_("Staff")), "core.list_staff", Permission.ADMINISTER, order=90))
    panels.menu.append(
        MenuEntry(
            Sentence(N_("Jobs")),
            "core.list_jobs",
            Permission.ADMINISTER,
            order=95,
            endpoints=frozenset({"core.show_job"}),
        )
    )
    panels.tasks.append((None, failed_tasks))
