"""Flats around what somebody types: a place, an address or a point becomes a point in the address of the list.

What is typed may be where somebody lives. It is sent by POST and kept nowhere, and the geocoder is asked only where
somebody wants that.
"""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.auth.access import requires
from core.auth.permissions import Permission
from core.session import only_reading, settings
from housing.forms.around import AroundForm
from housing.forms.search import ON_THE_MAP
from housing.views.blueprint import bp
from housing.views.search.filters import filters_of
from housing.views.search.looking_up import LookedUp, look_up_unasked, typed_address
from housing.views.search.result_views import ResultView
from maps.addresses import read_address
from maps.coordinates import write_point
from maps.distance import Point
from maps.located import Precision

_ELSEWHERE = frozenset({"at", "area", "bbox"})
_AS_SHOWN = {"radius_km": str(ON_THE_MAP)}  # what the map shows


@bp.route("/listings/around", methods=["GET", "POST"])
@requires(Permission.VIEW_LISTINGS)
def look_around() -> ResponseReturnValue:
    """Where one place is meant it leads to its flats; else it shows what may be meant."""
    form, looked_up = AroundForm(), None
    with only_reading():
        kept = _kept_filters()
        if form.validate_on_submit():
            if form.point is not None:
                return _lead(form.point, kept)
            looked_up = look_up_unasked(typed_address(form.around.data), abroad="ask" in request.form)
            if looked_up.located is not None and not _is_rough(looked_up):
                return _lead(looked_up.located.point, kept)
        return render_template(
            "housing/look_around.html",
            form=form,
            kept=kept,
            looked_up=looked_up,
            may_ask=knows_streets() and "ask" not in request.form,
        ), 422 if form.errors else 200


@bp.app_template_global()
def knows_streets() -> bool:
    """Whether there is anybody to ask for more than towns and villages."""
    return settings().geocoder_url is not None


def _lead(point: Point, kept: dict[str, Any]) -> ResponseReturnValue:
    return redirect(url_for("housing.list_listings", **kept, at=write_point(point)), 303)


def _kept_filters() -> dict[str, Any]:
    """All that do not tell of another place, and how the result is looked at."""
    sent, view = filters_of(request.values).query, request.values.get("view")
    kept = {name: value for name, value in sent.items() if name not in _ELSEWHERE and _AS_SHOWN.get(name) != value}
    return {**kept, "view": view} if view in set(ResultView) else kept


def _is_rough(looked_up: LookedUp) -> bool:
    """Whether a street was asked for and only its town is known."""
    is_place = looked_up.located is not None and looked_up.located.precision is Precision.PLACE
    return is_place and bool(read_address(looked_up.address).street)
