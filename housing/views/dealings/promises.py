"""What centres and landlords promise each other: all of it, a new one, and what became of one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.errors import Forbidden
from core.pages import page_number
from core.session import db_session
from housing.forms.promise import PromiseForm, SettlePromiseForm
from housing.models import Landlord, LandlordPromise
from housing.services.dealings import promises
from housing.services.landlords.landlord_letters import find_keeper
from housing.services.landlords.landlord_reach import OTHER_CENTRE, get_landlord
from housing.services.landlords.landlord_records import adverts_of
from housing.states import allowed_actions
from housing.states.landlords import PromiseAction
from housing.views.blueprint import bp

_CLOSING = {
    PromiseAction.KEEP: promises.keep_promise,
    PromiseAction.BREAK: promises.break_promise,
    PromiseAction.LIFT: promises.lift_promise,
}


@bp.get("/promises")
@requires(Permission.VIEW_LISTINGS)
def list_promises() -> ResponseReturnValue:
    page = promises.list_promises(db_session(), actor(), page_number())
    record_read(db_session(), "list-promises", actor=actor(), values={"page": page.number, "shown": len(page.rows)})
    return render_template("housing/list_promises.html", page=page, on=today())


@bp.route("/landlords/<int:landlord_id>/promises/new", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def add_promise(landlord_id: int) -> ResponseReturnValue:
    landlord = get_landlord(db_session(), landlord_id, actor())
    form = PromiseForm(
        listings=adverts_of(db_session(), landlord, actor()), listing_id=request.args.get("listing", type=int),
        promised_by=actor().name, promised_on=today(),
    )  # fmt: skip
    if form.validate_on_submit():
        with form.refusals():
            promise = _write(landlord, form)
            flash(_("The promise is written down."))
            return redirect(_back(promise))
    record_read(db_session(), "show-form", landlord, actor=actor())
    page = render_template("housing/add_promise.html", form=form, landlord=landlord)
    return page, 422 if form.is_submitted() else 200


@bp.route("/promises/<int:landlord_promise_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def settle_promise(landlord_promise_id: int) -> ResponseReturnValue:
    """Kept, broken or no longer asked for: whatever can still be said of it."""
    promise = promises.get_promise(db_session(), landlord_promise_id, actor())
    form = SettlePromiseForm(steps=allowed_actions(promise.status))
    if form.validate_on_submit():
        with form.refusals():
            close = _CLOSING[PromiseAction(form.step.data)]
            close(db_session(), promise, words=form.words.data or "", on=today(), actor=actor())
            flash(_("It is written down."))
            return redirect(_back(promise))
    record_read(db_session(), "show-promise", promise, actor=actor())
    page = render_template("housing/settle_promise.html", form=form, promise=promise, back=_back(promise), on=today())
    return page, 422 if form.is_submitted() else 200


def _write(landlord: Landlord, form: PromiseForm) -> LandlordPromise:
    """Of the centre that works on the flat; without one, of that which keeps the landlord's papers."""
    session = db_session()
    about = form.listing_id.listing
    centre = about.centre if about else find_keeper(session, landlord, actor())
    if centre is None:
        raise Forbidden(OTHER_CENTRE)
    return promises.add_promise(
        session, landlord, form.details(), centre=centre, listing=about, actor=actor(), at=utc_now(), on=today()
    )


def _back(promise: LandlordPromise) -> str:
    if promise.listing_id is not None:
        return url_for(".show_dealings", listing_id=promise.listing_id)
    return url_for(".show_landlord_dealings", landlord_id=promise.landlord_id)
