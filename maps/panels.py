"""What maps puts into the navigation."""

from core.auth.permissions import Permission
from core.panels import MenuEntry, Panels
from core.text import N_, Sentence
from maps.audit_words import STEPS, SUBJECTS


def register(panels: Panels) -> None:
    """Add the administrator's page of places, and what its steps are called."""
    panels.add_audit_words(STEPS, SUBJECTS)
    panels.menu.append(
        MenuEntry(
            Sentence(N_("Places")),
            "maps.list_places",
            Permission.ADMINISTER,
            order=93,
            endpoints=frozenset({"maps.import_places"}),
        )
    )
