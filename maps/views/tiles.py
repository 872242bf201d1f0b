"""Tiles of the archive that the settings name. The ground is the same for everybody: whoever asks may see it."""

from flask import Response, abort, url_for
from flask.typing import ResponseReturnValue

from core.auth.access import impersonal
from core.headers import YEAR
from core.session import settings
from core.setting_addresses import is_vector
from maps.archive import NotAnArchive, find_archive
from maps.picture import Tiles
from maps.views.blueprint import bp


def configured_tiles() -> Tiles | None:
    """What the settings want laid over the bundled ground; nothing where the archive cannot be read."""
    told = settings()
    if told.tile_url:
        return Tiles(told.tile_url, told.tile_attribution, is_vector(told.tile_url))
    archive = find_archive(told.tile_file)
    if archive is None:
        return None
    words = told.tile_attribution or archive.attribution
    return Tiles(_address(archive.edition), words, archive.is_vector, archive.zooms[1])


def _address(edition: int) -> str:
    first = url_for("maps.show_tile", edition=edition, zoom=0, column=0, row=0)
    return first.removesuffix("0/0/0") + "{z}/{x}/{y}"


@bp.get("/tiles/<int:edition>/<int:zoom>/<int:column>/<int:row>")
@impersonal
def show_tile(edition: int, zoom: int, column: int, row: int) -> ResponseReturnValue:
    """One tile, kept by browsers until the file changes: then its address is another."""
    archive = find_archive(settings().tile_file)
    if archive is None:
        abort(404)
    try:
        content = archive.tile(zoom, column, row)
    except NotAnArchive:
        abort(404)
    answer = Response(content, mimetype=archive.kind) if content else Response(status=204)
    if content and archive.is_gzipped:
        answer.content_encoding = "gzip"
    if edition == archive.edition:
        answer.cache_control.public = True
        answer.cache_control.max_age = YEAR
    return answer
