"""The personal link: made by an officer, opened by the household with one button, left again by signing out."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth.access import actor, public, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.errors import Refused
from core.i18n import say
from core.pages import hide_address
from core.session import db_session
from people.services.households import get_household
from portal import access
from portal.services import links
from portal.views.blueprint import bp


@bp.post("/households/<int:household_id>/link")
@requires(Permission.INVITE_HOUSEHOLDS)
def make_link(household_id: int) -> ResponseReturnValue:
    """Answers with the link itself: it is shown this once and cannot be shown again."""
    household = get_household(db_session(), household_id, actor())
    token = links.make_link(db_session(), household, actor=actor(), at=utc_now())
    address = url_for(".open_link", token=token, _external=True)
    return render_template("portal/make_link.html", household=household, address=address, days=links.DAYS_VALID)


@bp.get("/link/<token>")
@public
def open_link(token: str) -> ResponseReturnValue:
    """One button, and nothing happens before it: mail programs and messengers open links to look at them."""
    try:
        links.check_link(db_session(), token, at=utc_now())
    except Refused as refusal:
        return _closed(refusal)
    return hide_address(make_response(render_template("portal/open_link.html", token=token)))


@bp.post("/link/<token>")
@public
def use_link(token: str) -> ResponseReturnValue:
    try:
        household = links.use_link(db_session(), token, at=utc_now())
    except Refused as refusal:
        return _closed(refusal)
    access.sign_in(household)
    return redirect(url_for(".home"))


@bp.post("/my/sign-out")
@access.for_household
def sign_out() -> ResponseReturnValue:
    access.sign_out()
    flash(_("You are signed out."))
    return redirect(url_for(".signed_out"))


@bp.get("/my/signed-out")
@public
def signed_out() -> ResponseReturnValue:
    return render_template("portal/no_link.html")


def _closed(refusal: Refused) -> ResponseReturnValue:
    return render_template("portal/closed_link.html", why=say(refusal.sentence)), 410
