"""What a person decides of a household and a flat in the best set of offers."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session
from housing.forms.allocation import RulingForm
from housing.services import pair_rulings
from housing.services.listings import get_listing
from housing.services.waiting import searching
from housing.services.waiting_and_free import what_is_free
from housing.views.allocation import chosen_centre
from housing.views.blueprint import bp
from people.models import Household
from people.services.households import get_household


@bp.route("/allocation/decisions/new", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def rule_pair() -> ResponseReturnValue:
    """Of those who wait at a centre and what is free there; ?household= and ?listing= are chosen at first."""
    centre = chosen_centre()
    waiting = [needs.household for needs in searching(db_session(), Household.centre_id == centre.id)]
    flats = what_is_free(db_session(), centre, on=today())
    form = RulingForm(
        households=[(one.id, f"{one.name} ({one.reference})") for one in waiting],
        flats=[(one.listing_id, one.title) for one in flats.values()],
        data={
            "household_id": request.args.get("household", type=int),
            "listing_id": request.args.get("listing", type=int),
            "ruling": request.args.get("ruling"),
        },
    )
    if form.validate_on_submit():
        with form.refusals("listing_id"):
            pair_rulings.rule_pair(
                db_session(),
                get_household(db_session(), form.household_id.data, actor()),
                get_listing(db_session(), form.listing_id.data, actor()),
                form.ruling.data,
                reason=form.reason.data,
                actor=actor(),
                at=utc_now(),
            )
            flash(_("The plan keeps to that from now on."))
            return redirect(url_for(".show_allocation", centre=centre.id, _anchor="decisions"))
    record_read(db_session(), "list-households", actor=actor(), values={"shown": len(waiting)})
    page = render_template("housing/rule_pair.html", form=form, centre=centre)
    return page, 422 if form.is_submitted() else 200


@bp.post("/allocation/decisions/<int:pair_ruling_id>/lift")
@requires(Permission.MAKE_OFFERS)
def lift_ruling(pair_ruling_id: int) -> ResponseReturnValue:
    ruling = pair_rulings.get_ruling(db_session(), pair_ruling_id, actor())
    pair_rulings.lift_ruling(db_session(), ruling, actor=actor(), at=utc_now())
    flash(_("The decision holds no more."))
    return redirect(url_for(".show_allocation", centre=ruling.household.centre_id, _anchor="decisions"))
