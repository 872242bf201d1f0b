"""In which areas of a household a flat stands: all that limits and wishes ask of its place. Pure."""

from typing import NamedTuple

import numpy as np

from housing.ranking.areas import Area, holding, is_within
from housing.ranking.columns import Array, Column, measured
from housing.ranking.facts import FlatFacts, Wishes


class Standing(NamedTuple):
    """Whether it stands in one of the areas of each kind."""

    only: bool
    rather: bool
    rather_not: bool
    never: bool


_SOMEWHERE = [Standing(*(bool(bits >> kind & 1) for kind in range(4))) for bits in range(16)]
_NOWHERE = len(_SOMEWHERE)
STANDINGS: list[Standing | None] = [*_SOMEWHERE, None]


def standing_of(flat: FlatFacts, wishes: Wishes) -> Standing | None:
    """None where nobody knows where it stands."""
    point = flat.point
    if point is None:
        return None
    return Standing(*(is_within(areas, point, flat.municipality) for areas in _by_kind(wishes)))


def standings(wishes: Wishes, municipalities: Column, latitudes: Column, longitudes: Column) -> Array:
    """The same of very many flats, each as its place among `STANDINGS`."""
    north, east = measured(latitudes), measured(longitudes)
    return np.where(np.isnan(north + east), _NOWHERE, holding(_by_kind(wishes), municipalities, north, east))


def _by_kind(wishes: Wishes) -> tuple[tuple[Area, ...], ...]:
    return wishes.only, wishes.rather, wishes.rather_not, wishes.never
