"""One home: its adverts over the years, when it was let, empty or out of use."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session
from housing.forms.listing import ListingForm
from housing.services import homes
from housing.services.adverts import advert_from
from housing.services.home_years import years_of
from housing.states import GONE
from housing.views.blueprint import bp


@bp.get("/homes/<int:dwelling_id>")
@requires(Permission.VIEW_LISTINGS)
def show_home(dwelling_id: int) -> ResponseReturnValue:
    home = homes.get_home(db_session(), dwelling_id, actor())
    adverts = homes.adverts_of(db_session(), home, actor())
    record_read(db_session(), "show-home", home, actor=actor())
    return render_template(
        "housing/show_home.html",
        home=home,
        latest=adverts[0],
        adverts=adverts,
        years=years_of(db_session(), home, today()),
        on=today(),
        may_edit=actor().may(Permission.EDIT_LISTINGS, adverts[0].centre_id),
        is_free=all(advert.status in GONE for advert in adverts),
    )


@bp.route("/homes/<int:dwelling_id>/advertise", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def advertise_again(dwelling_id: int) -> ResponseReturnValue:
    home = homes.get_home(db_session(), dwelling_id, actor())
    latest = homes.adverts_of(db_session(), home, actor())[0]
    begins_with = homes.next_advert(latest)
    form = ListingForm(data={name: getattr(begins_with, name) for name in begins_with.__dataclass_fields__})
    del form.latitude, form.longitude  # the home stands where it stood
    if form.validate_on_submit():
        with form.refusals():
            advert = advert_from(form.data)
            again = homes.advertise_again(db_session(), latest, advert, actor=actor(), on=today(), at=utc_now())
            flash(_("The home is advertised again."))
            return redirect(url_for(".show_listing", listing_id=again.id))
    record_read(db_session(), "show-listing", latest, actor=actor())
    return render_template(
        "housing/edit_listing.html", form=form, listing=None, home=home
    ), 422 if form.is_submitted() else 200
