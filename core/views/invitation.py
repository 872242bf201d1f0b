"""The link by which somebody of the staff sets a password, the first or another."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth import guessing, invitations
from core.auth.access import public
from core.auth.forms import NewPasswordForm
from core.dates import utc_now
from core.errors import Refused
from core.i18n import say
from core.pages import hide_address
from core.session import db_session
from core.views.blueprint import bp


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@public
def accept_invitation(token: str) -> ResponseReturnValue:
    """Looking changes nothing: mail programs and messengers open links to look at them."""
    form = NewPasswordForm()
    guess = guessing.count_guess("invitation") if form.is_submitted() else None
    try:
        invitation = invitations.check_invitation(db_session(), token, at=utc_now())
    except Refused as refusal:
        if guess is not None:
            guess.was_wrong()
        return render_template("core/closed_invitation.html", why=say(refusal.sentence)), 410
    if guess is not None:
        guess.was_right()
    if form.validate_on_submit():
        with form.refusals():
            invitations.accept_invitation(db_session(), token, form.password.data, at=utc_now())
            flash(_("Your password is set. Sign in with it."))
            return redirect(url_for(".sign_in"))
    page = render_template("core/accept_invitation.html", form=form, user=invitation.user)
    return hide_address(make_response(page, 422 if form.is_submitted() else 200))
