"""The blueprint of the households' pages, and the places at their foot."""

from dataclasses import dataclass

from flask import Blueprint, g, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _

from portal import words

bp = Blueprint("portal", __name__)


@bp.record_once
def _lend_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(
        STATEMENT_SHAPES=words.STATEMENT_SHAPES,
        home_pictures=words.home_pictures,
        needed_pictures=words.needed_pictures,
    )


# Views that belong to another place than home.
_PLACES = {"show_money": "show_money", "show_calendar": "show_calendar", "open_calendar": "show_calendar"}


@dataclass(frozen=True, slots=True)
class Tab:
    """A place at the foot of the page."""

    label: str
    url: str
    icon: str
    is_current: bool


@bp.context_processor
def tabs() -> dict[str, object]:
    """The places of the household that is inside, and where it calls its centre; outside there are none."""
    if "household" not in g:
        return {"portal_tabs": []}
    endpoint = (request.endpoint or "").removeprefix("portal.")
    here = _PLACES.get(endpoint, "home")
    places = {
        "home": (_("Home"), "house"),
        "show_money": (_("Money"), "wallet2"),
        "show_calendar": (_("Days"), "calendar-event"),
    }
    return {
        "centre_phone": g.centre_phone,
        "portal_tabs": [
            Tab(label, url_for(f"portal.{view}"), icon, view == here) for view, (label, icon) in places.items()
        ],
    }
