"""In which areas of a household a flat stands: all that limits and wishes ask of its place. Pure."""

from collections.abc import Callable
from typing import NamedTuple

from housing.ranking.areas import Area, holding, is_within
from housing.ranking.facts import FlatFacts, Wishes


class Standing(NamedTuple):
    """Whether it stands in one of the areas of each kind."""

    only: bool
    rather: bool
    rather_not: bool
    never: bool


STANDINGS = [Standing(*(bool(bits >> kind & 1) for kind in range(4))) for bits in range(16)]


def standing_of(flat: FlatFacts, wishes: Wishes) -> Standing | None:
    """None where nobody knows where it stands."""
    point = flat.point
    if point is None:
        return None
    return Standing(*(is_within(areas, point, flat.municipality) for areas in _by_kind(wishes)))


def standings(wishes: Wishes) -> Callable[[str | None, float | None, float | None], Standing | None]:
    """The same of very many flats, by municipality, latitude and longitude."""
    holds = holding(_by_kind(wishes))

    def stands(municipality: str | None, latitude: float | None, longitude: float | None) -> Standing | None:
        if latitude is None or longitude is None:
            return None
        return STANDINGS[holds(municipality, latitude, longitude)]

    return stands


def _by_kind(wishes: Wishes) -> tuple[tuple[Area, ...], ...]:
    return wishes.only, wishes.rather, wishes.rather_not, wishes.never
