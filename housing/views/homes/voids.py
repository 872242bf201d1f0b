"""The pages of times in which a home cannot be let."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.i18n import day
from core.session import db_session, lock_for_update
from housing.forms.void import VoidForm
from housing.models import Dwelling, VoidPeriod
from housing.services.homes import voids
from housing.services.homes.homes import get_home
from housing.services.homes.running_leases import let_within
from housing.services.homes.voids import VoidFacts
from housing.views.blueprint import bp


@bp.route("/homes/<int:dwelling_id>/voids/new", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def add_void(dwelling_id: int) -> ResponseReturnValue:
    home, form = get_home(db_session(), dwelling_id, actor()), VoidForm()
    if form.validate_on_submit():
        with form.refusals():
            voids.add_void(db_session(), home, _facts(form), actor=actor(), at=utc_now())
            flash(_("The home is out of use in these days."))
            _say_let(home, _facts(form))
            return redirect(url_for(".show_home", dwelling_id=home.id))
    return _form_page(form, home, None)


@bp.route("/homes/<int:dwelling_id>/voids/<int:period_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def change_void(dwelling_id: int, period_id: int) -> ResponseReturnValue:
    home = get_home(db_session(), dwelling_id, actor())
    void = voids.get_void(db_session(), home, period_id)
    lock_for_update(home, void)
    form = VoidForm(obj=void)
    if form.validate_on_submit():
        with form.refusals():
            voids.change_void(db_session(), void, _facts(form), actor=actor())
            flash(_("The changes are saved."))
            _say_let(home, _facts(form))
            return redirect(url_for(".show_home", dwelling_id=home.id))
    record_read(db_session(), "show-home", home, actor=actor())
    return _form_page(form, home, void)


@bp.post("/homes/<int:dwelling_id>/voids/<int:period_id>/remove")
@requires(Permission.EDIT_LISTINGS)
def remove_void(dwelling_id: int, period_id: int) -> ResponseReturnValue:
    home = get_home(db_session(), dwelling_id, actor())
    voids.remove_void(db_session(), voids.get_void(db_session(), home, period_id), actor=actor())
    flash(_("The period is removed."))
    return redirect(url_for(".show_home", dwelling_id=home.id))


def _say_let(home: Dwelling, facts: VoidFacts) -> None:
    """What is broken in a home that is let is written down too, and ends no lease."""
    last_day = let_within(db_session(), home, facts.period)
    if last_day is not None:
        flash(_("A lease binds it until %(day)s and goes on: only a new one has to wait.", day=day(last_day)), "wait")


def _form_page(form: VoidForm, home: Dwelling, void: VoidPeriod | None) -> ResponseReturnValue:
    page = render_template("housing/edit_void.html", form=form, home=home, void=void)
    return page, 422 if form.is_submitted() else 200


def _facts(form: VoidForm) -> VoidFacts:
    return VoidFacts(form.starts_on.data, form.last_day.data, form.reason.data, form.note.data or "")
