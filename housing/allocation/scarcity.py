"""Flats of which there are few, reserved for those who can live in no others. Pure.

A kind of flats is scarce while at most one in four that are free is of it; it is reserved while somebody waits who
needs it. Who needs what is reserved goes before all others: as many of them get a home as can, and nobody gets a flat
by which one of them would go without. What none of them can have is open to all, so that nothing stands empty.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum

FEW = 4  # of so many at most one: our own measure
LARGE = 3  # bedrooms


class Kind(StrEnum):
    """What a flat may be that some cannot do without."""

    LARGE = "large"  # LARGE bedrooms or more
    STEP_FREE = "step-free"  # on the ground floor, or with a lift
    WHEELCHAIR = "wheelchair"  # one gets in, and around


def kinds_of_flat(
    bedrooms: int | None, floor: int | None, has_lift: bool | None, wheelchair: bool | None
) -> frozenset[Kind]:
    """Of which kinds a flat is known to be."""
    is_of = {
        Kind.LARGE: bedrooms is not None and bedrooms >= LARGE,
        Kind.STEP_FREE: bool(has_lift) or floor == 0,
        Kind.WHEELCHAIR: bool(wheelchair),
    }
    return frozenset(kind for kind, holds in is_of.items() if holds)


def kinds_needed(bedrooms: int, *, step_free: bool, wheelchair: bool) -> frozenset[Kind]:
    """Which kinds a household cannot do without."""
    needs = {Kind.LARGE: bedrooms >= LARGE, Kind.STEP_FREE: step_free, Kind.WHEELCHAIR: wheelchair}
    return frozenset(kind for kind, needed in needs.items() if needed)


def reserved_kinds(flats: Sequence[Collection[Kind]], needs: Sequence[Collection[Kind]]) -> frozenset[Kind]:
    """Those of which there are few flats, though some, and which somebody needs."""
    numbers = {kind: sum(kind in kinds for kinds in flats) for kind in Kind}
    return frozenset(
        kind
        for kind, number in numbers.items()
        if 0 < number * FEW <= len(flats) and any(kind in needed for needed in needs)
    )
