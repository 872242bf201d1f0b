"""What the portal puts on the staff's pages: the personal link on a household's page, and where an offer needs one."""

from typing import cast

from flask import render_template
from markupsafe import Markup

from core.auth.permissions import Permission
from core.dates import utc_now
from core.panels import Panels
from core.session import db_session
from housing.models import Offer
from housing.states.offers import OfferStatus
from people.models import Household
from portal.audit_words import STEPS, SUBJECTS
from portal.services.links import find_latest_link, has_way_in


def register(panels: Panels) -> None:
    """Add the sections about the link."""
    panels.add_audit_words(STEPS, SUBJECTS)
    panels.add_section("household-aside", Permission.INVITE_HOUSEHOLDS, _link_of)
    panels.add_section("offer-first", Permission.INVITE_HOUSEHOLDS, _way_in)


def _link_of(subject: object) -> Markup:
    household = cast(Household, subject)
    link = find_latest_link(db_session(), household.id)
    return Markup(render_template("portal/_link_section.html", household=household, link=link, at=utc_now()))


def _way_in(subject: object) -> Markup:
    """On the page of an offer that waits: that its household cannot see it."""
    offer = cast(Offer, subject)
    if offer.status is not OfferStatus.OPEN or has_way_in(db_session(), offer.household_id, at=utc_now()):
        return Markup()
    return Markup(render_template("portal/_no_way_in.html", offer=offer))
