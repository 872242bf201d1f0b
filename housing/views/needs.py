"""What a household looks for, and which flats suit it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.ports import answer_to
from core.session import db_session, hold
from housing.forms.needs import NeedsForm
from housing.ports import SubsidyEstimates
from housing.services import needs
from housing.services.matching import rank_flats
from housing.services.offer_queries import live_offers
from housing.services.shortlists import kept_keys
from housing.views.blueprint import bp
from people.services.households import get_household
from people.services.places import places_of

MOST_SHOWN = 30


@bp.route("/households/<int:household_id>/needs", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def set_needs(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    hold(household)
    form = NeedsForm(obj=needs.written_needs(db_session(), household, today()))
    if form.validate_on_submit():
        with form.refusals():
            needs.set_needs(db_session(), household, form.details(), on=today(), actor=actor())
            flash(_("The needs are written down."))
            return redirect(url_for(".list_flats", household_id=household_id))
    record_read(db_session(), "show-household", household, actor=actor())
    by_rule = needs.bedrooms_by_rule(household, today())
    written = needs.find_needs(db_session(), household_id)
    page = render_template(
        "housing/set_needs.html",
        form=form,
        household=household,
        by_rule=by_rule,
        areas=written.areas if written else (),
        on=today(),
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/households/<int:household_id>/flats")
@requires(Permission.VIEW_LISTINGS)
def list_flats(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    found = needs.find_needs(db_session(), household_id)
    estimates = answer_to(SubsidyEstimates)
    matches = rank_flats(db_session(), found, estimates, on=today()) if found else []
    record_read(db_session(), "show-flats", household, actor=actor())
    return render_template(
        "housing/list_flats.html",
        household=household,
        needs=found,
        offer=live_offers(db_session(), [household_id]).get(household_id),
        matches=matches[:MOST_SHOWN],
        own_places=places_of(db_session(), household),
        left_out=len(matches[MOST_SHOWN:]),
        kept=kept_keys(db_session(), household_id),
    )
