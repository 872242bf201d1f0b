"""Where one is signed in, and how one ends it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth import entrance, sessions
from core.auth.access import actor, signed_in
from core.dates import utc_now
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/account/sessions")
@signed_in
def list_sessions() -> ResponseReturnValue:
    found = sessions.open_sessions(db_session(), actor(), entrance.limits(), at=utc_now())
    return render_template("core/list_sessions.html", sessions=found, here_id=entrance.staff_session().id)


@bp.post("/account/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id: int) -> ResponseReturnValue:
    sessions.end_session(db_session(), actor(), session_id, at=utc_now())
    flash(_("That browser is signed out."))
    return redirect(url_for(".list_sessions"))


@bp.post("/account/sign-out-everywhere")
@signed_in
def sign_out_everywhere() -> ResponseReturnValue:
    sessions.sign_out_everywhere(db_session(), actor(), actor=actor(), at=utc_now())
    entrance.forget_everything()
    flash(_("You are signed out everywhere."))
    return redirect(url_for(".sign_in"))
