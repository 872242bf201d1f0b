"""Where the staff set up what they show besides the password. Open to whoever has yet to do so.

Everything that changes something asks first to show again that it is oneself, unless one has just come in.
"""

import segno
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth import doorway, entrance, passkeys, recovery, second_factor, totp
from core.auth.access import actor, before_second_factor, signed_in
from core.auth.devices import device_words
from core.auth.forms import CodeForm, NewPasskeyForm
from core.auth.proof import shown_again
from core.dates import utc_now
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/account/second-factor")
@before_second_factor
def show_second_factor() -> ResponseReturnValue:
    return render_template(
        "core/show_second_factor.html",
        is_required=second_factor.is_required_of(actor()),
        app=totp.find_app(db_session(), actor()),
        passkeys=passkeys.list_passkeys(db_session(), actor()),
        codes_left=recovery.count_codes(db_session(), actor()),
    )


@bp.post("/account/second-factor/app")
@before_second_factor
@shown_again
def begin_app() -> ResponseReturnValue:
    totp.begin_app(db_session(), actor(), at=utc_now())
    return redirect(url_for(".confirm_app"))


@bp.route("/account/second-factor/app/confirm", methods=["GET", "POST"])
@before_second_factor
@shown_again
def confirm_app() -> ResponseReturnValue:
    begun = totp.find_begun(db_session(), actor())
    if begun is None:
        return redirect(url_for(".show_second_factor"))
    form = CodeForm()
    if form.validate_on_submit():
        with form.refusals():
            totp.confirm_app(db_session(), actor(), form.code.data, at=utc_now())
            return _set_up(_("The app is set up."))
    address = totp.app_address(begun.secret, actor())
    picture = segno.make(address, error="m").svg_data_uri(scale=5, light="#fff")
    key = totp.spelled_out(begun.secret)
    page = render_template("core/confirm_app.html", form=form, key=key, address=address, picture=picture)
    return page, 422 if form.is_submitted() else 200


@bp.route("/account/second-factor/passkeys/new", methods=["GET", "POST"])
@before_second_factor
@shown_again
def add_passkey() -> ResponseReturnValue:
    form = NewPasskeyForm(name=device_words(request.user_agent.string))
    if form.validate_on_submit():
        with form.refusals():
            question = doorway.asked_question(at=utc_now())
            passkeys.add_passkey(db_session(), actor(), form.name.data, form.answer.data, question, at=utc_now())
            return _set_up(_("The passkey is set up."))
    options = passkeys.creation_options(db_session(), actor(), doorway.ask_question(at=utc_now()))
    return render_template("core/add_passkey.html", form=form, options=options), 422 if form.is_submitted() else 200


@bp.post("/account/second-factor/app/remove")
@signed_in
@shown_again
def remove_app() -> ResponseReturnValue:
    second_factor.remove_app(db_session(), actor())
    flash(_("The app is removed."))
    return redirect(url_for(".show_second_factor"))


@bp.post("/account/second-factor/passkeys/<int:passkey_id>/remove")
@signed_in
@shown_again
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    second_factor.remove_passkey(db_session(), actor(), passkey_id)
    flash(_("The passkey is removed."))
    return redirect(url_for(".show_second_factor"))


@bp.post("/account/second-factor/recovery-codes")
@signed_in
@shown_again
def make_recovery_codes() -> ResponseReturnValue:
    """Answers with the codes themselves: they are shown this once and cannot be shown again."""
    codes = recovery.make_codes(db_session(), actor(), at=utc_now())
    return render_template("core/make_recovery_codes.html", codes=codes)


def _set_up(words: str) -> ResponseReturnValue:
    """With the first second factor come recovery codes, and the session is worth more from here on."""
    entrance.rise(at=utc_now())
    flash(words)
    if recovery.count_codes(db_session(), actor()):
        return redirect(url_for(".show_second_factor"))
    return make_recovery_codes()
