"""What the ground floor puts into the navigation."""

from core.auth.permissions import Permission
from core.panels import MenuEntry, Panels
from core.text import N_, Sentence


def register(panels: Panels) -> None:
    """Add the administrator's place."""
    panels.menu.append(MenuEntry(Sentence(N_("Staff")), "core.list_staff", Permission.ADMINISTER, order=90))
