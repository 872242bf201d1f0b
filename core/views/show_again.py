"""Where one shows again that it is oneself, before changing what opens the door."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth import passkeys, proof
from core.auth.access import actor, before_second_factor
from core.auth.forms import PasskeyForm, ShowAgainForm
from core.dates import utc_now
from core.session import db_session
from core.views.blueprint import bp
from core.views.second_step import passkey_question


@bp.route("/account/show-again", methods=["GET", "POST"])
@before_second_factor
def show_again() -> ResponseReturnValue:
    form = ShowAgainForm()
    if form.validate_on_submit():
        with form.refusals():
            proof.show_password(actor(), form.current.data)
            return _go_on()
    return _page(form), 422 if form.is_submitted() else 200


@bp.post("/account/show-again/passkey")
@before_second_factor
def show_passkey_again() -> ResponseReturnValue:
    form = PasskeyForm()
    if form.validate_on_submit():
        with form.refusals():
            proof.show_passkey(actor(), form.answer.data, at=utc_now())
            return _go_on()
    fresh = ShowAgainForm(formdata=None)
    fresh.form_errors += form.form_errors
    return _page(fresh), 422


def _page(form: ShowAgainForm) -> str:
    passkey = passkey_question() if passkeys.list_passkeys(db_session(), actor()) else None
    return render_template("core/show_again.html", form=form, passkey=passkey, user=actor())


def _go_on() -> ResponseReturnValue:
    proof.remember(at=utc_now())
    flash(_("For ten minutes you can change what you sign in with."))
    return redirect(url_for(".show_second_factor"))
