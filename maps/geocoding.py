"""From an address to a point: who is asked, in which order, and what is remembered.

Only the address travels, never the name of anybody who lives or will live there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from maps.distance import Point


class Precision(StrEnum):
    """How near to the door an answer is."""

    ADDRESS = "address"
    STREET = "street"
    PLACE = "place"  # the middle of the town or village only


@dataclass(frozen=True, slots=True)
class Located:
    """A point for an address, with what the source calls it and which source that was."""

    point: Point
    label: str
    precision: Precision
    source: str


class GeocoderUnavailable(Exception):
    """The geocoder gave no answer at all: not "no such address", but "ask again later"."""


class Geocoder(Protocol):
    """Anything that knows where addresses are."""

    def locate(self, address: str) -> Located | None:
        """The address's place, None when there is no such address. Raises GeocoderUnavailable."""
        ...


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What a geocoder once said; `located` is None when it knew no such address."""

    located: Located | None


class AnswerStorage(Protocol):
    """Where answers are kept. The query is already brought to one spelling."""

    def find(self, query: str) -> StoredAnswer | None:
        """The stored answer, None when the query was never asked."""
        ...

    def keep(self, query: str, located: Located | None) -> None:
        """Remember the answer, also that there was none."""
        ...


class StoredAnswers:
    """A geocoder that asks another one each address once. A failed call is not an answer and is not kept."""

    def __init__(self, storage: AnswerStorage, geocoder: Geocoder) -> None:
        self._storage = storage
        self._geocoder = geocoder

    def locate(self, address: str) -> Located | None:
        query = one_spelling(address)
        stored = self._storage.find(query)
        if stored is not None:
            return stored.located
        located = self._geocoder.locate(query)
        self._storage.keep(query, located)
        return located


class FirstAnswer:
    """A geocoder that asks several in turn, the most exact first. One that is unavailable is passed over."""

    def __init__(self, geocoders: Sequence[Geocoder]) -> None:
        self._geocoders = tuple(geocoders)

    def locate(self, address: str) -> Located | None:
        return next(filter(None, (_try(geocoder, address) for geocoder in self._geocoders)), None)


def one_spelling(address: str) -> str:
    """The address with single blanks and tidy commas, so that the same address is the same query."""
    parts = (" ".join(part.split()) for part in address.split(","))
    return ", ".join(filter(None, parts))


def _try(geocoder: Geocoder, address: str) -> Located | None:
    try:
        return geocoder.locate(address)
    except GeocoderUnavailable:
        return None
