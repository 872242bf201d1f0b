"""What was searched for, as a file."""

from collections.abc import Callable
from typing import NamedTuple

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.exporting.delimited import ENGLISH, GREEK, write_text
from core.exporting.workbook import write_workbook
from core.i18n import direction, language
from core.session import db_session
from housing.exporting import Export
from housing.services.homes.let_homes import let_among
from housing.views.blueprint import bp
from housing.views.search.choosing import chosen_found
from housing.views.search.filters import read_filters
from maps.geojson import write_features

MOST_SAVED = 1000  # within a second


class Kind(NamedTuple):
    """One kind of file: its type, and what writes it."""

    media_type: str
    write: Callable[[Export], bytes]


@bp.get("/listings/export")
@requires(Permission.VIEW_LISTINGS)
def export_listings() -> ResponseReturnValue:
    """The same as the list shows, beyond its end too, or what was chosen of it; whose landlords were taken along is
    written down.
    """
    name = request.args.get("kind", "xlsx")
    if name not in KINDS:
        abort(404)
    filters, landlords = read_filters(), request.args.get("landlords") == "yes"
    found = chosen_found(filters) if "which" in request.args else filters.find(MOST_SAVED).found
    export = Export(found, actor(), landlords=landlords, from_point=filters.point is not None)
    content = KINDS[name].write(export)
    facts = {"kind": name, "shown": len(found), "landlords": landlords}
    record_read(db_session(), "export-listings", actor=actor(), values=facts)
    response = Response(content, mimetype=KINDS[name].media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"listings-{today():%Y-%m-%d}.{name}")
    return response


def _text(export: Export) -> bytes:
    return write_text(export.header(), export.rows(), GREEK if language() == "el" else ENGLISH)


def _workbook(export: Export) -> bytes:
    return write_workbook(_("Listings"), export.header(), export.rows(), rtl=direction() == "rtl")


def _features(export: Export) -> bytes:
    """A map to pass on, so that where a household lives is left out, whatever stage its adverts have."""
    let = let_among(db_session(), (found.listing for found in export.found), today())
    return write_features(export.features(let))


KINDS = {
    "xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _workbook),
    "csv": Kind("text/csv", _text),
    "geojson": Kind("application/geo+json", _features),
}
