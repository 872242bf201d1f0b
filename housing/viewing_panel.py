"""What viewings put into the navigation."""

from core.auth.permissions import Permission
from core.panels import MenuEntry, Panels
from core.text import N_, Sentence

_PAGES = ("book_viewing", "change_guest", "change_viewing", "invite_guest", "show_viewing")


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
