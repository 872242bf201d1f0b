"""The figures' place in the navigation."""

from core.auth.permissions import Permission
from core.panels import MenuEntry, Panels
from core.text import N_, Sentence


def register_figures(panels: Panels) -> None:
    """Behind what is worked with every day."""
    panels.menu.append(MenuEntry(Sentence(N_("Figures")), "housing.show_figures", Permission.VIEW_HOUSEHOLDS, order=75))
