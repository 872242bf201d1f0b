"""An advert of a file once it is read, and what tells it from others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from core.importing.findings import ReadFile
from core.importing.words import fold
from housing.advert import Advert


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertRow(Advert):
    """An advert and the number of the row that it was read from."""

    row: int


AdvertFile = ReadFile[AdvertRow]


class Sourced(Protocol):
    """An advert as far as its source names it."""

    @property
    def source(self) -> str | None: ...
    @property
    def reference(self) -> str | None: ...
    @property
    def source_link(self) -> str | None: ...


A = TypeVar("A")
S = TypeVar("S", bound=Sourced)


class KnownAdverts(Generic[A]):
    """Adverts that were met, by all that tells them apart.

    They are `Sourced`, which mypy can say of a model only where it reads the calls: hence the types of `self`.
    """

    def __init__(self) -> None:
        self._first: dict[str, A] = {}
        self._by_reference: dict[tuple[str, str | None], A] = {}
        self._shared: set[str] = set()

    def add(self: "KnownAdverts[S]", advert: S, keys: Iterable[str]) -> None:
        """Remember it. A key that it shares with another of its source, as the link of an agency, tells neither."""
        for key in keys:
            self._by_reference.setdefault((key, advert.reference), advert)
            if are_apart(self._first.setdefault(key, advert), advert):
                self._shared.add(key)

    def find(self: "KnownAdverts[S]", advert: Advert) -> S | None:
        """The first to be added that is the same: by reference and source, else by the link, else by the flat."""
        for key in _sought(advert):
            known = self._by_reference.get((key, advert.reference))
            if known is None and not (advert.reference and key in self._shared):
                known = self._first.get(key)
            if known is not None and not are_apart(known, advert):
                return known
        return None


def are_apart(one: Sourced, other: Sourced) -> bool:
    """Whether they are two whatever else agrees: their source gives them two references, or they have two links."""
    if one.reference and other.reference and _folded(one.source) == _folded(other.source):
        return _folded(one.reference) != _folded(other.reference)
    return bool(one.source_link and other.source_link and one.source_link != other.source_link)


def identities(advert: Advert) -> Iterator[str]:
    """All that tells an advert from others, the strongest first, so that what says little of it finds it too.

    The flat is address, m², floor and phone. Without an address its coordinates stand for it; an area alone is no
    flat, so there the title and the rent must agree too.
    """
    if advert.reference:
        yield f"reference|{_folded(advert.source)}|{_folded(advert.reference)}"
    if advert.source_link:
        yield f"link|{advert.source_link}"
    yield "|".join(("flat", *_place(advert), *map(str, (advert.size_m2, advert.floor, advert.phone))))


class Measured(Protocol):
    """An advert as far as it is told apart by what is read quickly."""

    @property
    def reference(self) -> str | None: ...
    @property
    def source_link(self) -> str | None: ...
    @property
    def address(self) -> str | None: ...
    @property
    def size_m2(self) -> int | None: ...
    @property
    def floor(self) -> int | None: ...


def rough_keys(advert: Measured) -> Iterator[str]:
    """Two that share one of `identities`, by whatever telephone, share one of these."""
    if advert.reference:
        yield f"reference|{_folded(advert.reference)}"
    if advert.source_link:
        yield f"link|{advert.source_link}"
    yield f"flat|{fold(advert.address or '')}|{advert.size_m2}|{advert.floor}"


def _sought(advert: Advert) -> Iterator[str]:
    """By what it is looked for. The flat tells an advert that has a name of its own only when all of it is said."""
    *names, flat = identities(advert)
    yield from names
    is_whole_flat = None not in (advert.address, advert.size_m2, advert.floor, advert.phone)
    if not names or is_whole_flat:
        yield flat


def _folded(name: str | None) -> str:
    return (name or "").casefold()


def _place(advert: Advert) -> tuple[str, ...]:
    if advert.address:
        return fold(advert.address), fold(advert.city or "")
    if advert.latitude is not None:
        return str(advert.latitude), str(advert.longitude)
    return fold(advert.area or ""), fold(advert.title or advert.area or ""), str(advert.monthly_rent)
