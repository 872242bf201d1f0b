"""Giving flats their place on the map: who needs one, looking an address up, setting the point."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import housing.jobs.places  # noqa: F401  (registers the job)
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import utc_now
from core.pages import page_number
from core.session import db_session, lock_for_update
from core.views.jobs import job_url
from housing.forms.place import PlaceForm
from housing.models import Dwelling
from housing.placeless import listings_without_place
from housing.services.listings import listings
from housing.services.listings.addresses import address_of
from housing.services.mapping.place_search import ask_to_find_places
from housing.views.blueprint import bp
from housing.views.mapping.listings_map import draw_for_pin
from housing.views.search.looking_up import look_up, typed_address
from maps.distance import Point
from maps.located import Located


@bp.get("/listings/needs-a-place")
@requires(Permission.VIEW_LISTINGS)
def list_without_place() -> ResponseReturnValue:
    page = listings_without_place(db_session(), actor(), page_number())
    return render_template("housing/list_without_place.html", page=page, address_of=address_of)


@bp.post("/listings/needs-a-place")
@requires(Permission.EDIT_LISTINGS)
def find_places() -> ResponseReturnValue:
    centre_ids = [centre.id for centre in centres_of(db_session(), actor())]
    job = ask_to_find_places(db_session(), centre_ids, actor=actor(), at=utc_now())
    return redirect(job_url(job))


@bp.route("/listings/<int:listing_id>/place", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def place_listing(listing_id: int) -> ResponseReturnValue:
    """The address is looked up by a GET, so that no geocoder is waited for while the database is written."""
    listing = listings.get_listing(db_session(), listing_id, actor())
    lock_for_update(listing.dwelling)
    form = PlaceForm(obj=listing.dwelling)
    if form.validate_on_submit():
        point, how = Point(form.latitude.data, form.longitude.data), form.found_by
        listings.place_listing(db_session(), listing, point, actor=actor(), at=utc_now(), precision=how)
        flash(_("The flat has its place on the map."))
        return redirect(url_for(".show_listing", listing_id=listing.id))
    address = typed_address(request.args.get("address", address_of(listing.dwelling)))
    looked_up = look_up(address) if request.method == "GET" and "address" in request.args else None
    if request.method == "GET":
        _fill(form, looked_up.located if looked_up else None, listing.dwelling)
    return render_template(
        "housing/place_listing.html",
        listing=listing,
        form=form,
        address=address,
        looked_up=looked_up,
        centre=listing.centre,
        map=draw_for_pin(listing.centre),
    ), 422 if form.is_submitted() else 200


@bp.get("/listings/pin-map/<int:centre_id>.js")
@requires(Permission.EDIT_LISTINGS)
def pin_map_script(centre_id: int) -> ResponseReturnValue:
    """The script of the map on which a flat gets its pin."""
    centre = next((centre for centre in centres_of(db_session(), actor()) if centre.id == centre_id), None)
    if centre is None:
        abort(404)
    return Response(draw_for_pin(centre).script, mimetype="text/javascript")


def _fill(form: PlaceForm, located: Located | None, dwelling: Dwelling) -> None:
    """What was found now, else where the flat stands and how that was found."""
    if located is not None:
        form.fill_point(located.point, located.precision)
    elif dwelling.point is not None:
        form.fill_point(dwelling.point, dwelling.place_precision)
