"""Several of the adverts that were found: those ticked, those of a page or all. The choice stands in the address."""

from collections.abc import Sequence
from enum import StrEnum
from urllib.parse import urlencode

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.session import db_session
from housing.bulk_steps import MOST_CHOSEN, BulkStep
from housing.models import Listing
from housing.search import Found
from housing.services.listings.bulk_steps import chosen_listings
from housing.views.blueprint import bp
from housing.views.search.filters import Filters, read_filters
from housing.views.search.result_views import address_parts, read_view
from maps.distance import geodesic_km

MOST_DIGITS = 9


class Which(StrEnum):
    """Which of what was found."""

    TICKED = "ticked"
    PAGE = "page"
    FOUND = "found"  # the first thousand


@bp.get("/listings/chosen")
@requires(Permission.VIEW_LISTINGS)
def choose_listings() -> ResponseReturnValue:
    """What was chosen beside the form's button says where it leads; without scripts it turns pages too."""
    if "turn" in request.args:
        return redirect(back_to_results(read_filters(), after=request.args["turn"], keeping=True))
    deed, parts = request.args.get("do", ""), address_without("do")
    if deed in list(BulkStep):
        return redirect(f"{url_for('.review_chosen', step=deed)}?{parts}")
    if deed == "keep":
        return redirect(f"{url_for('.keep_chosen')}?{parts}")
    if deed == "sheets":
        return redirect(f"{url_for('.show_sheets')}?{parts}")
    kind, _, landlords = deed.partition("-")
    if kind in ("xlsx", "csv", "geojson"):
        with_landlords = "&landlords=yes" if landlords else ""
        return redirect(f"{url_for('.export_listings')}?kind={kind}{with_landlords}&{parts}")
    return redirect(back_to_results(read_filters()))


def chosen(filters: Filters) -> Sequence[Listing]:
    """The adverts that the address names. Raises Refused for too many."""
    if _which() is Which.TICKED:
        return chosen_listings(db_session(), keys_of(request.args.getlist("listing")), actor())
    return [one.listing for one in chosen_found(filters)]


def chosen_found(filters: Filters) -> Sequence[Found]:
    """The same with their distances; those that were ticked, the nearest first."""
    match _which():
        case Which.PAGE:
            return filters.find().found
        case Which.FOUND:
            return filters.find(MOST_CHOSEN).found
    if filters.criteria is None:
        return ()
    near = filters.criteria.near
    placed = ((listing, listing.dwelling.point) for listing in chosen(filters))
    found = [Found(listing, geodesic_km(near, point)) for listing, point in placed if point is not None]
    return sorted(found, key=lambda one: one.distance_km)


def keys_of(written: Sequence[str]) -> list[int]:
    """Numbers of adverts, each once, several joined by points; whatever is no number is none."""
    parts = (part for text in written for part in text.split("."))
    numbers = (text for text in parts if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS)
    return list(dict.fromkeys(map(int, numbers)))


def ticked() -> list[int]:
    """The adverts that were ticked on the way, by their keys."""
    return keys_of(request.args.getlist("listing"))[:MOST_CHOSEN]


def back_to_results(filters: Filters, *, after: str | None = None, keeping: bool = False) -> str:
    """The page of results from which they were chosen, or the one `after` a row; `keeping` leaves the ticks there."""
    parts = dict(address_parts(filters, read_view()))
    if begin := request.args.get("after") if after is None else after:
        parts["after"] = begin
    if keeping and _which() is Which.TICKED and (chosen_ones := ticked()):
        parts["listing"] = ".".join(map(str, chosen_ones))
    return f"{url_for('.list_listings')}?{urlencode(parts)}"


def _which() -> Which:
    asked = request.args.get("which")
    return next((which for which in Which if which == asked), Which.TICKED)


def address_without(name: str) -> str:
    """All that the address says but for one name, to be said again."""
    return urlencode([(said, value) for said, value in request.args.items(multi=True) if said != name])
