"""Up to four flats of a shortlist side by side, with their map."""

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.i18n import whole_euros
from core.ports import answer_to
from core.session import db_session
from housing.models import ShortlistEntry
from housing.ports import SubsidyEstimates
from housing.services.homes.let_homes import let_among
from housing.services.households.shortlists import shortlist_of
from housing.services.ranking.matching import judge
from housing.views.blueprint import bp
from housing.views.mapping.listings_map import on_page, picture_around
from housing.views.mapping.numbered_marks import numbered_marks
from housing.views.mapping.stills import as_image
from housing.views.search.choosing import keys_of
from housing.words.compared import home_rows, money_rows
from maps.distance import Point
from maps.picture import Picture
from maps.rendering import RenderedMap
from people.models import Household
from people.services.households import get_household
from people.services.places import places_of

MOST_COMPARED = 4


@bp.get("/households/<int:household_id>/shortlist/compare")
@requires(Permission.VIEW_LISTINGS)
def compare_flats(household_id: int) -> ResponseReturnValue:
    """Those that were ticked, else the first of the list."""
    session, household = db_session(), _household(household_id)
    chosen = _chosen(household)
    entries = chosen[:MOST_COMPARED]
    listings = [entry.listing for entry in entries]
    by_flat, ranked = judge(session, household, listings, answer_to(SubsidyEstimates), on=today())
    figures = [by_flat[listing.id] for listing in listings]
    picture = _picture(household, entries)
    record_read(session, "show-shortlist", household, actor=actor())
    return render_template(
        "housing/compare_flats.html",
        household=household,
        entries=entries,
        names=[f"{number}: {listing.title}" for number, listing in enumerate(listings, 1)],
        figures=figures,
        fits=[ranked[listing.id] for listing in listings] if ranked else [],
        money_rows=money_rows(listings, figures),
        home_rows=home_rows(listings),
        own_places=places_of(session, household),
        map=_draw(household, entries, picture),
        at_one_point=[marker.short for marker in picture.markers if marker.flats] if picture else [],
        left_out=len(chosen) - len(entries),
        most=MOST_COMPARED,
    )


@bp.get("/households/<int:household_id>/shortlist/compare.js")
@requires(Permission.VIEW_LISTINGS)
def compare_map_script(household_id: int) -> ResponseReturnValue:
    household = _household(household_id)
    entries = _chosen(household)[:MOST_COMPARED]
    drawn = _draw(household, entries, _picture(household, entries))
    return Response(drawn.script, mimetype="text/javascript") if drawn else abort(404)


@bp.get("/households/<int:household_id>/shortlist/compare.svg")
@requires(Permission.VIEW_LISTINGS)
def compare_still(household_id: int) -> ResponseReturnValue:
    household = _household(household_id)
    return as_image(_picture(household, _chosen(household)[:MOST_COMPARED]))


def _household(household_id: int) -> Household:
    return get_household(db_session(), household_id, actor())


def _chosen(household: Household) -> Sequence[ShortlistEntry]:
    """In the order of the list."""
    kept, ticked = shortlist_of(db_session(), household.id).kept, keys_of(request.args.getlist("flat"))
    return [entry for entry in kept if entry.id in ticked] if ticked else kept[:MOST_COMPARED]


def _draw(household: Household, entries: Sequence[ShortlistEntry], picture: Picture | None) -> RenderedMap | None:
    query = urlencode({"flat": ".".join(str(entry.id) for entry in entries)})
    return on_page(picture, f"{url_for('.compare_still', household_id=household.id)}?{query}") if picture else None


def _picture(household: Household, entries: Sequence[ShortlistEntry]) -> Picture | None:
    """Each with its number in the table. The homes of households are on no shared map."""
    centre = Point(household.centre.latitude, household.centre.longitude)
    let = let_among(db_session(), [entry.listing for entry in entries], today())
    shown = [(number, one.listing) for number, one in enumerate(entries, 1) if one.listing_id not in let]
    markers = numbered_marks(((n, one, f"{n}: {whole_euros(one.monthly_rent)}") for n, one in shown), centre)
    return picture_around(household.centre, _("Map of the flats"), markers=markers) if markers else None
