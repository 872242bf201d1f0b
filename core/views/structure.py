"""The structure for the administrator: what there is, adding to it, naming it, ending it."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth import reach
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.i18n import language
from core.session import db_session, lock_for_update
from core.structure import Centre, Partner, Place, PlaceKind, Programme, Project, building
from core.views.blueprint import bp
from core.views.unit_forms import (
    CentreForm,
    HandOverForm,
    LastDayForm,
    NamesForm,
    NewCentreForm,
    NewPartnerForm,
    NewProjectForm,
)

_UNIT = "/structure/<any('programme','project','partner','centre'):kind>/<int:unit_id>"
_NEW_PARTS = {"programme": NewProjectForm, "project": NewPartnerForm, "partner": NewCentreForm}


@bp.get("/structure")
@requires(Permission.ADMINISTER)
def list_structure() -> ResponseReturnValue:
    return render_template("core/list_structure.html", lines=reach.list_structure(db_session(), actor(), today()))


@bp.get(_UNIT)
@requires(Permission.ADMINISTER)
def show_unit(kind: str, unit_id: int) -> ResponseReturnValue:
    unit = _get(kind, unit_id)
    posts = reach.posts_at(db_session(), Place(PlaceKind(kind), unit_id), today())
    return render_template("core/show_unit.html", unit=unit, kind=kind, posts=posts, on=today())


@bp.route("/structure/<any('programme','project','partner'):kind>/<int:unit_id>/add", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def add_part(kind: str, unit_id: int) -> ResponseReturnValue:
    unit = _get(kind, unit_id)
    form = _NEW_PARTS[kind](starts_on=today())
    if form.validate_on_submit():
        with form.refusals():
            _add(unit, form)
            flash(_("It is added to the structure."))
            return redirect(url_for(".show_unit", kind=kind, unit_id=unit_id))
    page = render_template("core/add_part.html", form=form, unit=unit, kind=kind)
    return page, 422 if form.is_submitted() else 200


@bp.route(f"{_UNIT}/edit", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def change_unit(kind: str, unit_id: int) -> ResponseReturnValue:
    unit = _get(kind, unit_id)
    lock_for_update(unit)
    form = CentreForm(obj=unit) if isinstance(unit, Centre) else NamesForm(obj=unit)
    if form.validate_on_submit():
        with form.refusals():
            _change(unit, form)
            flash(_("The changes are saved."))
            return redirect(url_for(".show_unit", kind=kind, unit_id=unit_id))
    page = render_template("core/change_unit.html", form=form, unit=unit, kind=kind)
    return page, 422 if form.is_submitted() else 200


@bp.route(f"{_UNIT}/end", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def end_unit(kind: str, unit_id: int) -> ResponseReturnValue:
    unit = _get(kind, unit_id)
    form = LastDayForm()
    if form.validate_on_submit():
        with form.refusals("last_day"):
            _end(unit, form.ends_on)
            flash(_("The last day is written down."))
            return redirect(url_for(".show_unit", kind=kind, unit_id=unit_id))
    page = render_template("core/end_unit.html", form=form, unit=unit, kind=kind)
    return page, 422 if form.is_submitted() else 200


@bp.route("/structure/centre/<int:centre_id>/hand-over", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def hand_centre_over(centre_id: int) -> ResponseReturnValue:
    centre = _get(PlaceKind.CENTRE, centre_id)
    lines = reach.list_structure(db_session(), actor(), today())
    partners = {line.unit.id: line.unit for line in lines if isinstance(line.unit, Partner)}
    form = HandOverForm(partners=[(key, partner.name(language())) for key, partner in partners.items()])
    if form.validate_on_submit() and isinstance(centre, Centre):
        with form.refusals():
            to = partners[int(form.partner_id.data)]
            building.hand_centre_over(db_session(), centre, to, starts_on=form.starts_on.data, actor=actor())
            flash(_("The centre has its new partner."))
            return redirect(url_for(".show_unit", kind=PlaceKind.CENTRE, unit_id=centre_id))
    page = render_template("core/hand_centre_over.html", form=form, unit=centre)
    return page, 422 if form.is_submitted() else 200


def _get(kind: str, unit_id: int) -> reach.AnyUnit:
    return reach.get_unit(db_session(), PlaceKind(kind), unit_id, actor())


def _change(unit: reach.AnyUnit, form: NamesForm | CentreForm) -> None:
    if isinstance(unit, Centre):
        assert isinstance(form, CentreForm)
        building.change_centre(db_session(), unit, form.details(), actor=actor())
    else:
        building.rename(db_session(), unit, form.details(), actor=actor())


def _end(unit: reach.AnyUnit, ends_on: date) -> None:
    if isinstance(unit, Centre):
        building.close_centre(db_session(), unit, ends_on=ends_on, actor=actor())
    else:
        building.end(db_session(), unit, ends_on=ends_on, actor=actor())


def _add(unit: reach.AnyUnit, form: NewProjectForm | NewPartnerForm | NewCentreForm) -> None:
    session, facts = db_session(), {"starts_on": form.starts_on.data, "actor": actor()}
    match unit, form:
        case Programme(), NewProjectForm():
            building.add_project(session, unit, form.details(), **facts)
        case Project(), NewPartnerForm():
            building.add_partner(session, unit, form.details(), is_lead=form.is_lead.data, **facts)
        case Partner(), NewCentreForm():
            building.add_centre(session, unit, form.details(), **facts)
