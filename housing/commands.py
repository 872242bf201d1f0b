"""`stegi import listings` and `stegi search`: housing on the command line."""

from dataclasses import asdict
from decimal import Decimal
from math import isfinite
from pathlib import Path

import click
from sqlalchemy.orm import Session

from core.commands import NEEDS_A_PERSON, REFUSED, command_database, print_json, progress_bar
from core.dates import utc_now
from core.errors import Refused
from core.money import parse_amount
from core.structure import Centre, list_centres
from core.text import N_, Sentence
from housing.importing.report import report
from housing.search import MOST_SHOWN, Found, SearchCriteria, search
from housing.services.file_kinds import LISTINGS
from housing.services.imports import Import, Stored, import_file
from maps.distance import Point

_HALF_WAY_ROUND_KM = 20_100
_MOST_RENT = Decimal(1_000_000)


@click.group("import")
def import_group() -> None:
    """Take files into the database."""


@import_group.command("listings")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--source", help="Where the adverts come from; the same name each time.  [default: the file's name]")
@click.option("--centre", "centre_key", metavar="KEY", help="Who works on them.  [default: the nearest to each]")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and store nothing.")
@click.option("--accept-valid", is_flag=True, help="Take the good rows even if others have faults.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def import_listings(
    file: Path, source: str | None, centre_key: str | None, dry_run: bool, accept_valid: bool, as_json: bool
) -> None:
    """Import adverts from a spreadsheet or a text file.

    Exits with 0, with 1 when rows want looking at, and with 2 when nothing was taken.

    \b
    Example:
      stegi import listings adverts.xlsx --source portal --centre CENTRE
    """
    with command_database(as_json=as_json) as session, progress_bar("Importing") as progress:
        done = import_file(
            session,
            LISTINGS,
            file.name,
            _content(file),
            source=source or file.stem,
            centres=[_centre(session, centre_key)] if centre_key else list_centres(session),
            accept_valid=accept_valid,
            actor=None,
            at=utc_now(),
            progress=progress,
        )
        if dry_run:
            session.rollback()
    answer = report(done.read, **asdict(done.stored or Stored()))
    if as_json:
        print_json(answer)
    else:
        _print_report(answer)
    raise click.exceptions.Exit(_exit_code(done))


@click.command("search")
@click.option("--near", required=True, metavar="CENTRE|LAT,LON", help="A centre's key, or a point.")
@click.option("--radius-km", default=5.0, show_default=True, type=click.FloatRange(0, _HALF_WAY_ROUND_KM))
@click.option("--max-rent", metavar="EUROS", help="For one month, such as 450 or 450,50.")
@click.option("--min-bedrooms", type=click.IntRange(0, 100))
@click.option("--min-area", type=click.IntRange(0, 10_000), metavar="M2")
@click.option("--limit", default=MOST_SHOWN, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def search_command(
    near: str,
    radius_km: float,
    max_rent: str | None,
    min_bedrooms: int | None,
    min_area: int | None,
    limit: int,
    as_json: bool,
) -> None:
    """Find listings near a centre or a point, the nearest first.

    \b
    Example:
      stegi search --near CENTRE --max-rent 450 --min-bedrooms 2
      stegi search --near 35.3387,25.1442 --radius-km 2 --json
    """
    with command_database(as_json=as_json) as session:
        criteria = SearchCriteria(
            near=_point(session, near),
            radius_km=_finite(radius_km),
            most_rent=_rent(max_rent) if max_rent else None,
            least_bedrooms=min_bedrooms,
            least_size_m2=min_area,
        )
        result = search(session, criteria, limit)
        rows = [_row(found) for found in result.found]
    if as_json:
        print_json({"total": result.total, "listings": rows})
    else:
        for row in rows:
            click.echo(f"{row['distance_km']:8.3f} km  {row['monthly_rent']:>9}  {row['id']:>6}  {row['title']}")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        values = {"name": file.name, "reason": error.strerror}
        raise Refused(Sentence(N_("The file %(name)s cannot be read: %(reason)s"), values)) from error


def _centre(session: Session, key: str) -> Centre:
    centres = {centre.key: centre for centre in list_centres(session)}
    if key not in centres:
        known = ", ".join(centres)
        raise Refused(Sentence(N_("There is no centre %(key)s; known: %(known)s."), {"key": key, "known": known}))
    return centres[key]


def _point(session: Session, near: str) -> Point:
    """A centre's place, or the two numbers of `35.3387,25.1442`."""
    if "," not in near:
        centre = _centre(session, near)
        return Point(centre.latitude, centre.longitude)
    try:
        latitude, longitude = map(float, near.split(","))
        return Point(latitude, longitude)
    except ValueError as error:
        raise Refused(Sentence(N_("A point is two numbers, such as 35.3387,25.1442."))) from error


def _finite(radius_km: float) -> float:
    if not isfinite(radius_km):
        raise Refused(Sentence(N_("The radius must be a number of kilometres.")))
    return radius_km


def _rent(text: str) -> Decimal:
    try:
        return min(parse_amount(text), _MOST_RENT)
    except ValueError as error:
        raise Refused(Sentence(N_("Enter an amount such as 450 or 450,50"))) from error


def _row(found: Found) -> dict[str, object]:
    listing, dwelling = found.listing, found.listing.dwelling
    return {
        "id": listing.id,
        "title": listing.title,
        "status": str(listing.status),
        "monthly_rent": str(listing.monthly_rent),
        "bedrooms": dwelling.bedrooms,
        "size_m2": dwelling.size_m2,
        "latitude": dwelling.latitude,
        "longitude": dwelling.longitude,
        "distance_km": round(found.distance_km, 3),
    }


def _exit_code(done: Import) -> int:
    if done.stored is None:
        return REFUSED
    return NEEDS_A_PERSON if done.read.rejected or done.read.warnings else 0


def _print_report(answer: dict[str, object]) -> None:
    for name, value in answer.items():
        if not isinstance(value, list):
            click.echo(f"{name}: {value}")
        for entry in value if isinstance(value, list) else ():
            words = entry.values() if isinstance(entry, dict) else [entry]
            click.echo(f"{name}: {' '.join(map(str, words))}")
