"""An advert written down by hand: its address finds its place on the map, its rent is held against its neighbours'."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Field

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import today, utc_now
from core.session import db_session
from housing.forms.listing import ListingForm
from housing.models import Landlord
from housing.pasted import take_apart
from housing.rents import Rents
from housing.services.landlords.landlord_reach import get_landlord
from housing.services.listings import adverts
from housing.services.listings.typed_adverts import add_typed
from housing.services.mapping.rents import Alike, rents_of
from housing.views.blueprint import bp
from housing.views.listings.alike import tell_flats_alike
from housing.views.mapping.listings_map import draw_for_pin
from housing.views.search.looking_up import LookedUp, look_up, typed_address


@bp.route("/listings/new", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def add_listing() -> ResponseReturnValue:
    """The address is looked up by a GET, so that no geocoder is waited for while the database is written; where nobody
    did that, the bundled places tell its town at once, and a worker looks for the rest."""
    landlord = _landlord()
    form, centres = _form(landlord), centres_of(db_session(), actor())
    if form.validate_on_submit():
        with form.refusals():
            advert = adverts.advert_from(form.data)
            listing = add_typed(
                db_session(), advert, centres=centres, precision=form.found_by, of=landlord, actor=actor(), at=utc_now()
            )
            flash(_("The listing is saved."))
            tell_flats_alike(listing)
            return redirect(url_for(".show_listing", listing_id=listing.id))
    is_asked = request.method == "GET" and bool(request.args.get("address"))
    return render_template(
        "housing/edit_listing.html",
        form=form,
        listing=None,
        landlord=landlord,
        looked_up=_look_up(form) if is_asked else None,
        rents=_rents_beside(form),
        centre=centres[0] if centres else None,
        map=draw_for_pin(centres[0]) if centres else None,
    ), 422 if form.is_submitted() else 200


def _landlord() -> Landlord | None:
    """Who is known to let the flat, where the page was opened from the page of a landlord."""
    landlord_id = request.args.get("landlord", type=int)
    return None if landlord_id is None else get_landlord(db_session(), landlord_id, actor())


def _form(landlord: Landlord | None) -> ListingForm:
    """What was sent; before that, whatever stands in the address, or is known of the landlord."""
    if request.method == "POST":
        return ListingForm(on=today())
    if landlord is not None:
        record_read(db_session(), "show-landlord", landlord, actor=actor())
        return ListingForm(on=today(), landlord_name=landlord.name, phone=landlord.phone, email=landlord.email)
    return ListingForm(request.args or None, on=today())


def _look_up(form: ListingForm) -> LookedUp:
    """Find the place of what was pasted, and take it apart into the fields."""
    typed = [typed_address(form[name].data or "") for name in ("address", "area", "city")]
    looked_up = look_up(", ".join(filter(None, [*typed, form.postal_code.data])))
    if not any(typed[1:]):
        for name, part in take_apart(typed[0])._asdict().items():
            _fill(form[name], part or form[name].data)
    if looked_up.located is not None:
        form.fill_point(looked_up.located.point, looked_up.located.precision)
    return looked_up


def _fill(field: Field, value: object) -> None:
    """In place of what was typed."""
    field.data, field.raw_data = value, None


def _rents_beside(form: ListingForm) -> Rents | None:
    """What homes like the one that is typed cost around it."""
    if form.point is None:
        return None
    alike = Alike(form.point, form.bedrooms.data, form.size_m2.data)
    return rents_of(db_session(), alike, actor(), at=utc_now())
