"""The personal link: made by an officer, opened by the household with one button, left again by signing out."""

from flask import abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth import guessing
from core.auth.access import actor, public, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.errors import Refused
from core.i18n import say, speaking
from core.messages import Channel, Transports
from core.own_address import full_url
from core.pages import hide_address
from core.ports import answer_to
from core.session import db_session
from people.models import Household
from people.services.contacts import phone_of
from people.services.households import get_household
from portal import access
from portal.forms import SendLinkForm
from portal.services import links, sending
from portal.views.blueprint import bp


@bp.post("/households/<int:household_id>/link")
@requires(Permission.INVITE_HOUSEHOLDS)
def make_link(household_id: int) -> ResponseReturnValue:
    """Answers with the link itself: it is shown this once and cannot be shown again."""
    household = get_household(db_session(), household_id, actor())
    token = links.make_link(db_session(), household, actor=actor(), at=utc_now())
    form = SendLinkForm(answer_to(Transports), formdata=None, token=token, address=phone_of(db_session(), household))
    return _link_page(household, form)


@bp.post("/households/<int:household_id>/link/message")
@requires(Permission.INVITE_HOUSEHOLDS)
def send_link(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    form = SendLinkForm(answer_to(Transports))
    if not form.token.data:
        abort(400)  # no page of ours sends that
    if form.validate_on_submit():
        with form.refusals():
            token, channel, to = form.token.data, Channel(form.channel.data), form.address.data
            address = _address(token)
            sending.send_link(
                db_session(), household, token, address, channel=channel, to=to, actor=actor(), at=utc_now()
            )
            flash(_("The link is on its way."))
            return redirect(url_for("people.show_household", household_id=household.id))
    return _link_page(household, form), 422


@bp.post("/households/<int:household_id>/sign-out")
@requires(Permission.INVITE_HOUSEHOLDS)
def sign_household_out(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    links.shut_household_out(db_session(), household, actor=actor(), at=utc_now())
    flash(_("The household is signed out everywhere. A new link lets it in again."))
    return redirect(url_for("people.show_household", household_id=household.id))


@bp.get("/link/<token>")
@public
def open_link(token: str) -> ResponseReturnValue:
    """One button, and nothing happens before it: mail programs and messengers open links to look at them."""
    try:
        link = links.check_link(db_session(), token, at=utc_now())
    except Refused as refusal:
        return _closed(refusal)
    with speaking(access.language_for(link.household)):
        return hide_address(make_response(render_template("portal/open_link.html", token=token)))


@bp.post("/link/<token>")
@public
def use_link(token: str) -> ResponseReturnValue:
    guess = guessing.count_guess("link")
    try:
        link = links.use_link(db_session(), token, at=utc_now())
    except Refused as refusal:
        guess.was_wrong()
        return _closed(refusal)
    guess.was_right()
    access.sign_in(link, at=utc_now())
    return redirect(url_for(".home"))


@bp.post("/my/sign-out")
@access.for_household
def sign_out() -> ResponseReturnValue:
    household = access.own_household()
    links.sign_household_out(db_session(), household, actor=household, at=utc_now())
    access.sign_out()
    flash(_("You are signed out."))
    return redirect(url_for(".signed_out"))


@bp.get("/my/signed-out")
@public
def signed_out() -> ResponseReturnValue:
    return render_template("portal/no_link.html")


def _closed(refusal: Refused) -> ResponseReturnValue:
    return render_template("portal/closed_link.html", why=say(refusal.sentence)), 410


def _link_page(household: Household, form: SendLinkForm) -> str:
    return render_template(
        "portal/make_link.html",
        household=household,
        address=_address(form.token.data),
        days=links.DAYS_VALID,
        form=form,
    )


def _address(token: str) -> str:
    return full_url(".open_link", token=token)
