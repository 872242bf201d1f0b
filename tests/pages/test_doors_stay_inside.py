"""Outside the office nobody learns at which door a home is, and no shared map shows the homes of households.

Every way out is walked: pages, scripts, files, calendars, attributes and headers, over homes that all have an address.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from math import log, pi, radians, tan
from urllib.parse import unquote_plus, urlsplit

import pytest
from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.audit import record
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import database
from core.transliteration import to_latin
from housing.models import Dwelling, Lease, Listing, Viewing, ViewingGuest
from housing.states import GuestStatus
from maps.clusters import NEAREST_ZOOM
from maps.distance import BoundingBox, Point
from portal.services.links import check_link
from tests.support.demonstration import Demonstration, Filled, Seen

ROWS = 40  # of a kind: every offer there is
EARTH_METRES = 6378137  # as the tiles of web maps count
MOVED = 0.00137  # degrees: so that no home stands where a map writes the name of its place
OF_LISTINGS = {Permission.VIEW_LISTINGS, Permission.EDIT_LISTINGS, Permission.MAKE_OFFERS}


@dataclass(frozen=True)
class Door:
    """Where a home is, exactly."""

    dwelling_id: int
    street: str
    latitude: float
    longitude: float

    @property
    def streets(self) -> set[str]:
        return {self.street, to_latin(self.street)} - {""}

    @property
    def figures(self) -> Iterator[tuple[str, str]]:
        """Of its place to eleven metres: cut off and rounded, with a point, a comma and neither; and as tiles count."""
        for latitude, longitude in ((self.latitude, self.longitude), (_cut(self.latitude), _cut(self.longitude))):
            for sign in (".", ",", ""):
                yield f"{latitude:.4f}".replace(".", sign), f"{longitude:.4f}".replace(".", sign)
        north = EARTH_METRES * log(tan(pi / 4 + radians(self.latitude) / 2))
        yield str(int(north)), str(int(EARTH_METRES * radians(self.longitude)))


def _cut(degrees: float) -> float:
    return int(degrees * 10_000) / 10_000


class Doors:
    """All homes that stand somewhere, to be found in what is sent; the middle of a town is no door."""

    def __init__(self, homes: Iterable[Dwelling]) -> None:
        self.known = [
            Door(home.id, home.address, home.point.latitude, home.point.longitude)
            for home in homes
            if home.point and not home.is_roughly_placed
        ]
        self._figures: dict[str, set[tuple[str, int]]] = {}
        for door in self.known:
            for north, east in door.figures:
                self._figures.setdefault(north, set()).add((east, door.dwelling_id))
        self._streets = {street: door.dwelling_id for door in self.known for street in door.streets}
        self._any = re.compile("|".join(map(re.escape, sorted(self._figures))))

    def told(self, seen: Seen) -> set[int]:
        """The homes of which a place is told, by both its figures or by its street and number."""
        text = plain(seen)
        pairs = {pair for north in set(self._any.findall(text)) for pair in self._figures[north]}
        by_figures = {dwelling_id for east, dwelling_id in pairs if east in text}
        return by_figures | {dwelling_id for street, dwelling_id in self._streets.items() if street in text}

    def at_the_place_of(self, homes: Container[int]) -> set[int]:
        """These, and what stands where they do: one home may be here by two adverts."""
        figures = {figure for door in self.known if door.dwelling_id in homes for figure in door.figures}
        return {door.dwelling_id for door in self.known if not figures.isdisjoint(door.figures)}


def plain(seen: Seen) -> str:
    """What is sent, without what hides letters in HTML, in addresses and in scripts."""
    text = unquote_plus(unescape(f"{seen.headers}\n{seen.text}"))
    return re.sub(r"\\u([0-9a-f]{4})", lambda escaped: chr(int(escaped[1], 16)), text)


@pytest.fixture(scope="module")
def streets(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The demonstration with a street and a number at each home."""
    with filled.served(tmp_path_factory.mktemp("streets")) as own:
        with own.app.app_context(), Session(database.engine) as session:
            for home in session.scalars(select(Dwelling)):
                home.address = f"Ερωφίλης {700 + home.id}"
                if home.point is not None:
                    home.latitude, home.longitude = home.point.latitude + MOVED, home.point.longitude + MOVED
            record(session, "arrange", actor=None)
            session.commit()
        yield replace(own, most=ROWS)


LET_HOMES = r"/leases/(map|points\.geojson)"


def doors_of(demonstration: Demonstration) -> Doors:
    with demonstration.app.app_context(), Session(database.engine) as session:
        return Doors(session.scalars(select(Dwelling).order_by(Dwelling.id)))


def own_homes(demonstration: Demonstration) -> Mapping[str, set[int]]:
    """By household's role the homes that it rents."""
    homes = select(Listing.dwelling_id).join(Lease, Lease.listing_id == Listing.id)
    return by_role(demonstration, homes, Lease.household_id)


def open_doors(demonstration: Demonstration) -> Mapping[str, set[int]]:
    """The same with those that it says it comes to see, on days to come: to find them it reads their address."""
    seen = select(Listing.dwelling_id).join(Viewing, Viewing.listing_id == Listing.id).join(Viewing.guests)
    comes = ViewingGuest.status == GuestStatus.CONFIRMED, Viewing.ends_at > utc_now()
    to_see = by_role(demonstration, seen.where(*comes), ViewingGuest.household_id)
    return {role: homes | to_see[role] for role, homes in own_homes(demonstration).items()}


def by_role(
    demonstration: Demonstration, homes: Select[int], household: InstrumentedAttribute[int]
) -> Mapping[str, set[int]]:
    links = {role: account["link"] for role, account in demonstration.accounts.items() if "link" in account}
    tokens = {role: urlsplit(link).path.rpartition("/")[2] for role, link in links.items()}
    with demonstration.app.app_context(), Session(database.engine) as session:
        households = {role: check_link(session, token, at=utc_now()).household_id for role, token in tokens.items()}
        return {role: set(session.scalars(homes.where(household == key))) for role, key in households.items()}


def told_of_others(doors: Doors, own: Mapping[str, set[int]], seen: Seen) -> set[int]:
    """Whoever rents a home, or is about to see it, reads its address."""
    return doors.told(seen) - doors.at_the_place_of(own.get(seen.role or "", set()))


def near_looks(doors: Doors, homes: Container[int]) -> Iterator[str]:
    """The map turned to each of the homes."""
    for door in doors.known:
        if door.dwelling_id in homes:
            box = BoundingBox.around(Point(door.latitude, door.longitude), 0.05)
            sides = f"{box.west},{box.south},{box.east},{box.north}"
            for centre in ("heraklion", "chania"):
                query = f"bbox={sides}&zoom={NEAREST_ZOOM}&centre={centre}&radius_km=50"
                yield f"/listings/points.geojson?{query}"


def test_nobody_outside_is_told_at_which_door_a_home_is(streets: Demonstration) -> None:
    doors, own = doors_of(streets), open_doors(streets)
    seen = streets.seen_by(streets.outsiders)
    assert {"portal.show_offer", "portal.offer_map_script", "portal.household_feed"} <= {each.endpoint for each in seen}
    told = {(each.role, each.address): told_of_others(doors, own, each) for each in seen}
    assert {key: homes for key, homes in told.items() if homes} == {}


def test_who_says_that_it_comes_to_see_a_home_reads_where_that_is(streets: Demonstration) -> None:
    doors, rented = doors_of(streets), own_homes(streets)
    shown = {role: homes - rented[role] for role, homes in open_doors(streets).items()}
    [role, *_] = [role for role, homes in shown.items() if homes]
    pages = [each for each in streets.seen_by([role]) if each.endpoint == "portal.show_viewing"]
    assert set().union(*map(doors.told, pages)) == doors.at_the_place_of(shown[role])


def test_who_rents_a_home_reads_its_own_address_and_no_figures_of_it(streets: Demonstration) -> None:
    doors = doors_of(streets)
    [role, *_] = [role for role, homes in own_homes(streets).items() if homes]
    [home] = [each for each in streets.seen_by([role]) if each.endpoint == "portal.home"]
    assert doors.told(home) == own_homes(streets)[role]


def test_exact_places_are_for_those_who_may_see_adverts(demonstration: Demonstration) -> None:
    doors, own = doors_of(demonstration), open_doors(demonstration)
    telling = {each.endpoint for each in demonstration.answers if each.endpoint and told_of_others(doors, own, each)}
    assert {"housing.listing_map_script", "housing.export_listings"} <= telling
    assert {endpoint for endpoint in telling if demonstration.asks_for(endpoint) not in OF_LISTINGS} == set()


def test_the_home_of_a_household_is_on_no_map_but_its_own_advert_s(demonstration: Demonstration) -> None:
    """Nor in a list or a file: what is shared shows homes to be had, also to whoever looks from as near as can be.
    The map of let homes alone shows them, to who may see leases and exact places.
    """
    with demonstration.app.app_context(), Session(database.engine) as session:
        let = session.execute(
            select(Listing.dwelling_id, Listing.id).join(Lease, Lease.listing_id == Listing.id)
            .where(Lease.starts_on <= today(), Lease.statutory_ends_on > today())
        ).all()  # fmt: skip
    doors, own = doors_of(demonstration), open_doors(demonstration)
    pages = {home: f"/listings/{listing}" for home, listing in let}
    near = [demonstration.look("housing-officer", None, address) for address in near_looks(doors, pages)]
    assert near
    assert {look.status for look in near} == {200}
    seen = [*demonstration.answers, *near]
    told = {(each.address, home) for each in seen for home in told_of_others(doors, own, each) & pages.keys()}
    assert {
        (address, home) for address, home in told if not re.match(rf"({pages[home]}(/|$)|{LET_HOMES})", address)
    } == set()
