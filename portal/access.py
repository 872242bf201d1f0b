"""The household's own sign-in, apart from the staff's accounts: the cookie says by which link it came, and when."""

from datetime import UTC, datetime

from flask import g, render_template, session
from flask.typing import ResponseReturnValue

from core.auth.access import View, guarded_by
from core.dates import utc_now
from core.i18n import choose_language, spoken
from core.session import db_session, settings
from people.models import Household
from portal.models import HouseholdLink
from portal.services.links import find_open_visit

_KEY = "household_link"


def for_household(view: View) -> View:
    """Mark a view as open to the household that came in by its link; `own_household()` is then at hand."""
    return guarded_by(_check, asks_for="*household*")(view)


def own_household() -> Household:
    """The household that makes this request."""
    household: Household = g.household
    return household


def is_household() -> bool:
    """Whether this browser came in by a household's link, as its cookie says; whether it still may is not asked."""
    return _KEY in session


def sign_in(link: HouseholdLink, *, at: datetime) -> None:
    """Begin a fresh session, also where somebody of the staff was signed in."""
    language = language_for(link.household)
    session.clear()
    session.permanent = True
    session[_KEY] = {"id": link.id, "since": at.timestamp()}
    choose_language(language)


def language_for(household: Household) -> str:
    """The language that was chosen in this browser, else the one in which the household is written to."""
    return session.get("language") or spoken(household.language)


def sign_out() -> None:
    """Forget the household, but not its language."""
    language = session.get("language", "")
    session.clear()
    choose_language(language)


def _check() -> ResponseReturnValue | None:
    held, at = session.get(_KEY), utc_now()
    since = datetime.fromtimestamp(held["since"], UTC) if held else at
    link = find_open_visit(db_session(), held["id"], since=since, at=at) if held else None
    if link is None or abs(at - since) >= settings().household_session:
        return render_template("portal/no_link.html"), 403
    g.household = link.household
    g.centre_phone = link.household.centre.phone  # at hand for an error's page too, whose database may be gone
    return None
