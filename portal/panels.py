"""What the portal puts on the staff's pages: the personal link on a household's page."""

from typing import cast

from flask import render_template
from markupsafe import Markup

from core.auth.permissions import Permission
from core.dates import utc_now
from core.panels import Panels
from core.session import db_session
from people.models import Household
from portal.audit_words import STEPS, SUBJECTS
from portal.services.links import find_latest_link


def register(panels: Panels) -> None:
    """Add the section about the link."""
    panels.add_audit_words(STEPS, SUBJECTS)
    panels.add_section("household-aside", Permission.INVITE_HOUSEHOLDS, _link_of)


def _link_of(subject: object) -> Markup:
    household = cast(Household, subject)
    link = find_latest_link(db_session(), household.id)
    return Markup(render_template("portal/_link_section.html", household=household, link=link, at=utc_now()))
