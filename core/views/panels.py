"""What the ground floor puts into the navigation and on the day's board."""

from core.auth.permissions import Permission
from core.panels import MenuEntry, Panels
from core.text import N_, Sentence
from core.views.admissions import admission_tasks
from core.views.first_steps import FIRST
from core.views.jobs import failed_tasks

_STAFF = ("invite_staff", "show_person", "deactivate_staff", "give_post", "end_post", "add_deputy")
_STRUCTURE = ("show_unit", "add_part", "change_unit", "end_unit", "hand_centre_over")


def register(panels: Panels) -> None:
    """Add the administrator's places, and everybody's failed jobs."""
    panels.menu += [
        _place(N_("Staff"), "list_staff", 90, *_STAFF),
        _place(N_("Structure"), "list_structure", 92, *_STRUCTURE),
        _place(N_("Outbox"), "list_messages", 94),
        _place(N_("Jobs"), "list_jobs", 95, "show_job"),
    ]
    panels.tasks += [(None, failed_tasks), (Permission.ADMINISTER, admission_tasks)]
    panels.counted += FIRST


def _place(label: str, view: str, order: int, *pages: str) -> MenuEntry:
    endpoints = frozenset(f"core.{page}" for page in pages)
    return MenuEntry(Sentence(label), f"core.{view}", Permission.ADMINISTER, order, endpoints)
