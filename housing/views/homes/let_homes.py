"""The homes that households rent, on a map of their own; without anybody's name, and without a drawing to pass on."""

from collections.abc import Iterable, Sequence

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import today
from core.i18n import money, whole_euros
from core.pages import page_number
from core.session import db_session
from core.structure import Centre
from housing.forms.search import BoxForm
from housing.models import Lease, Listing
from housing.services.homes import let_homes
from housing.services.leases.leases import status_of
from housing.services.mapping.spots_in_view import ground_of
from housing.states import LeaseStatus
from housing.views.blueprint import bp
from housing.views.mapping.listings_map import on_page, picture_around
from housing.views.mapping.points import answer
from housing.words.leases import LEASE_SHAPES, LEASE_WORDS, last_day_words
from housing.words.listings import listing_facts
from maps.distance import BoundingBox
from maps.picture import Marker, Pin
from maps.rendering import RenderedMap


@bp.get("/leases/map")
@requires(Permission.VIEW_LISTINGS)
def list_let_homes() -> ResponseReturnValue:
    """For who may see leases too: exact places are for those who see flats."""
    inside = BoxForm(request.args).bbox.data
    page = let_homes.list_let_homes(db_session(), actor(), on=today(), inside=inside, page=page_number())
    centre = _centre()
    _record(len(page.rows))
    return render_template(
        "housing/list_let_homes.html",
        page=page,
        rows=[(lease, status_of(lease, today())) for lease in page.rows],
        inside=inside,
        bbox=request.args.get("bbox", ""),
        map=_draw(inside, centre),
        centre=centre,
        signs=[
            (LEASE_SHAPES[status], LEASE_WORDS[status]) for status in LeaseStatus if status is not LeaseStatus.ENDED
        ],
    )


@bp.get("/leases/map.js")
@requires(Permission.VIEW_LISTINGS)
def let_homes_map_script() -> ResponseReturnValue:
    """It knows how far the homes reach."""
    drawn = _draw(BoxForm(request.args).bbox.data, _centre())
    _record(0)
    return Response(drawn.script, mimetype="text/javascript") if drawn else abort(404)


@bp.get("/leases/points.geojson")
@requires(Permission.VIEW_LISTINGS)
def let_homes_points() -> ResponseReturnValue:
    return answer(let_homes.let_homes(actor(), on=today()), _homes)


def _homes(listings: Sequence[Listing]) -> Iterable[Marker]:
    leases = let_homes.leases_by_listing(db_session(), listings, actor(), on=today())
    _record(len(listings))
    return [_mark(leases[listing.id], listing) for listing in listings]


def _mark(lease: Lease, listing: Listing) -> Marker:
    point, status = listing.dwelling.point, status_of(lease, today())
    assert point is not None  # it stands on the map
    return Marker(
        id=str(lease.id),
        point=point,
        label=whole_euros(lease.monthly_rent),
        kind=Pin.PLAIN,
        popup_title=listing.title,
        popup_lines=(
            _("%(rent)s a month", rent=money(lease.monthly_rent)),
            str(LEASE_WORDS[status]),
            listing_facts(listing),
            listing.place,
            last_day_words(lease),
        ),
        url=url_for("housing.show_lease", lease_id=lease.id),
        shape=LEASE_SHAPES[status],
    )


def _draw(inside: BoundingBox | None, centre: Centre | None) -> RenderedMap | None:
    """Around all homes, or turned to what the address names; None where the reader has no centre yet."""
    if centre is None:
        return None
    ground = ground_of(db_session(), let_homes.let_homes(actor(), on=today()))
    view = inside or (ground.widened() if ground else None)
    points = url_for("housing.let_homes_points")
    return on_page(picture_around(centre, _("Map of the let homes"), points=(points, points), view=view))


def _centre() -> Centre | None:
    """The one that the map shows."""
    return next(iter(centres_of(db_session(), actor())), None)


def _record(shown: int) -> None:
    record_read(db_session(), "list-leases", actor=actor(), values={"shown": shown})
