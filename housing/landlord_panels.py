"""What landlords put into the navigation."""

from core.auth.permissions import Permission
from core.panels import MenuEntry, Panels
from core.text import N_, Sentence

_PAGES = (
    "add_landlord", "add_landlord_talk", "change_landlord", "list_discrimination", "report_discrimination",
    "show_landlord",
)  # fmt: skip


def register_landlords(panels: Panels) -> None:
    """Add the landlords to the registry."""
    panels.menu.append(
        MenuEntry(
            Sentence(N_("Landlords")),
            "housing.list_landlords",
            Permission.VIEW_LISTINGS,
            order=15,
            endpoints=frozenset(f"housing.{page}" for page in _PAGES),
        )
    )
