"""The household's own sign-in: a key in the session, apart from the staff's accounts."""

from flask import g, render_template, session
from flask.typing import ResponseReturnValue

from core.auth.access import View, guarded_by
from core.i18n import choose_language
from core.session import db_session
from people.models import Household

_KEY = "household_id"


def for_household(view: View) -> View:
    """Mark a view as open to the household that came in by its link; `own_household()` is then at hand."""
    return guarded_by(_check)(view)


def own_household() -> Household:
    """The household that makes this request."""
    household: Household = g.household
    return household


def sign_in(household: Household) -> None:
    """Begin a fresh session, also where somebody of the staff was signed in.

    It speaks the language that was chosen in this browser, else the household's.
    """
    language = session.get("language", household.language)
    session.clear()
    session.permanent = True
    session[_KEY] = household.id
    choose_language(language)


def sign_out() -> None:
    """Forget the household, but not its language."""
    language = session.get("language", "")
    session.clear()
    choose_language(language)


def _check() -> ResponseReturnValue | None:
    household_id = session.get(_KEY)
    household = db_session().get(Household, household_id) if household_id is not None else None
    if household is None:
        return render_template("portal/no_link.html"), 403
    g.household = household
    return None
