"""Whether two adverts are about the same flat: keys to look for, what speaks for it and against it, and how much.

Every sign that both adverts give adds its weight; what one of them does not say counts for nothing. The weights were
set on drawn adverts of which it is known which are about one flat, and are measured on others. Pure.
"""

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import cos, floor, hypot, log, radians

from core.blocking import candidate_pairs
from housing.street import Street, bones, read_street, street_likeness
from maps.distance import KM_PER_DEGREE
from people.matching import name_likeness

SAME = 5.8  # the least weight of what is shown to somebody


class Sign(StrEnum):
    """What is compared."""

    ATAK = "atak"
    SUPPLY = "supply"
    ADDRESS = "address"
    PLACE = "place"
    AREA = "area"
    SIZE = "size"
    BEDROOMS = "bedrooms"
    FLOOR = "floor"
    RENT = "rent"
    PHONE = "phone"
    LANDLORD = "landlord"


MEASURED = frozenset(
    {Sign.PLACE, Sign.SIZE, Sign.BEDROOMS, Sign.RENT}
)  # speak for the same also when they are only close

# From the same to another thing altogether, as the function of each sign counts it.
_WEIGHTS: Mapping[Sign, tuple[float, ...]] = {
    Sign.ATAK: (12, -9),
    Sign.SUPPLY: (12, -9),
    # The same number; a number is missing; a name that is half alike; another number; another street.
    Sign.ADDRESS: (2.5, 1.5, 1, -2.5, -4),
    Sign.PLACE: (1, 0.2, 0, -1, -4),
    Sign.AREA: (0.4, -1),
    Sign.SIZE: (2.5, 1.7, 1.2, -1.5, -5),
    Sign.BEDROOMS: (0.5, 0.2, -1),
    Sign.FLOOR: (1.7, -2, -7),
    Sign.RENT: (2.2, 0.5, 0.2, -0.5, -3),
    Sign.PHONE: (1.8, -0.9),
    Sign.LANDLORD: (2.2, -1.8),
}
_STREET, _NEARLY_STREET, _NAME = 84, 70, 84  # likeness, of 100
_SIZE_STEPS = (0, 0.035, 0.1, 0.16)  # of the larger size
_RENT_STEPS = (0.01, 0.06, 0.12, 0.3)
_EXACT_STEPS = (0.04, 0.12, 0.12, 0.4)  # km between two houses
_ROUGH_STEPS = (0, 0, 1.5, 3)  # km between a house, or the middle of an area, and another
_NEAR_THE_BEST = 1.5
_CELL_KM = 0.25
_SIZE_STEP = 0.09  # of the logarithm: about a tenth


@dataclass(frozen=True, slots=True)
class AdvertFacts:
    """What an advert says of its flat; None where it does not. Of a phone only whether it is the same counts."""

    key: int
    monthly_rent: float  # for measuring, not for reckoning
    address: str = ""
    area: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_exact: bool = False  # the point is the house's, not a street's or a village's
    size_m2: int | None = None
    bedrooms: int | None = None
    floor: int | None = None
    phone: Hashable | None = None
    landlord: str = ""
    atak: str | None = None
    supply_number: str | None = None


@dataclass(frozen=True, slots=True)
class Weighing:
    """What speaks for the same flat, what against, the weightiest first, and how much in all."""

    score: float
    agree: tuple[Sign, ...]
    differ: tuple[Sign, ...]

    @property
    def is_same(self) -> bool:
        """Whether somebody should look at the two."""
        return self.score >= SAME


def find_same_flats(
    adverts: Iterable[AdvertFacts], apart: Container[tuple[int, int]] = frozenset()
) -> list[tuple[int, int, Weighing]]:
    """The pairs that somebody should look at, by their keys; without those of which it is known that they are apart.

    In a house with several flats an advert is like many others: only the pairs that come near the best of both count.
    """
    by_key = {facts.key: facts for facts in sorted(adverts, key=_next_to_each_other)}
    pairs = candidate_pairs((key, flat_keys(facts)) for key, facts in by_key.items())
    weighed = (
        (one, other, weigh(by_key[one], by_key[other])) for one, other in sorted(pairs) if (one, other) not in apart
    )
    found = [pair for pair in weighed if pair[2].is_same]
    best: dict[int, float] = defaultdict(float)
    for one, other, weighing in found:
        best[one], best[other] = max(best[one], weighing.score), max(best[other], weighing.score)
    return [pair for pair in found if pair[2].score > max(best[pair[0]], best[pair[1]]) - _NEAR_THE_BEST]


def flat_keys(facts: AdvertFacts) -> Iterator[Hashable]:
    """Two adverts without a key in common are not compared."""
    if facts.atak:
        yield Sign.ATAK, facts.atak
    if facts.supply_number:
        yield Sign.SUPPLY, facts.supply_number
    sizes, street = _sizes(facts), read_street(facts.address)
    street_bones, area_bones = bones(street), bones(read_street(facts.area))
    yield from ((Sign.ADDRESS, bone, number) for bone in street_bones for number in street.numbers)
    yield from ((Sign.AREA, bone, area, size) for bone in street_bones for area in area_bones for size in sizes)
    yield from ((Sign.PLACE, cell, size) for cell in _cells(facts) for size in sizes)
    if facts.phone is not None:
        yield from ((Sign.PHONE, facts.phone, size) for size in sizes)
    if facts.landlord:
        names = bones(read_street(facts.landlord))
        yield from ((Sign.LANDLORD, bone, area, size) for bone in names for area in area_bones for size in sizes)


def weigh(one: AdvertFacts, other: AdvertFacts) -> Weighing:
    """How much speaks for one flat."""
    weights = {sign: _WEIGHTS[sign][step] for sign, step in _steps(one, other)}
    if weights.get(Sign.PHONE, 0) > 0 < weights.get(Sign.LANDLORD, 0):
        weights[Sign.LANDLORD] /= 8  # whoever has the phone has the name too
    ordered = sorted(weights, key=lambda sign: -abs(weights[sign]))
    return Weighing(
        score=sum(weights.values()),
        agree=tuple(sign for sign in ordered if weights[sign] > 0),
        differ=tuple(sign for sign in ordered if weights[sign] < 0),
    )


def _steps(one: AdvertFacts, other: AdvertFacts) -> Iterator[tuple[Sign, int]]:
    """How far apart they are, sign by sign, where both say something."""
    if one.atak and other.atak:
        yield Sign.ATAK, one.atak != other.atak
    if one.supply_number and other.supply_number:
        yield Sign.SUPPLY, one.supply_number != other.supply_number
    if one.address and other.address:
        yield Sign.ADDRESS, _address(read_street(one.address), read_street(other.address))
    if one.area and other.area:
        yield Sign.AREA, street_likeness(read_street(one.area).name, read_street(other.area).name) < _STREET
    if one.landlord and other.landlord:
        yield Sign.LANDLORD, name_likeness(one.landlord, other.landlord) < _NAME
    if one.phone is not None and other.phone is not None:
        yield Sign.PHONE, one.phone != other.phone
    yield from _measures(one, other)


def _measures(one: AdvertFacts, other: AdvertFacts) -> Iterator[tuple[Sign, int]]:
    distance = _distance_km(one, other)
    if distance is not None:
        yield Sign.PLACE, _step(distance, _EXACT_STEPS if one.is_exact and other.is_exact else _ROUGH_STEPS)
    if one.size_m2 is not None and other.size_m2 is not None:
        yield Sign.SIZE, _step(_apart(one.size_m2, other.size_m2), _SIZE_STEPS)
    if one.bedrooms is not None and other.bedrooms is not None:
        yield Sign.BEDROOMS, min(abs(one.bedrooms - other.bedrooms), 2)
    if one.floor is not None and other.floor is not None:
        yield Sign.FLOOR, min(abs(one.floor - other.floor), 2)
    yield Sign.RENT, _step(_apart(one.monthly_rent, other.monthly_rent), _RENT_STEPS)


def _address(one: Street, other: Street) -> int:
    alike = street_likeness(one.name, other.name)
    if alike < _STREET:
        return 2 if alike >= _NEARLY_STREET else 4
    if not one.numbers or not other.numbers:
        return 1
    return 0 if one.numbers & other.numbers else 3


def _step(apart: float, steps: tuple[float, ...]) -> int:
    return next((number for number, most in enumerate(steps) if apart <= most), len(steps))


def _apart(one: float, other: float) -> float:
    return abs(one - other) / max(one, other)


def _distance_km(one: AdvertFacts, other: AdvertFacts) -> float | None:
    """On the flat, which is near enough within a town."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    shrink = cos(radians(one.latitude))
    return KM_PER_DEGREE * hypot(one.latitude - other.latitude, (one.longitude - other.longitude) * shrink)


def _sizes(facts: AdvertFacts) -> tuple[int | None, ...]:
    """The step of the size and the next one, so that sizes near a border meet."""
    if facts.size_m2 is None:
        return (None,)
    step = floor(log(facts.size_m2) / _SIZE_STEP)
    return step, step + 1


def _cells(facts: AdvertFacts) -> Iterator[tuple[int, int]]:
    """The square of the map, in four nets that lie across each other, so that points near a border meet."""
    if facts.latitude is None or facts.longitude is None:
        return
    north = facts.latitude * KM_PER_DEGREE / _CELL_KM
    east = facts.longitude * KM_PER_DEGREE * cos(radians(round(facts.latitude))) / _CELL_KM
    yield from ((floor(north + a / 2) * 2 + a, floor(east + b / 2) * 2 + b) for a in (0, 1) for b in (0, 1))


def _next_to_each_other(facts: AdvertFacts) -> tuple[object, ...]:
    """Alike adverts stand next to each other."""
    return (facts.size_m2 or 0, facts.monthly_rent, -99 if facts.floor is None else facts.floor, facts.key)
