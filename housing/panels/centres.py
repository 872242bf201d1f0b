"""What housing puts on a centre's page: its place on the map."""

from typing import cast

from flask import render_template
from markupsafe import Markup

from core.auth.permissions import Permission
from core.panels import Panels
from core.structure import Centre
from housing.views.mapping.listings_map import draw_centre


def register_centre(panels: Panels) -> None:
    """Add the map to the registry."""
    panels.add_section("centre", Permission.ADMINISTER, _map_of)


def _map_of(subject: object) -> Markup:
    centre = cast(Centre, subject)
    return Markup(render_template("housing/_centre_map.html", centre=centre, map=draw_centre(centre)))
