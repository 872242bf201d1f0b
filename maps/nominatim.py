"""The OpenStreetMap geocoder, public or our own, by geopy."""

from collections.abc import Callable
from urllib.parse import urlsplit

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.location import Location

from maps.distance import BoundingBox, Point
from maps.geocoding import GeocoderUnavailable, Located, Precision
from maps.region import region

ATTRIBUTION = "© OpenStreetMap contributors, ODbL"

# Nominatim's place_rank: 30 is a house or a named building, 26 and 27 are streets and paths; less is an area.
_HOUSE_RANK = 28
_STREET_RANK = 26


class NominatimGeocoder:
    """Asks a Nominatim for places in the region (or `within` a box), in Greek, no more than once a second.

    The pause is kept by this object alone. With several processes the whole service may ask more often:
    wrap it in `StoredAnswers`, and let one process do the asking when a public server is used.
    """

    def __init__(
        self,
        url: str,
        *,
        user_agent: str,
        within: BoundingBox | None = None,
        timeout_seconds: float = 5.0,
        pause_seconds: float = 1.0,
        adapter_factory: Callable | None = None,
    ) -> None:
        address = urlsplit(url)
        nominatim = Nominatim(
            domain=address.netloc + address.path,
            scheme=address.scheme,
            user_agent=user_agent,
            timeout=timeout_seconds,
            adapter_factory=adapter_factory,
        )
        within = within or region().box
        self._viewbox = ((within.south, within.west), (within.north, within.east))
        self._ask = RateLimiter(
            nominatim.geocode, min_delay_seconds=pause_seconds, max_retries=0, swallow_exceptions=False
        )

    def locate(self, address: str) -> Located | None:
        try:
            answer = self._ask(address, language="el", country_codes="gr", viewbox=self._viewbox, bounded=True)
        except GeopyError as error:
            raise GeocoderUnavailable(type(error).__name__) from error
        return _located(answer) if answer is not None else None


def _located(answer: Location) -> Located:
    return Located(
        point=Point(answer.latitude, answer.longitude),
        label=answer.address,
        precision=_precision(int(answer.raw.get("place_rank", 0))),
        source="nominatim",
    )


def _precision(place_rank: int) -> Precision:
    if place_rank >= _HOUSE_RANK:
        return Precision.ADDRESS
    return Precision.STREET if place_rank >= _STREET_RANK else Precision.PLACE
