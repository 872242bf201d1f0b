"""The second step at the staff's door: a code, or a passkey, which is both steps in one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from core.addresses import local_address
from core.auth import doorway, entrance, guessing, passkeys, recovery, second_factor
from core.auth.access import public
from core.auth.forms import CodeForm, PasskeyForm, SignInForm
from core.auth.models import User
from core.auth.posts import duty_on
from core.dates import today, utc_now
from core.session import db_session
from core.views.blueprint import bp


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
def enter_code() -> ResponseReturnValue:
    waiting = doorway.who_is_half_way(at=utc_now())
    if waiting is None:
        return redirect(url_for(".sign_in"))
    user, wanted = waiting
    form = CodeForm()
    if form.validate_on_submit():
        guess = guessing.count_guess("code", f"code of {user.id}", whose=user)
        if second_factor.take_code(db_session(), user, form.code.data, at=utc_now()):
            guess.was_right()
            return _let_in(user, wanted)
        guess.was_wrong()
        form.code.errors = [_("This code is not right, or it was used already.")]
    has_passkey = bool(passkeys.list_passkeys(db_session(), user))
    passkey = passkey_question() if has_passkey else None
    page = render_template("core/enter_code.html", form=form, passkey=passkey, wanted=wanted)
    return page, 422 if form.is_submitted() else 200


@bp.post("/sign-in/passkey")
@public
def use_passkey() -> ResponseReturnValue:
    form = PasskeyForm()
    if form.validate_on_submit():
        guess = guessing.count_guess("passkey")
        with form.refusals():
            question = doorway.asked_question(at=utc_now())
            user = passkeys.use_passkey(db_session(), form.answer.data, question, at=utc_now())
            guess.was_right()
            return _let_in(user, form.next.data)
        guess.was_wrong()
    fresh = SignInForm(formdata=None, next=form.next.data)
    fresh.form_errors += form.form_errors
    return render_template("core/sign_in.html", form=fresh, passkey=passkey_question()), 422


def passkey_question() -> str:
    """What a page asks the browser's passkeys, as JSON."""
    return passkeys.request_options(doorway.ask_question(at=utc_now()))


def _let_in(user: User, wanted: str) -> ResponseReturnValue:
    entrance.come_in(user, by_second_factor=True, at=utc_now())
    if words := _few_codes(user):
        link = Markup('<a href="{}">{}</a>').format(url_for(".show_second_factor"), _("Make new codes"))
        flash(Markup("{} {}").format(words, link), "wait")
    return redirect(local_address(wanted, url_for(".home")))


def _few_codes(user: User) -> str | None:
    """What is said to somebody who will soon have no way in without the telephone. Who has none hears of it where a
    second factor is a duty.
    """
    left = recovery.count_codes(db_session(), user)
    if left:
        few = ngettext("Only %(num)s recovery code is left.", "Only %(num)s recovery codes are left.", left)
        return few if left < recovery.FEW else None
    user.take_up(duty_on(db_session(), user, today()))
    return _("You have no recovery code left.") if second_factor.is_required_of(user) else None
