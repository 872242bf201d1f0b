"""One home: its adverts over the years, when it was let, empty or out of use."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.i18n import say
from core.session import db_session
from housing.forms.listing import ListingForm
from housing.services.homes import homes
from housing.services.homes.home_years import years_of
from housing.services.listings.adverts import advert_from
from housing.services.listings.open_adverts import why_not_opened
from housing.services.listings.typed_adverts import advertise_typed_again
from housing.views.blueprint import bp


@bp.get("/homes/<int:dwelling_id>")
@requires(Permission.VIEW_LISTINGS)
def show_home(dwelling_id: int) -> ResponseReturnValue:
    home = homes.get_home(db_session(), dwelling_id, actor())
    latest = homes.latest_advert(db_session(), home, actor())
    record_read(db_session(), "show-home", home, actor=actor())
    return render_template(
        "housing/show_home.html",
        home=home,
        latest=latest,
        adverts=homes.adverts_of(db_session(), home, actor()),
        years=years_of(db_session(), home, today()),
        on=today(),
        may_edit=actor().may(Permission.EDIT_LISTINGS, latest.centre_id),
        is_free=why_not_opened(db_session(), latest, today()) is None,
    )


@bp.route("/homes/<int:dwelling_id>/advertise", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def advertise_again(dwelling_id: int) -> ResponseReturnValue:
    home = homes.get_home(db_session(), dwelling_id, actor())
    latest = homes.latest_advert(db_session(), home, actor())
    why_not = why_not_opened(db_session(), latest, today())
    if why_not is not None and request.method == "GET":
        flash(say(why_not), "wait")
        return redirect(url_for(".show_home", dwelling_id=home.id))
    form = ListingForm(obj=homes.next_advert(latest), on=today())
    del form.latitude, form.longitude  # the home stands where it stood
    if form.validate_on_submit():
        with form.refusals():
            advert = advert_from(form.data)
            again = advertise_typed_again(db_session(), latest, advert, actor=actor(), on=today(), at=utc_now())
            flash(_("The home is advertised again."))
            return redirect(url_for(".show_listing", listing_id=again.id))
    record_read(db_session(), "show-listing", latest, actor=actor())
    return render_template(
        "housing/edit_listing.html", form=form, listing=None, home=home
    ), 422 if form.is_submitted() else 200
