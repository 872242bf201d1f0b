"""The viewings of a day: as a list in the order of the way, and on a map with the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import DAY, today, utc_now
from core.i18n import clock
from core.session import db_session
from housing.models import Viewing
from housing.rounds import Leg, Stop, in_order
from housing.services.homes.let_homes import let_among
from housing.services.viewings import viewing_queries as queries
from housing.services.viewings.viewing_guests import EARLY
from housing.states import ViewingStatus
from housing.views.blueprint import bp
from housing.views.mapping.listings_map import on_page, picture_around
from housing.views.mapping.numbered_marks import numbered_marks
from housing.views.mapping.stills import as_image
from maps.picture import Picture
from maps.rendering import RenderedMap


@dataclass(frozen=True, slots=True)
class Asked:
    """A day, and whether one's own viewings or those of all."""

    day: date
    is_all: bool

    @property
    def query(self) -> dict[str, str]:
        """For addresses."""
        return {"on": self.day.isoformat(), **({"who": "all"} if self.is_all else {})}

    def on(self, day: date) -> dict[str, str]:
        """The same for another day."""
        return {**self.query, "on": day.isoformat()}


@bp.get("/viewings")
@requires(Permission.VIEW_LISTINGS)
def list_viewings() -> ResponseReturnValue:
    asked = _asked()
    found = _found(asked)
    planned, legs = _round(found)
    missed = queries.no_shows(db_session(), [guest.household_id for one in planned for guest in one.guests])
    record_read(db_session(), "list-viewings", actor=actor(), values={"shown": len(found), **asked.query})
    return render_template(
        "housing/list_viewings.html",
        asked=asked,
        viewings=planned,
        legs=legs,
        cancelled=[one for one in found if one.status is ViewingStatus.CANCELLED],
        missed=missed,
        map=_draw(asked, planned),
        before=asked.on(asked.day - DAY),
        after=asked.on(asked.day + DAY),
        on=today(),
        at=utc_now(),
        early=EARLY,
    )


@bp.get("/viewings/map.js")
@requires(Permission.VIEW_LISTINGS)
def viewings_map_script() -> ResponseReturnValue:
    asked = _asked()
    drawn = _draw(asked, _round(_found(asked))[0])
    return Response(drawn.script, mimetype="text/javascript") if drawn else abort(404)


@bp.get("/viewings/map.svg")
@requires(Permission.VIEW_LISTINGS)
def viewings_still() -> ResponseReturnValue:
    return as_image(_picture(_round(_found(_asked()))[0]))


def _asked() -> Asked:
    """What is no day is today."""
    try:
        day = date.fromisoformat(request.args.get("on", ""))
        day - DAY, day + DAY
    except (ValueError, OverflowError):
        day = today()
    return Asked(day, request.args.get("who") == "all")


def _found(asked: Asked) -> Sequence[Viewing]:
    return queries.viewings_on(db_session(), actor(), asked.day, officer=None if asked.is_all else actor())


def _round(found: Sequence[Viewing]) -> tuple[list[Viewing], dict[int, Leg]]:
    """Those that are not cancelled, in the order of the way, and how one comes to each."""
    by_key = {one.id: one for one in found if one.status is not ViewingStatus.CANCELLED}
    legs = in_order(Stop(one.id, one.starts_at, one.ends_at, one.listing.dwelling.point) for one in by_key.values())
    return [by_key[leg.stop.key] for leg in legs], {leg.stop.key: leg for leg in legs}


def _draw(asked: Asked, planned: Sequence[Viewing]) -> RenderedMap | None:
    picture = _picture(planned)
    return on_page(picture, f"{url_for('.viewings_still')}?{urlencode(asked.query)}") if picture else None


def _picture(planned: Sequence[Viewing]) -> Picture | None:
    """Each with its number in the list and its hour. The homes of households are on no shared map."""
    let = let_among(db_session(), [one.listing for one in planned], today()) if planned else frozenset()
    numbered = [(number, one) for number, one in enumerate(planned, 1) if one.listing_id not in let]
    markers = numbered_marks((n, one.listing, f"{n}. {clock(one.starts_at)}") for n, one in numbered)
    return picture_around(planned[0].listing.centre, _("Map of the viewings"), markers=markers) if markers else None
