"""To whom a home belongs."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.session import db_session, lock_for_update
from housing.forms.owners import owners_form
from housing.services.landlords import owners
from housing.services.listings.listings import get_listing
from housing.views.blueprint import bp


@bp.route("/listings/<int:listing_id>/owners", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def set_owners(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    lock_for_update(listing.dwelling)
    shares = {owner.landlord_id: owner.share for owner in owners.owners_of(db_session(), listing.dwelling)}
    form = owners_form(owners.candidates(db_session(), listing), shares)
    record_read(db_session(), "show-listing", listing, actor=actor())
    if form.more_rows.data:
        form.add_rows()
        return render_template("housing/set_owners.html", form=form, listing=listing)
    if form.validate_on_submit():
        with form.refusals():
            owners.set_owners(db_session(), listing, form.known(), form.added(), actor=actor(), at=utc_now())
            flash(_("The owners are written down."))
            return redirect(url_for(".show_listing", listing_id=listing.id))
    page = render_template("housing/set_owners.html", form=form, listing=listing)
    return page, 422 if form.is_submitted() else 200
