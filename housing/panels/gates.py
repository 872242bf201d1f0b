"""On a household's page, the next gate on its way to the subsidy and who must act; above all, where days are lost."""

from typing import cast

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from core.auth.permissions import Permission
from core.dates import today
from core.panels import Panels
from core.session import db_session
from housing.gates import WITH_US
from housing.services.households.gates import next_gate_of
from people.models import Household


def register_gates(panels: Panels) -> None:
    """Add the line and the link to the registry."""
    panels.add_section("household-head", Permission.VIEW_HOUSEHOLDS, _next_gate)
    panels.add_section("households-head", Permission.VIEW_HOUSEHOLDS, _all_gates)


def _next_gate(subject: object) -> Markup:
    household = cast(Household, subject)
    gate = next_gate_of(db_session(), household, on=today()) if household.stage in WITH_US else None
    return Markup(
        render_template(
            "housing/_next_gate.html", household=household, gate=gate, is_with_us=household.stage in WITH_US
        )
    )


def _all_gates(_subject: object) -> Markup:
    return Markup('<a class="btn btn-secondary" href="{}">{}</a>').format(
        url_for("housing.list_gates"), _("Where days are lost")
    )
