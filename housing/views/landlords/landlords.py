"""Landlords: all of them, one of them, a new one, a correction."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.pages import page_number
from core.session import db_session, lock_for_update
from housing.forms.landlord import LandlordForm, LandlordSearchForm, NewLandlordForm
from housing.panels.landlord_page import landlord_sections
from housing.services.dealings.promises import open_promises, promises_of_landlord
from housing.services.homes.let_homes import let_among
from housing.services.landlords import landlord_records as records
from housing.services.landlords.agents import agents_of, others_of
from housing.services.landlords.landlord_flags import flags_of
from housing.services.landlords.landlord_history import history_of
from housing.services.landlords.landlord_reach import get_record, sees_landlord_papers
from housing.services.landlords.owners import homes_of
from housing.services.landlords.stances import stances_of
from housing.views.blueprint import bp
from housing.views.listings.alike import tell_landlords_alike
from housing.views.mapping.landlord_map import draw_flats, placed
from people.views.centres import centre_choices


@bp.get("/landlords")
@requires(Permission.VIEW_LISTINGS)
def list_landlords() -> ResponseReturnValue:
    session, form = db_session(), LandlordSearchForm(request.args)
    page = records.list_landlords(session, actor(), form.criteria(), number=page_number())
    adverts, lets = (count(session, page.rows, actor()) for count in (records.count_adverts, records.count_lets))
    record_read(session, "list-landlords", actor=actor(), values={"page": page.number, "shown": len(page.rows)})
    return render_template("housing/list_landlords.html", form=form, page=page, adverts=adverts, lets=lets)


@bp.route("/landlords/new", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def add_landlord() -> ResponseReturnValue:
    form = NewLandlordForm(centres=centre_choices())
    if form.validate_on_submit():
        with form.refusals():
            landlord = records.add_landlord(
                db_session(), form.details(), centre_id=form.centre_id.data, actor=actor(), at=utc_now()
            )
            flash(_("The landlord is written down."))
            tell_landlords_alike(landlord)
            return redirect(url_for(".show_landlord", landlord_id=landlord.id))
    return render_template("housing/add_landlord.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/landlords/<int:landlord_id>")
@requires(Permission.VIEW_LISTINGS)
def show_landlord(landlord_id: int) -> ResponseReturnValue:
    session, landlord = db_session(), get_record(db_session(), landlord_id, actor())
    record_read(session, "show-landlord", landlord, actor=actor())
    agents, lets = agents_of(session, landlord), records.lets_of(session, landlord, actor())
    adverts = records.adverts_of(session, landlord, actor())
    let = let_among(session, adverts, today())
    shown = placed(adverts, let)
    return render_template(
        "housing/show_landlord.html",
        landlord=landlord,
        adverts=adverts,
        let=let,
        lets=lets,
        history=history_of(session, landlord, lets, on=today()),
        flags=flags_of(session, landlord, actor()),
        homes=homes_of(session, landlord, actor()),
        agents=agents,
        stances=stances_of(session, landlord),
        speaks_for=others_of(session, agents, actor()),
        sees_papers=sees_landlord_papers(session, landlord, actor()),
        promised=open_promises(promises_of_landlord(session, landlord, actor())),
        on=today(),
        sections=landlord_sections(landlord),
        shown=shown,
        map=draw_flats(landlord, shown),
    )


@bp.route("/landlords/<int:landlord_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def change_landlord(landlord_id: int) -> ResponseReturnValue:
    landlord = get_record(db_session(), landlord_id, actor())
    lock_for_update(landlord)
    form = LandlordForm(obj=landlord)
    if not sees_landlord_papers(db_session(), landlord, actor()):
        del form.afm, form.iban
    if form.validate_on_submit():
        with form.refusals():
            records.change_landlord(db_session(), landlord, form.details(), actor=actor(), at=utc_now())
            flash(_("The landlord is changed."))
            return redirect(url_for(".show_landlord", landlord_id=landlord.id))
    record_read(db_session(), "show-landlord", landlord, actor=actor())
    page = render_template("housing/change_landlord.html", form=form, landlord=landlord)
    return page, 422 if form.is_submitted() else 200
