"""The graded wishes: how many points a flat gets for each, and why. Pure, in whole numbers."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import inf, nextafter
from typing import NamedTuple

from core.text import N_, Sentence
from housing.ranking.facts import Estimate, FlatFacts, Wishes, paid_by_household
from housing.ranking.graded import halves_for_place, halves_for_quiet, points_for_wishes, why_wishes
from housing.ranking.standing import Standing

Points = tuple[int, int, int, int]  # of money, room, distance, and what else the household wishes


class _Scale(NamedTuple):
    """Between "all points" at `best` and "no points" at `worst` they fall in proportion."""

    best: int
    worst: int


_EUROS = _Scale(0, 600)  # a month that the household pays; our own scale
_HALF_M2 = _Scale(20, 7)  # a person: 10 m² is advice for normal life, 3.5 m² the least of the Sphere handbook
_KM = _Scale(1, 20)  # from the centre: a walk, a bus ride; our own scale


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score and how it came about."""

    name: Sentence
    points: int
    out_of: int
    why: Sentence


def points_of(
    flat: FlatFacts, wishes: Wishes, estimate: Estimate | None, standing: Standing | None, most: Points
) -> Points:
    """What it gets of the most for each. What nobody knows gets half, rounded down."""
    of_money, of_room, of_distance, of_wishes = most
    pays = paid_by_household(flat, estimate)
    halves = halves_for_quiet(flat.quiet, wishes) + halves_for_place(standing, wishes)
    return (
        points_for_money(pays, of_money),
        points_for_room(flat.size_m2, wishes.people, of_room),
        points_for_distance(flat.distance_km, of_distance),
        points_for_wishes(halves, wishes, of_wishes),
    )


def points_for_money(pays: Decimal, out_of: int) -> int:
    """By what the household pays a month."""
    return _graded(*pays.as_integer_ratio(), out_of, _EUROS)


def points_for_room(size_m2: Decimal | int | None, people: int, out_of: int) -> int:
    """By the size of a flat for so many."""
    if size_m2 is None:
        return out_of // 2
    m2, parts = size_m2.as_integer_ratio()
    return _graded(2 * m2, parts * people, out_of, _HALF_M2)


def points_for_distance(km: float | None, out_of: int) -> int:
    """By how far the centre is."""
    return out_of // 2 if km is None else _graded(*km.as_integer_ratio(), out_of, _KM)


def distance_bounds(out_of: int) -> list[float]:
    """As many as there are points for the distance, the least first: a flat gets one for each that it is not beyond."""
    best, worst = _KM
    bounds = (worst - Fraction((2 * points - 1) * (worst - best), 2 * out_of) for points in range(out_of, 0, -1))
    return [_not_above(bound) for bound in bounds]


def parts_of(
    flat: FlatFacts,
    wishes: Wishes,
    estimate: Estimate | None,
    standing: Standing | None,
    points: Points,
    most: Points,
) -> tuple[Part, ...]:
    """The points in words; those of further wishes where the household has any."""
    names = [N_("Left to pay each month"), N_("Room"), N_("Distance from the centre")]
    whys = [_why_money(flat, estimate), _why_room(flat, wishes.people), _why_distance(flat)]
    if wishes.graded:
        names.append(N_("What else it wishes"))
        whys.append(why_wishes(flat, wishes, standing))
    return tuple(
        Part(Sentence(name), got, out_of, why)
        for name, got, out_of, why in zip(names, points, most, whys, strict=False)
    )


def _graded(numerator: int, denominator: int, out_of: int, scale: _Scale) -> int:
    """Points for the value numerator / denominator, rounded half up."""
    best, worst = scale
    reach = (worst - best) * denominator
    short_of_worst = worst * denominator - numerator
    if reach < 0:  # the more the better
        reach, short_of_worst = -reach, -short_of_worst
    got = min(max(short_of_worst, 0), reach)
    return (2 * out_of * got + reach) // (2 * reach)


def _not_above(bound: Fraction) -> float:
    nearest = float(bound)
    return nextafter(nearest, -inf) if Fraction(nearest) > bound else nearest


def _why_money(flat: FlatFacts, estimate: Estimate | None) -> Sentence:
    if estimate is None:
        why = N_("all of %(cost)s with the charges, since no subsidy is worked out")
        return Sentence(why, {"cost": flat.monthly_cost})
    return Sentence(
        N_("%(pays)s of %(cost)s with the charges, after a subsidy of %(subsidy)s"),
        {"pays": estimate.household_pays, "cost": flat.monthly_cost, "subsidy": estimate.monthly_subsidy},
    )


def _why_room(flat: FlatFacts, people: int) -> Sentence:
    if flat.size_m2 is None:
        return Sentence(N_("size not known: ask the landlord"))
    is_enough = 2 * flat.size_m2 >= _HALF_M2.worst * people
    why = N_("%(each)s m² for each person") if is_enough else N_("only %(each)s m² for each person: too little")
    return Sentence(why, {"each": float(flat.size_m2) / people})


def _why_distance(flat: FlatFacts) -> Sentence:
    if flat.distance_km is None:
        return Sentence(N_("place not known: find it on the map"))
    return Sentence(N_("%(km)s km"), {"km": float(flat.distance_km)})
