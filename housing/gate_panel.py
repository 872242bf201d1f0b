"""On a household's page, the next gate on its way to the subsidy, and who must act."""

from typing import cast

from flask import render_template
from markupsafe import Markup

from core.auth.permissions import Permission
from core.dates import today
from core.panels import Panels
from core.session import db_session
from housing.services.gates import passage_of
from people.models import Household


def register_gates(panels: Panels) -> None:
    """Add the line to the registry."""
    panels.add_section("household-head", Permission.VIEW_HOUSEHOLDS, _next_gate)


def _next_gate(subject: object) -> Markup:
    household = cast(Household, subject)
    passage = passage_of(db_session(), household, on=today())
    return Markup(render_template("housing/_next_gate.html", household=household, passage=passage))
