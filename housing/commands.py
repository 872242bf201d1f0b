"""`stegi search`: housing on the command line."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import click
from sqlalchemy.orm import Session

from core.commands import OneSentence, command_database, print_json
from core.dates import today
from core.errors import Refused
from core.text import N_, Sentence
from housing.import_commands import find_centre
from housing.search import Found, Order, SearchCriteria, count, reach_over, search
from housing.search_options import EUROS, trait_options, traits_of
from housing.states import ListingStatus
from maps.boundaries import box_around, find_municipality, municipalities
from maps.distance import Point
from maps.gazetteer import municipalities_called
from maps.outline import Municipality

_RADIUS_KM = 5.0
_HALF_WAY_ROUND_KM = 20_100
_MOST_SHOWN = 200


@click.command("search", cls=OneSentence)
@click.option("--near", required=True, metavar="CENTRE|LAT,LON", help="A centre's key, or a point.")
@click.option("--radius-km", type=click.FloatRange(0, _HALF_WAY_ROUND_KM), show_default="5, without a municipality")
@click.option("--municipality", metavar="NAME|CODE", help="Instead of a radius.")
@click.option("--words", help="Of the title or the address, in Greek or Greeklish; or the advert's number.")
@click.option("--max-rent", type=EUROS, help="For one month, such as 450 or 450,50.")
@click.option("--min-bedrooms", type=click.IntRange(0, 100))
@click.option("--min-area", type=click.IntRange(0, 10_000), metavar="M2")
@click.option("--status", type=click.Choice(list(map(str, ListingStatus))), help="Without one: still to be had.")
@trait_options
@click.option("--or-unsaid", is_flag=True, help="Also those that do not say what is asked for.")
@click.option("--order", type=click.Choice(list(map(str, Order))), default=str(Order.DISTANCE), show_default=True)
@click.option("--limit", default=_MOST_SHOWN, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def search_command(near: str, limit: int, as_json: bool, **asked: Any) -> None:
    """Find listings near a centre or a point, the nearest first, or in another order.

    \b
    Example:
      stegi search --near CENTRE --max-rent 450 --min-bedrooms 2 --step-free
      stegi search --near CENTRE --municipality Malevizi --order rent
      stegi search --near 35.3387,25.1442 --radius-km 2 --json
    """
    with command_database(as_json=as_json) as session:
        criteria = _criteria(_point(session, near), asked)
        result = search(session, criteria, limit)
        rows = [_row(found) for found in result.found]
        total = count(session, criteria, most=None)
    if as_json:
        print_json({"total": total, "listings": rows})
        return
    for row in rows:
        click.echo(f"{row['distance_km']:8.3f} km  {row['monthly_rent']:>9}  {row['id']:>6}  {row['title']}")
    if not rows:
        click.echo("No listing fits: widen the circle, or ask for less.", err=True)


def _criteria(near: Point, asked: Mapping[str, Any]) -> SearchCriteria:
    municipality = _municipality(asked["municipality"]) if asked["municipality"] else None
    if municipality and asked["radius_km"] is not None:
        raise Refused(Sentence(N_("Give a radius or a municipality, not both.")))
    criteria = SearchCriteria(
        near=near,
        radius_km=reach_over(near, box_around(municipality)) if municipality else _radius(asked["radius_km"]),
        municipality=municipality,
        words=asked["words"] or "",
        most_rent=asked["max_rent"],
        least_bedrooms=asked["min_bedrooms"],
        least_size_m2=asked["min_area"],
        status=asked["status"] and ListingStatus(asked["status"]),
        traits=traits_of(asked, today()),
        order=Order(asked["order"]),
    )
    return criteria.or_unsaid() if asked["or_unsaid"] else criteria


def _municipality(written: str) -> Municipality:
    """By its code or its name, in Greek or Latin letters."""
    found = find_municipality(written) or next(iter(municipalities_called(written)), None)
    if found is None:
        known = ", ".join(one.name_en for one in municipalities())
        raise Refused(
            Sentence(N_("There is no municipality %(name)s; known: %(known)s."), {"name": written, "known": known})
            if known
            else Sentence(N_("No municipalities are known in this region."))
        )
    return found


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


def _radius(asked_km: float | None) -> float:
    radius_km = _RADIUS_KM if asked_km is None else asked_km
    if not isfinite(radius_km):
        raise Refused(Sentence(N_("The radius must be a number of kilometres.")))
    return radius_km


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
