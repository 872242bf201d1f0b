"""The map on which a household's own place gets its pin: the one for flats, on a page of people."""

from typing import cast

from flask import render_template
from markupsafe import Markup

from core.auth.permissions import Permission
from core.panels import Panels
from housing.views.mapping.listings_map import draw_for_pin
from people.models import Household


def register_place_pin(panels: Panels) -> None:
    """Add the map to the registry."""
    panels.add_section("household-place", Permission.EDIT_LISTINGS, _map_for)


def _map_for(subject: object) -> Markup:
    """Nothing is marked on it: the page holds the point, and no address of a script does."""
    centre = cast(Household, subject).centre
    return Markup(render_template("housing/_place_pin.html", centre=centre, map=draw_for_pin(centre)))
