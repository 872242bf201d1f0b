"""The OpenStreetMap geocoder, public or our own, by geopy."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from geopy.exc import GeopyError
from geopy.geocoders import Nominatim
from geopy.location import Location

from maps.addresses import Address
from maps.corners import Line, corners
from maps.distance import BoundingBox, Point, distance_km
from maps.geocoding import GeocoderUnavailable
from maps.located import Answer, Located, Precision
from maps.region import region

# Nominatim's place_rank: 30 is a house or a named building, 26 and 27 are streets and paths; less is an area.
_HOUSE_RANK = 28
_STREET_RANK = 26
_MOST, _MOST_SEGMENTS = 10, 40  # answers that are asked for; a street is many segments
# Answers that lie nearer to one another are about the same house, street or village.
_APART_KM = {Precision.ADDRESS: 0.5, Precision.STREET: 3.0, Precision.PLACE: 2.0}


class _Addresses(Nominatim):
    """Asked for places and streets, not for shops and chapels; with geometry, for each segment of a street."""

    def _construct_url(self, base_api: str, params: dict[str, Any]) -> str:
        segments = {"dedupe": 0} if "polygon_geojson" in params else {}
        return super()._construct_url(base_api, params | {"layer": "address"} | segments)


class NominatimService:
    """Asks a Nominatim for addresses in the region (or `within` a box), in Greek.

    `take_turn` waits until the next question is due.
    """

    def __init__(
        self,
        url: str,
        *,
        user_agent: str,
        take_turn: Callable[[], object],
        within: BoundingBox | None = None,
        timeout_seconds: float = 5.0,
        adapter_factory: Callable | None = None,
    ) -> None:
        address = urlsplit(url)
        self._nominatim = _Addresses(
            domain=address.netloc + address.path,
            scheme=address.scheme,
            user_agent=user_agent,
            timeout=timeout_seconds,
            adapter_factory=adapter_factory,
        )
        self._take_turn = take_turn
        within = within or region().box
        self._viewbox = ((within.south, within.west), (within.north, within.east))

    def find(self, address: Address) -> Answer:
        if address.corner:
            return self._find_corner(address)
        is_place = not address.street and len(address.places) < 2  # two may be a street and its town
        found = self._ask(address, limit=_MOST, featuretype="settlement" if is_place else None)
        return _answer([_located(each, address) for each in found])

    def _find_corner(self, address: Address) -> Answer:
        """No service knows corners: each street is asked for by itself, and we see where the two meet."""
        one, other = (
            [_line(each) for each in self._ask(street, limit=_MOST_SEGMENTS, geometry="geojson")]
            for street in (replace(address, corner=""), replace(address, street=address.corner, corner=""))
        )
        return _answer([Located(at, address.text, Precision.STREET, "nominatim") for at in corners(one, other)])

    def _ask(self, address: Address, **how: object) -> Sequence[Location]:
        self._take_turn()
        try:
            found = self._nominatim.geocode(
                address.text,
                exactly_one=False,
                addressdetails=True,
                language="el",
                country_codes="gr",
                viewbox=self._viewbox,
                bounded=True,
                **how,
            )
        except GeopyError as error:
            raise GeocoderUnavailable(type(error).__name__) from error
        return found or ()


def _located(answer: Location, address: Address) -> Located:
    return Located(
        point=Point(answer.latitude, answer.longitude),
        label=answer.address,
        precision=_precision(int(answer.raw.get("place_rank", 0)), address),
        source="nominatim",
        municipality=answer.raw.get("address", {}).get("municipality", ""),
    )


def _precision(place_rank: int, address: Address) -> Precision:
    """Of a house that nobody gave the number of we know the street."""
    if place_rank >= _HOUSE_RANK and address.number:
        return Precision.ADDRESS
    return Precision.STREET if place_rank >= _STREET_RANK else Precision.PLACE


def _answer(found: Iterable[Located]) -> Answer:
    """The best answer, with the others that are as near to the door and somewhere else."""
    choices: list[Located] = []
    for each in found:
        apart = (distance_km(each.point, kept.point) > _APART_KM[kept.precision] for kept in choices)
        if not choices or each.precision is choices[0].precision and all(apart):
            choices.append(each)
    return Answer(tuple(choices), is_sure=len(choices) == 1)


def _line(answer: Location) -> Line:
    """The vertices of a segment; what is no line crosses nothing."""
    geometry = answer.raw.get("geojson", {})
    if geometry.get("type") != "LineString":
        return ()
    return tuple(Point(latitude, longitude) for longitude, latitude, *_ in geometry["coordinates"])
