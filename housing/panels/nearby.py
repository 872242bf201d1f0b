"""What is near a flat, on its own page: its centre, the nearest school, clinic, bus stop, and who says so."""

from typing import cast

from flask import render_template
from markupsafe import Markup

from core.auth.permissions import Permission
from core.dates import today
from core.panels import Panels
from core.ports import answer_to
from core.session import db_session
from housing.models import Listing
from housing.services.mapping.nearby import nearby_of
from maps.travel import NoTravelTimes, TravelTimes


def register_nearby(panels: Panels) -> None:
    """Add the section to the registry."""
    panels.add_section("listing", Permission.VIEW_LISTINGS, _near)


def _near(subject: object) -> Markup:
    """The page waits for no other service: where there is one, it asks afterwards (housing.views.mapping.nearby)."""
    listing = cast(Listing, subject)
    nearby = nearby_of(db_session(), listing, NoTravelTimes(), on=today())
    has_more = answer_to(TravelTimes).is_there
    return Markup(render_template("housing/_nearby.html", listing=listing, nearby=nearby, has_more=has_more))
