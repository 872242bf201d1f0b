"""`stegi search`: housing on the command line."""

from decimal import Decimal
from math import isfinite

import click
from sqlalchemy.orm import Session

from core.commands import command_database, print_json
from core.errors import Refused
from core.money import parse_amount
from core.text import N_, Sentence
from housing.import_commands import find_centre
from housing.search import Found, SearchCriteria, count, search
from maps.distance import Point

_HALF_WAY_ROUND_KM = 20_100
_MOST_SHOWN = 200
_MOST_RENT = Decimal(1_000_000)


@click.command("search")
@click.option("--near", required=True, metavar="CENTRE|LAT,LON", help="A centre's key, or a point.")
@click.option("--radius-km", default=5.0, show_default=True, type=click.FloatRange(0, _HALF_WAY_ROUND_KM))
@click.option("--max-rent", metavar="EUROS", help="For one month, such as 450 or 450,50.")
@click.option("--min-bedrooms", type=click.IntRange(0, 100))
@click.option("--min-area", type=click.IntRange(0, 10_000), metavar="M2")
@click.option("--limit", default=_MOST_SHOWN, show_default=True, type=click.IntRange(1, 10_000))
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
        total = count(session, criteria, most=None)
    if as_json:
        print_json({"total": total, "listings": rows})
    else:
        for row in rows:
            click.echo(f"{row['distance_km']:8.3f} km  {row['monthly_rent']:>9}  {row['id']:>6}  {row['title']}")


def _point(session: Session, near: str) -> Point:
    """A centre's place, or the two numbers of `35.3387,25.1442`."""
    if "," not in near:
        centre = find_centre(session, near)
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
