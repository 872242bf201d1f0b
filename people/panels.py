"""What people's pages add to the shell."""

from core.auth.permissions import Permission
from core.panels import MenuEntry, Panels
from core.text import N_, Sentence


def register(panels: Panels) -> None:
    """Add the place of the households."""
    pages = (
        "show_household",
        "add_household",
        "change_household",
        "add_member",
        "change_member",
        "move_members",
        "show_person",
        "change_person",
    )
    panels.menu.append(
        MenuEntry(
            Sentence(N_("Households")),
            "people.list_households",
            Permission.VIEW_HOUSEHOLDS,
            order=20,
            endpoints=frozenset(f"people.{page}" for page in pages),
        )
    )
