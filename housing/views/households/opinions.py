"""What a family said of a home on its shortlist, on the telephone or in the office: many have no page of their own."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.session import db_session, lock_for_update
from housing.forms.opinion import ToldOpinionForm
from housing.services.households.opinions import opinion_of, read_opinions, say_opinion
from housing.services.households.shortlists import get_entry
from housing.views.blueprint import bp
from people.services.households import get_household


@bp.route("/shortlist/<int:shortlist_entry_id>/opinion", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def write_opinion_down(shortlist_entry_id: int) -> ResponseReturnValue:
    entry = get_entry(db_session(), shortlist_entry_id, actor())
    lock_for_update(entry)
    form = ToldOpinionForm(obj=opinion_of(entry))
    if form.validate_on_submit():
        with form.refusals():
            say_opinion(db_session(), entry, **form.said(), actor=actor(), at=utc_now())
            flash(_("What the family says is written down."))
            address = url_for(".show_shortlist", household_id=entry.household_id, _anchor=f"flat-{entry.id}")
            return redirect(address)
    record_read(db_session(), "show-shortlist", entry.household, actor=actor())
    page = render_template("housing/write_opinion_down.html", form=form, entry=entry)
    return page, 422 if form.is_submitted() else 200


@bp.post("/households/<int:household_id>/shortlist/opinions-read")
@requires(Permission.MAKE_OFFERS)
def mark_opinions_read(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    read_opinions(db_session(), household, request.form.get("read", "").split(), actor=actor(), at=utc_now())
    flash(_("What the family says is read."))
    return redirect(url_for(".show_shortlist", household_id=household.id))
