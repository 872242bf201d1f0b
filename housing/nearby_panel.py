"""What is near a flat, on its own page: the nearest school, clinic, pharmacy, bus stop, and who says so."""

from typing import cast

from flask import render_template
from markupsafe import Markup

from core.auth.permissions import Permission
from core.panels import Panels
from core.session import db_session
from housing.models import Listing
from maps.services.nearest import nearest_of_each_kind


def register_nearby(panels: Panels) -> None:
    """Add the section to the registry."""
    panels.add_section("listing", Permission.VIEW_LISTINGS, _near)


def _near(subject: object) -> Markup:
    """Nothing while nobody knows where the flat is."""
    listing = cast(Listing, subject)
    if listing.dwelling.point is None:
        return Markup()
    near = nearest_of_each_kind(db_session(), listing.dwelling.point)
    return Markup(render_template("housing/_nearby.html", listing=listing, near=near))
