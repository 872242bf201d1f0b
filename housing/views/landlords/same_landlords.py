"""Records that may be about the same landlord: who looks at them side by side says what they are."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.errors import NotFound
from core.pages import page_number
from core.pairs import services as pairs
from core.session import db_session
from housing.models import Landlord, LandlordPair
from housing.services.landlords import landlord_records as records
from housing.services.landlords import same_landlords
from housing.services.landlords.landlord_reach import get_record
from housing.views.blueprint import bp


@bp.get("/landlords/doubles")
@requires(Permission.EDIT_LISTINGS)
def list_landlord_pairs() -> ResponseReturnValue:
    apart, seen = "apart" in request.args, same_landlords.both_landlords_seen(actor())
    page = pairs.list_pairs(db_session(), LandlordPair, seen, page_number(), apart=apart)
    shown = {"page": page.number, "shown": len(page.rows)}
    record_read(db_session(), "list-landlord-pairs", actor=actor(), values=shown)
    return render_template("housing/list_landlord_pairs.html", page=page, apart=apart)


@bp.get("/landlords/doubles/<int:landlord_pair_id>")
@requires(Permission.EDIT_LISTINGS)
def show_landlord_pair(landlord_pair_id: int) -> ResponseReturnValue:
    session, pair = db_session(), _pair(landlord_pair_id)
    for landlord in (pair.one, pair.other):
        record_read(session, "show-landlord", landlord, actor=actor())
    both = (pair.one, pair.other)
    adverts, lets = (count(session, both, actor()) for count in (records.count_adverts, records.count_lets))
    sees_papers = same_landlords.may_merge(session, pair, actor())
    return render_template(
        "housing/show_landlord_pair.html", pair=pair, adverts=adverts, lets=lets, sees_papers=sees_papers
    )


@bp.post("/landlords/doubles/<int:landlord_pair_id>/merge/<int:landlord_id>")
@requires(Permission.EDIT_LISTINGS)
def merge_landlords(landlord_pair_id: int, landlord_id: int) -> ResponseReturnValue:
    try:
        leads = _merge(landlord_pair_id, landlord_id)
    except NotFound:
        leads = _merged_meanwhile(landlord_id)
        flash(_("Somebody merged the two a moment ago. This record leads."))
    return redirect(url_for(".show_landlord", landlord_id=leads.id))


@bp.post("/landlords/doubles/<int:landlord_pair_id>/apart")
@requires(Permission.EDIT_LISTINGS)
def keep_landlords_apart(landlord_pair_id: int) -> ResponseReturnValue:
    same_landlords.keep_landlords_apart(db_session(), _pair(landlord_pair_id), actor=actor(), at=utc_now())
    flash(_("They are two landlords. Nobody is asked again."))
    return redirect(url_for(".list_landlord_pairs"))


@bp.post("/landlords/<int:landlord_id>/part")
@requires(Permission.EDIT_LISTINGS)
def part_landlord(landlord_id: int) -> ResponseReturnValue:
    landlord = get_record(db_session(), landlord_id, actor())
    same_landlords.part_landlord(db_session(), landlord, actor=actor(), at=utc_now())
    flash(_("The record stands for itself again, with all that came from it."))
    return redirect(url_for(".show_landlord", landlord_id=landlord.id))


def _merge(landlord_pair_id: int, landlord_id: int) -> Landlord:
    pair = _pair(landlord_pair_id)
    leads = {landlord.id: landlord for landlord in (pair.one, pair.other)}.get(landlord_id)
    if leads is None:
        abort(404)
    same_landlords.merge_landlords(db_session(), pair, leads, actor=actor(), at=utc_now())
    flash(_("The two are one landlord now. All that hung on the other record hangs on this one."))
    return leads


def _merged_meanwhile(landlord_id: int) -> Landlord:
    named = get_record(db_session(), landlord_id, actor())
    return pairs.get_leading(db_session(), Landlord, named.id, request.form.get("other", named.id, type=int))


def _pair(landlord_pair_id: int) -> LandlordPair:
    return pairs.get_pair(db_session(), LandlordPair, landlord_pair_id, same_landlords.both_landlords_seen(actor()))
