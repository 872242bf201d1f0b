"""What `stegi check` and `stegi serve` say about the ground of maps and their tiles."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from core.checks import Finding, Verdict
from core.config import Settings
from core.structure import Centre
from maps.archive import NotAnArchive, open_archive
from maps.distance import Point
from maps.region import region


def check_region(connection: Connection) -> Iterator[Finding]:
    """Whether the centres lie in the region, in which alone maps have an outline and addresses are looked for."""
    query = select(Centre.key, Centre.latitude, Centre.longitude).order_by(Centre.key)
    points = {key: Point(latitude, longitude) for key, latitude, longitude in connection.execute(query)}
    outside = [key for key, point in points.items() if point not in region().box]
    if outside:
        words = f"{', '.join(outside)}: not in {region().key}; STEGI_REGION says which region maps show"
        yield Finding("region", Verdict.NEEDS_A_PERSON, words)
        return
    yield Finding("region", Verdict.RIGHT, f"{region().key}, in which every centre lies")


def check_tiles(settings: Settings) -> Iterator[Finding]:
    """Whether the archive can be read and shows the region; a server elsewhere is the browsers' to ask."""
    if settings.tile_file is None:
        words = "come from the address that is set" if settings.tile_url else "none: the bundled outline"
        yield Finding("tiles", Verdict.RIGHT, words)
        return
    try:
        archive = open_archive(settings.tile_file)
    except NotAnArchive as error:
        words = f"STEGI_TILE_FILE, {settings.tile_file}: {error}; maps show the bundled outline"
        yield Finding("tiles", Verdict.NEEDS_A_PERSON, words)
        return
    if region().box.middle not in archive.box:
        yield Finding("tiles", Verdict.NEEDS_A_PERSON, "the archive of STEGI_TILE_FILE does not show the region")
    if not (settings.tile_attribution or archive.attribution):
        words = "whose they are is said neither by the archive nor by STEGI_TILE_ATTRIBUTION"
        yield Finding("tiles", Verdict.NEEDS_A_PERSON, words)
    yield Finding("tiles", Verdict.RIGHT, f"{archive.kind}, zoom {archive.zooms[0]} to {archive.zooms[1]}")
