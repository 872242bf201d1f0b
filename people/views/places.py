"""Where a household goes from its home: work, school, clinic, relatives."""

from collections.abc import Sequence

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.i18n import language
from core.session import db_session, lock_for_update
from maps.distance import Point
from maps.picture import Marker, Picture, Pin
from maps.still import draw
from maps.words import map_texts
from people.forms.place import HouseholdPlaceForm
from people.models import Household, HouseholdPlace
from people.services import places
from people.services.households import get_household
from people.views.blueprint import bp
from people.words import HOUSEHOLD_PLACE_WORDS

BESIDE_A_FILE = 480, 360  # the drawing's width and height, in pixels: room for its sources, and not much more


@bp.route("/households/<int:household_id>/places/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_household_place(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    form = HouseholdPlaceForm()
    if form.validate_on_submit():
        with form.refusals():
            places.add_place(db_session(), household, form.details(), actor=actor(), at=utc_now())
            flash(_("The place is written down."))
            return redirect(url_for(".show_household", household_id=household_id))
    record_read(db_session(), "show-form", household, actor=actor())
    page = render_template("people/add_household_place.html", form=form, household=household)
    return page, 422 if form.is_submitted() else 200


@bp.get("/households/<int:household_id>/places.svg")
@requires(Permission.VIEW_HOUSEHOLDS)
def draw_household_places(household_id: int) -> ResponseReturnValue:
    """Drawn here, over the bundled ground: tiles of elsewhere would tell where the family goes (decision 0033)."""
    household = get_household(db_session(), household_id, actor())
    own_places = places.places_of(db_session(), household)
    record_read(db_session(), "show-household-places", household, actor=actor())
    return Response(draw(_picture(household, own_places), *BESIDE_A_FILE), mimetype="image/svg+xml")


@bp.route("/household-places/<int:place_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def change_household_place(place_id: int) -> ResponseReturnValue:
    place = places.get_place(db_session(), place_id, actor())
    lock_for_update(place.household, place)
    form = HouseholdPlaceForm(obj=places.details_of(place))
    if form.validate_on_submit():
        with form.refusals():
            places.change_place(db_session(), place, form.details(), actor=actor())
            flash(_("The place is changed."))
            return redirect(url_for(".show_household", household_id=place.household_id))
    record_read(db_session(), "show-household-place", place, actor=actor())
    page = render_template("people/change_household_place.html", form=form, place=place, household=place.household)
    return page, 422 if form.is_submitted() else 200


@bp.post("/household-places/<int:place_id>/remove")
@requires(Permission.EDIT_HOUSEHOLDS)
def remove_household_place(place_id: int) -> ResponseReturnValue:
    place = places.get_place(db_session(), place_id, actor())
    household_id = place.household_id
    places.remove_place(db_session(), place, actor=actor())
    flash(_("The place is removed."))
    return redirect(url_for(".show_household", household_id=household_id))


def _picture(household: Household, own_places: Sequence[HouseholdPlace]) -> Picture:
    """The centre and the places, each with its number in the list: words find no room beside the centre."""
    centre = household.centre
    return Picture(
        centre=Point(centre.latitude, centre.longitude),
        centre_name=centre.name(language()),
        texts=map_texts(_("Where the household goes")),
        language=language(),
        markers=tuple(
            Marker(str(place.id), place.point, str(number), Pin.PLAIN, str(HOUSEHOLD_PLACE_WORDS[place.kind]))
            for number, place in enumerate(own_places, 1)
        ),
    )
