"""The staff's door: in by address and password, out by a button."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from core.addresses import local_address
from core.auth import accounts, doorway, entrance, guessing, second_factor, sessions
from core.auth.access import actor, before_second_factor, public
from core.auth.forms import SignInForm
from core.auth.models import User
from core.dates import utc_now
from core.session import db_session
from core.views.blueprint import bp
from core.views.second_step import passkey_question


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """What is wrong with address and password is one sentence about both: it tells no stranger who works here."""
    if current_user.is_authenticated:
        return redirect(url_for(".home"))
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        user = _find_user(form)
        if user is not None:
            return _let_in(user, form.next.data)
        form.form_errors.append(_("The address or the password is not right."))
    return render_template(
        "core/sign_in.html", form=form, passkey=passkey_question()
    ), 422 if form.is_submitted() else 200


def _find_user(form: SignInForm) -> User | None:
    user = accounts.find_by_email(db_session(), form.email.data)
    guess = guessing.count_guess("password", form.email.data.casefold(), whose=user)
    if accounts.lets_in(db_session(), user, form.password.data):
        guess.was_right()
        return user
    guess.was_wrong()
    return None


def _let_in(user: User, wanted: str) -> ResponseReturnValue:
    """Whoever has a second factor shows it first, whatever the work is."""
    if second_factor.is_set_up(db_session(), user):
        doorway.go_half_way(user, wanted, at=utc_now())
        return redirect(url_for(".enter_code"))
    entrance.come_in(user, by_second_factor=False, at=utc_now())
    return redirect(local_address(wanted, url_for(".home")))


@bp.post("/sign-out")
@before_second_factor
def sign_out() -> ResponseReturnValue:
    sessions.end_session(db_session(), actor(), entrance.staff_session().id, at=utc_now())
    entrance.forget_everything()
    return redirect(url_for(".sign_in"))
