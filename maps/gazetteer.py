"""The bundled places: they need no network and know towns and villages, not streets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from os.path import commonprefix

from core.search_keys import sounds
from maps.addresses import Address, is_land
from maps.boundaries import municipalities, municipality_of
from maps.distance import distance_km
from maps.located import Answer, Located, Precision
from maps.outline import Municipality
from maps.places import Place, places, places_of, plain_name
from maps.region import region

TOWN = 2  # the lowest rank of a town: lesser names may be those of other villages too, which are not in the list
NEAR_KM, CLEARLY = 30, 2  # from a village to the town that is named with it; and how much farther the next must be
_UNKNOWN = 9  # a rank below all others
_SAME_STEM = 4  # letters that Χερσόνησος and Χερσονήσου share, at least


class Gazetteer:
    """Finds the town or village that an address names, whatever its accents, in Greek, Greeklish or English."""

    def find(self, address: Address) -> Answer:
        """The place that is named; sure where every name is known and no other place can be meant."""
        groups = {part: _named(part) for part in address.places}
        found = [group for group in groups.values() if group]
        wider = [part for part, group in groups.items() if not group and municipalities_called(part)]
        named = [*filter(None, [address.municipality]), *wider]
        if not found:
            return _answer(_seats(named[0]) if named else (), is_sure=False)
        finest = max(found, key=lambda group: max(place.rank for place in group))
        beside = [place for group in found if group is not finest for place in group]
        meant, agreed = _narrowed(finest, named, [*beside, *_seats(address.unit)])
        is_known = len(found) + len(wider) == len(groups) and len(meant) == 1
        return _answer(meant, is_sure=is_known and (agreed or meant[0].rank <= TOWN))

    def spelled(self, address: Address) -> Address:
        """The address with the places that we know in Greek, and after the others: the town last."""

        def rank(part: str) -> int:
            return min((place.rank for place in _named(part)), default=_UNKNOWN)

        finest_first = sorted(address.places, key=rank, reverse=True)
        return replace(address, places=tuple(dict.fromkeys(map(_in_greek, finest_first))))


def _answer(meant: Iterable[Place], *, is_sure: bool) -> Answer:
    return Answer(tuple(map(_located, meant)), is_sure)


def _located(place: Place) -> Located:
    within = municipality_of(place.point)
    municipality = f"Δήμος {within.name_el}" if within else ""
    return Located(place.point, place.name_el, Precision.PLACE, "gazetteer", municipality)


def _named(part: str) -> Sequence[Place]:
    """The places that a part of an address may mean: `Ν. Αλικαρνασσός`, `N. Alikarnassos`."""
    *words, last = part.split() or [""]
    if words and is_land(last):
        part = " ".join(words)
    found = {place.point: place for key in _keys(part) for place in _by_key(region().key).get(key, ())}
    if not found and "." in part:
        found = {place.point: place for place in places() if any(_abbreviates(part, name) for name in place.names)}
    return list(found.values())


def _in_greek(part: str) -> str:
    """The name of the place that we know; as it is written where there is none, or several of other names."""
    names = {place.name_el for place in _named(part)}
    return names.pop() if len(names) == 1 else part


def _abbreviates(part: str, name: str) -> bool:
    """Whether each word of the part begins a word of the name, and the last is whole."""
    short, long = plain_name(part).split(), plain_name(name).split()
    begins = len(short) == len(long) and all(b.startswith(a) for a, b in zip(short, long, strict=True))
    return begins and short[-1] == long[-1]


def _narrowed(
    meant: Sequence[Place], municipalities_named: Iterable[str], beside: Sequence[Place]
) -> tuple[Sequence[Place], bool]:
    """Of the places with one name those that the rest of the address allows, and whether it agrees with one."""
    named = [found for name in municipalities_named for found in municipalities_called(name)]
    within = [place for place in meant if municipality_of(place.point) in named]
    if within or not beside:
        return within or meant, bool(within)

    def far(place: Place) -> float:
        return min(distance_km(place.point, other.point) for other in beside)

    nearest, *others = sorted(meant, key=far)
    is_near = far(nearest) <= NEAR_KM and all(far(other) >= CLEARLY * far(nearest) for other in others)
    return ([nearest], True) if is_near else (meant, False)


def municipalities_called(written: str) -> list[Municipality]:
    """The municipalities that are written so, in Greek or Latin letters."""
    keys = _keys(written)
    return [found for found in municipalities() if keys & (_keys(found.name_el) | _keys(found.name_en))]


def _seats(written: str) -> Sequence[Place]:
    """The town of a municipality or a regional unit, by what follows Δήμος or Νομός."""
    within = municipalities_called(written)
    stems = [plain_name(name) for name in (written, *(found.name_el for found in within))]

    def likeness(place: Place) -> tuple[bool, int]:
        shared = max(len(commonprefix([stem, plain_name(place.name_el)])) for stem in stems)
        return shared >= _SAME_STEM, -place.rank

    towns = [place for place in places() if within and municipality_of(place.point) in within]
    return [max(towns, key=likeness)] if towns else _named(written)


@cache
def _by_key(region_key: str) -> Mapping[str, Sequence[Place]]:
    """The places by the sound of all that they are called; read when somebody first asks."""
    by_key: dict[str, list[Place]] = defaultdict(list)
    for place in places_of(region_key):
        for key in {key for name in place.names for key in _keys(name)}:
            by_key[key].append(place)
    return by_key


@lru_cache(maxsize=16_384)
def _keys(name: str) -> frozenset[str]:
    """How a name sounds, with every h as χ and as η."""
    words = sounds(name)
    return frozenset(" ".join(word[reading] for word in words) for reading in (0, 1)) - {""}
