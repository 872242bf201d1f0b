"""Adverts of which it is known which are about the same flat, drawn from a seed.

What a second advert does to the first (each has two to five of these):
  greeklish        address, area and landlord in Latin letters
  capitals         address, area and landlord in capitals without accents
  slip             one letter of the street left out, doubled, or changed with its neighbour
  no-number        the street alone, as portals show it
  corner           12-14 or 12Α for 12
  short-street     the first word of the street shortened or left out; Οδός or Λεωφ. put before it
  no-address       the area alone
  size             one to three square metres more or less
  gross            the size with the walls: 4 to 9 % more
  no-floor         no floor
  other-floor      one floor more or less: who counts the ground floor, who calls the half-basement a ground floor
  no-bedrooms      no bedrooms
  rooms            one bedroom more: the living room was counted
  rent             up to 8 % more or less
  old-rent         10 to 18 % less: an advert from last year
  other-phone      the agency's phone
  no-phone         no phone
  moved            the pin up to 60 m off
  centre-of-area   a pin in the middle of the area, and not the house's
  no-pin           no pin
  other-area       the neighbouring area, or the town, for the area
  landlord         the landlord as people are called, surname first, or with an initial
  no-landlord      no landlord

What is easily taken for the same flat:
  stack            the same house and size, another floor
  neighbour        the same house and floor, another size
  next-door        the next number of the street, the same size and floor
  same-landlord    another flat of the landlord in the same area
  agency           one phone for a hundred flats
  alike            a flat of the same size and rent in the same area, nothing else known
  twin             the same house, size, floor, landlord and rent: student rooms, that no advert tells apart (few)
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from housing.same_flat import AdvertFacts
from tests.housing.labelled_words import AREAS, GIVEN, STREETS, SURNAMES
from tests.support.greeklish import greeklish, slip, without_accents

_TOWNS = 8
_METRE = 1 / 111_195  # of latitude, in degrees


@dataclass(frozen=True, slots=True)
class Labelled:
    """The adverts, and which pairs of them are about the same flat."""

    adverts: list[AdvertFacts]
    same: frozenset[tuple[int, int]]
    kinds: dict[int, tuple[str, ...]]  # what was done to an advert, or why it is there


def draw_adverts(seed: int, adverts: int) -> Labelled:
    """About so many adverts: of three in ten flats there are two, two in ten have one that is easily taken for them."""
    drawer = _Drawer(random.Random(seed))
    while len(drawer.adverts) < adverts:
        drawer.add_flat()
    return Labelled(drawer.adverts, frozenset(drawer.same), drawer.kinds)


class _Drawer:
    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.adverts: list[AdvertFacts] = []
        self.same: set[tuple[int, int]] = set()
        self.kinds: dict[int, tuple[str, ...]] = {}
        self.streets = [name for line in STREETS.splitlines() for name in line.split("=")]
        self.areas = [
            (f"{name}{'' if town == 0 else f' {town}'}", 34.95 + 0.02 * number + 0.003 * town, 24.0 + 0.13 * town)
            for town in range(_TOWNS)
            for number, name in enumerate(AREAS)
        ]
        self.agencies = [f"+3028109{draw.randrange(10**5):05}" for _ in range(25)]

    def add_flat(self) -> None:
        flat = self._flat()
        first = self._write(flat, ())
        if self.draw.random() < 0.3:
            self.same.add((first, self._write(*self._again(flat))))
        if self.draw.random() < 0.2:
            kind = self.draw.choice(_KINDS)
            self._write(*self._again(_EASILY_TAKEN[kind](self, flat), most=2, also=kind))

    def _flat(self) -> AdvertFacts:
        draw = self.draw
        area, latitude, longitude = draw.choice(self.areas)
        size = draw.choice((*range(24, 60), *range(45, 110), *range(60, 160)))
        is_exact = draw.random() < 0.55
        return AdvertFacts(
            key=0,
            monthly_rent=round(size * draw.uniform(4.5, 8.5) / 10) * 10,
            address=f"{draw.choice(self.streets)} {draw.randrange(1, 120)}" if draw.random() < 0.85 else "",
            area=area,
            latitude=latitude + draw.uniform(-600, 600) * _METRE if is_exact else latitude,
            longitude=longitude + draw.uniform(-600, 600) * _METRE if is_exact else longitude,
            is_exact=is_exact,
            size_m2=size,
            bedrooms=max(0, round((size - 20) / 30)),
            floor=draw.choice((-1, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5)),
            phone=draw.choice(self.agencies) if draw.random() < 0.2 else self.new_phone(),
            landlord=f"{draw.choice(GIVEN)} {draw.choice(SURNAMES)}" if draw.random() < 0.7 else "",
            atak=f"{draw.randrange(10**11):011}" if draw.random() < 0.1 else None,
            supply_number=f"{draw.randrange(10**9):09}" if draw.random() < 0.1 else None,
        )

    def new_phone(self) -> str:
        return f"+3069{self.draw.randrange(10**8):08}"

    def _write(self, facts: AdvertFacts, done: tuple[str, ...]) -> int:
        key = len(self.adverts) + 1
        first, _, surname = facts.landlord.partition(" ")
        self.adverts.append(replace(facts, key=key, landlord=f"{first.split('=')[0]} {surname}".strip()))
        self.kinds[key] = done
        return key

    def _again(self, flat: AdvertFacts, most: int = 5, also: str = "") -> tuple[AdvertFacts, tuple[str, ...]]:
        """The flat as another source advertises it."""
        done = tuple(dict.fromkeys(self.draw.sample(_OFTEN, self.draw.randint(min(2, most), most))))
        facts = replace(flat, atak=None if self.draw.random() < 0.8 else flat.atak)
        facts = replace(facts, supply_number=None if self.draw.random() < 0.8 else flat.supply_number)
        for name in done:
            facts = _DISTORTIONS[name](self, facts)
        return facts, (*filter(None, [also]), *done)


Change = Callable[[_Drawer, AdvertFacts], AdvertFacts]


def _texts(change: Callable[[random.Random, str], str]) -> Change:
    def changed(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
        address, area = change(drawer.draw, facts.address), change(drawer.draw, facts.area)
        return replace(facts, address=address, area=area, landlord=change(drawer.draw, _called(facts.landlord)))

    return changed


def _called(landlord: str) -> str:
    first, _, surname = landlord.partition(" ")
    return f"{first.split('=')[-1]} {surname}".strip()


def _street(facts: AdvertFacts) -> tuple[str, str]:
    name, _, number = facts.address.rpartition(" ")
    return (name, number) if number[:1].isdigit() else (facts.address, "")


def _no_number(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
    return replace(facts, address=_street(facts)[0])


def _corner(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
    name, number = _street(facts)
    if not number.isdigit():
        return facts
    return replace(facts, address=f"{name} {drawer.draw.choice((f'{number}-{int(number) + 2}', f'{number}Α'))}")


def _short_street(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
    name, number = _street(facts)
    first, _, rest = name.partition(" ")
    if rest and not first[0].isdigit():
        name = drawer.draw.choice((rest, f"{first[:2]}. {rest}"))
    elif name:
        name = f"{drawer.draw.choice(('Οδός', 'Οδ.', 'Λεωφ.'))} {name}"
    return replace(facts, address=f"{name} {number}".strip())


def _slipped(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
    name, number = _street(facts)
    return replace(facts, address=f"{slip(drawer.draw, name)} {number}".strip())


def _sized(least: float, most: float) -> Change:
    def changed(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
        assert facts.size_m2 is not None
        return replace(facts, size_m2=round(facts.size_m2 * (1 + drawer.draw.uniform(least, most))))

    return changed


def _some_metres(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
    assert facts.size_m2 is not None
    return replace(facts, size_m2=facts.size_m2 + drawer.draw.choice((-3, -2, -1, 1, 2, 3)))


def _other_floor(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
    return replace(facts, floor=facts.floor + drawer.draw.choice((-1, 1))) if facts.floor is not None else facts


def _one_room_more(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
    return replace(facts, bedrooms=facts.bedrooms + 1) if facts.bedrooms is not None else facts


def _rented(least: float, most: float) -> Change:
    def changed(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
        return replace(facts, monthly_rent=round(facts.monthly_rent * (1 + drawer.draw.uniform(least, most)) / 5) * 5)

    return changed


def _moved(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
    if facts.latitude is None or facts.longitude is None:
        return facts
    north, east = drawer.draw.uniform(-42, 42), drawer.draw.uniform(-42, 42)
    return replace(facts, latitude=facts.latitude + north * _METRE, longitude=facts.longitude + east * _METRE)


def _centre_of_area(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
    places = {name: (latitude, longitude) for name, latitude, longitude in drawer.areas}
    if facts.area not in places:
        return facts
    latitude, longitude = places[facts.area]
    return replace(facts, latitude=latitude, longitude=longitude, is_exact=False)


def _other_area(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
    return replace(facts, area=drawer.draw.choice((drawer.draw.choice(drawer.areas)[0], "")))


def _landlord(drawer: _Drawer, facts: AdvertFacts) -> AdvertFacts:
    first, _, surname = _called(facts.landlord).partition(" ")
    if not surname:
        return facts
    name = drawer.draw.choice((f"{first} {surname}", f"{surname} {first}", f"{without_accents(first)[0]}. {surname}"))
    return replace(facts, landlord=name)


_DISTORTIONS: dict[str, Change] = {
    "greeklish": _texts(greeklish),
    "capitals": _texts(lambda draw, text: without_accents(text).upper()),
    "slip": _slipped,
    "no-number": _no_number,
    "corner": _corner,
    "short-street": _short_street,
    "no-address": lambda drawer, facts: replace(facts, address=""),
    "size": _some_metres,
    "gross": _sized(0.04, 0.09),
    "no-floor": lambda drawer, facts: replace(facts, floor=None),
    "other-floor": _other_floor,
    "no-bedrooms": lambda drawer, facts: replace(facts, bedrooms=None),
    "rooms": _one_room_more,
    "rent": _rented(-0.08, 0.08),
    "old-rent": _rented(-0.18, -0.1),
    "other-phone": lambda drawer, facts: replace(facts, phone=drawer.draw.choice(drawer.agencies)),
    "no-phone": lambda drawer, facts: replace(facts, phone=None),
    "moved": _moved,
    "centre-of-area": _centre_of_area,
    "no-pin": lambda drawer, facts: replace(facts, latitude=None, longitude=None),
    "other-area": _other_area,
    "landlord": _landlord,
    "no-landlord": lambda drawer, facts: replace(facts, landlord=""),
}
_RARE = {"no-address", "other-floor", "old-rent", "other-area"}
_OFTEN = [name for name in sorted(_DISTORTIONS) for _ in range(1 if name in _RARE else 3)]


def _stack(drawer: _Drawer, flat: AdvertFacts) -> AdvertFacts:
    assert flat.floor is not None
    floor = drawer.draw.choice([n for n in range(-1, 6) if n != flat.floor])
    return replace(flat, floor=floor, atak=None, supply_number=None, monthly_rent=flat.monthly_rent + 10 * floor)


def _neighbour(drawer: _Drawer, flat: AdvertFacts) -> AdvertFacts:
    size = round((flat.size_m2 or 0) * drawer.draw.choice((0.6, 0.7, 0.8, 1.2, 1.3, 1.5)))
    return replace(flat, size_m2=size, monthly_rent=size * 6, atak=None, supply_number=None)


def _next_door(drawer: _Drawer, flat: AdvertFacts) -> AdvertFacts:
    name, number = _street(flat)
    other = drawer._flat()
    address = f"{name} {int(number) + 2}" if number else ""
    return replace(flat, address=address, phone=other.phone, landlord=other.landlord, atak=None, supply_number=None,
                   monthly_rent=other.monthly_rent, latitude=_off(flat.latitude, 30))  # fmt: skip


def _off(degrees: float | None, metres: float) -> float | None:
    return None if degrees is None else degrees + metres * _METRE


def _same_landlord(drawer: _Drawer, flat: AdvertFacts) -> AdvertFacts:
    other = drawer._flat()
    return replace(other, area=flat.area, latitude=flat.latitude, longitude=_off(flat.longitude, 350),
                   is_exact=flat.is_exact, phone=flat.phone, landlord=flat.landlord)  # fmt: skip


def _of_agency(drawer: _Drawer, flat: AdvertFacts) -> AdvertFacts:
    return replace(drawer._flat(), phone=flat.phone)


def _alike(drawer: _Drawer, flat: AdvertFacts) -> AdvertFacts:
    other = drawer._flat()
    return replace(other, area=flat.area, latitude=_off(flat.latitude, 200), longitude=flat.longitude, bedrooms=None,
                   is_exact=False, size_m2=flat.size_m2, monthly_rent=flat.monthly_rent, address="")  # fmt: skip


_EASILY_TAKEN: dict[str, Change] = {
    "stack": _stack,
    "neighbour": _neighbour,
    "next-door": _next_door,
    "same-landlord": _same_landlord,
    "agency": _of_agency,
    "alike": _alike,
    "twin": lambda drawer, flat: replace(flat, atak=None, supply_number=None),
}
_KINDS = [kind for kind in _EASILY_TAKEN for _ in range(1 if kind == "twin" else 20)]
