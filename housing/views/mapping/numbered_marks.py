"""Marks of flats that have numbers on their page."""

from collections.abc import Iterable
from dataclasses import replace

from housing.models import Listing
from housing.views.mapping.listings_map import mark
from maps.distance import Point
from maps.picture import Marker, Pin


def numbered_marks(flats: Iterable[tuple[int, Listing, str]], near: Point | None = None) -> tuple[Marker, ...]:
    """Those that stand somewhere, each with its number and what its mark says; `near` is from where they say how far
    they are.
    """
    by_point: dict[Point, list[Marker]] = {}
    for number, listing, label in flats:
        if listing.dwelling.point:
            marker = mark(listing, Pin.PLAIN, near)
            numbered = replace(marker, label=label, short=str(number))
            by_point.setdefault(marker.point, []).append(numbered)
    return tuple(_together(*marks) for marks in by_point.values())


def _together(first: Marker, *others: Marker) -> Marker:
    """One mark with the numbers of all that stand at the very same point, where one would cover the others."""
    if not others:
        return first
    flats = tuple(replace(flat, popup_title=f"{flat.short}: {flat.popup_title}") for flat in (first, *others))
    numbers = ", ".join(flat.short for flat in flats)
    return Marker(
        id="-".join(flat.id for flat in flats),
        point=first.point,
        label=" · ".join(flat.label for flat in flats),
        kind=first.kind,
        popup_title=" · ".join(flat.popup_title for flat in flats),
        shape=first.shape if len({flat.shape for flat in flats}) == 1 else "",
        short=numbers,
        flats=flats,
    )
