"""The household's viewings: when and roughly where; at which door, once it has said that it comes."""

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.calendar.pages import calendar_answer
from core.dates import today, utc_now
from core.session import db_session
from housing.models import ViewingGuest
from housing.panels.dates import own_viewing_entry
from housing.services.viewings import viewing_guests
from housing.services.viewings.viewing_queries import get_own_guest, shows_door
from housing.views.mapping.listings_map import on_page
from housing.views.mapping.stills import as_image, picture_of_area, picture_of_door
from maps.picture import Picture
from maps.rendering import RenderedMap
from portal.access import for_household, own_household
from portal.forms import CannotComeForm
from portal.views.blueprint import bp


@bp.get("/my/viewings/<int:viewing_guest_id>")
@for_household
def show_viewing(viewing_guest_id: int) -> ResponseReturnValue:
    guest = _guest(viewing_guest_id)
    record_read(db_session(), "show-own-viewing", guest, actor=own_household())
    has_door = _has_door(guest)
    return render_template(
        "portal/show_viewing.html", guest=guest, has_door=has_door, map=_draw(guest, has_door), at=utc_now()
    )


@bp.get("/my/viewings/<int:viewing_guest_id>/map.js")
@for_household
def viewing_map_script(viewing_guest_id: int) -> ResponseReturnValue:
    guest = _guest(viewing_guest_id)
    drawn = _draw(guest, _has_door(guest))
    if drawn is None:
        abort(404)
    response = Response(drawn.script, mimetype="text/javascript")
    response.cache_control.no_store = True
    return response


@bp.get("/my/viewings/<int:viewing_guest_id>/map.svg")
@for_household
def viewing_still(viewing_guest_id: int) -> Response:
    guest = _guest(viewing_guest_id)
    return as_image(_picture(guest, _has_door(guest)))


@bp.get("/my/viewings/<int:viewing_guest_id>/viewing.ics")
@for_household
def download_viewing(viewing_guest_id: int) -> ResponseReturnValue:
    guest = _guest(viewing_guest_id)
    record_read(db_session(), "show-own-viewing", guest, actor=own_household())
    place = guest.viewing.door if _has_door(guest) else guest.viewing.listing.place
    return calendar_answer([own_viewing_entry(guest, place)], "viewing")


@bp.post("/my/viewings/<int:viewing_guest_id>/confirm")
@for_household
def confirm_viewing(viewing_guest_id: int) -> ResponseReturnValue:
    guest = _guest(viewing_guest_id)
    viewing_guests.confirm_guest(db_session(), guest, actor=own_household(), at=utc_now())
    flash(_("We have your answer: you come."))
    return redirect(url_for(".show_viewing", viewing_guest_id=guest.id))


@bp.route("/my/viewings/<int:viewing_guest_id>/decline", methods=["GET", "POST"])
@for_household
def decline_viewing(viewing_guest_id: int) -> ResponseReturnValue:
    guest, form = _guest(viewing_guest_id), CannotComeForm()
    if form.validate_on_submit():
        with form.refusals():
            words = form.words.data or ""
            viewing_guests.decline_guest(db_session(), guest, words, actor=own_household(), at=utc_now())
            flash(_("We have your answer: you cannot come. Your centre calls you."))
            return redirect(url_for(".show_viewing", viewing_guest_id=guest.id))
    record_read(db_session(), "show-own-viewing", guest, actor=own_household())
    page = render_template("portal/decline_viewing.html", form=form, guest=guest)
    return page, 422 if form.is_submitted() else 200


def _guest(guest_id: int) -> ViewingGuest:
    return get_own_guest(db_session(), guest_id, own_household())


def _has_door(guest: ViewingGuest) -> bool:
    return shows_door(db_session(), guest, at=utc_now(), on=today())


def _draw(guest: ViewingGuest, has_door: bool) -> RenderedMap | None:
    picture = _picture(guest, has_door)
    return on_page(picture, url_for(".viewing_still", viewing_guest_id=guest.id)) if picture else None


def _picture(guest: ViewingGuest, has_door: bool) -> Picture | None:
    """The door, or the circle around it; nothing of a viewing that is over or that the household has no part in."""
    if has_door:
        return picture_of_door(guest.viewing.listing)
    return picture_of_area(guest.viewing.listing) if guest.is_to_come(utc_now()) else None
