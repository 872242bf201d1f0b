"""One's own account, for everybody of the staff."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth import accounts, entrance, proof
from core.auth.access import actor, signed_in
from core.auth.admissions import open_admissions
from core.auth.forms import ChangePasswordForm
from core.dates import utc_now
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/account")
@signed_in
def show_account() -> ResponseReturnValue:
    return render_template("core/show_account.html", user=actor(), waiting=open_admissions(db_session(), actor()))


@bp.route("/account/password", methods=["GET", "POST"])
@signed_in
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm()
    if form.validate_on_submit():
        with form.refusals():
            proof.show_password(actor(), form.current.data)
            accounts.change_password(
                db_session(), actor(), form.password.data, here=entrance.staff_session(), at=utc_now()
            )
            flash(_("Your password is changed."))
            return redirect(url_for(".show_account"))
    return render_template("core/change_password.html", form=form, user=actor()), 422 if form.is_submitted() else 200
