"""Which flats suit a household, in what order, and why. Pure.

Hard limits are obstacles: too few bedrooms, no step-free way when one is needed, more money than the household said.
What counts against its limit is what the household itself pays: the estimate's figure, or the whole rent without one.
A fact that nobody knows is an obstacle of its own where a limit hangs on it, and half the points where it is graded.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.text import N_, Sentence

# Between "all points" and "no points" they fall in proportion. Together the three parts make 100.
MONEY_POINTS, MONEY_BEST, MONEY_WORST = 50, 0, 600  # euros a month that the household pays; our own scale
ROOM_POINTS, ROOM_BEST, ROOM_WORST = 30, 10, Fraction(7, 2)  # m² a person: advice for normal life; least of Sphere
DISTANCE_POINTS, DISTANCE_BEST, DISTANCE_WORST = 20, 1, 20  # km from the centre: a walk, a bus ride; our own scale


@dataclass(frozen=True, slots=True)
class FlatFacts:
    """A flat as advertised; None is not known. Floor 0 is the ground floor, below it are basements."""

    listing_id: int
    monthly_cost: Decimal  # rent and common charges, as far as these are known
    bedrooms: int | None
    size_m2: Decimal | int | None
    floor: int | None
    has_lift: bool | None
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the household needs; `people` is at least 1.

    `step_free` asks for a lift or the ground floor. `most_rent` is the most it can pay itself; None is no limit.
    """

    people: int
    bedrooms: int
    step_free: bool
    most_rent: Decimal | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the subsidy would pay a month for one flat, and what would be left to pay."""

    monthly_subsidy: Decimal
    household_pays: Decimal


class Verdict(StrEnum):
    FITS = "fits"
    NEARLY = "nearly"  # one obstacle
    NO = "no"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score and how it came about."""

    name: Sentence
    points: int
    out_of: int
    why: Sentence


@dataclass(frozen=True, slots=True)
class RankedFlat:
    """A flat with its verdict. Each obstacle names the smallest change that would take it away."""

    listing_id: int
    verdict: Verdict
    score: int
    parts: tuple[Part, ...]
    obstacles: tuple[Sentence, ...]


def rank(flats: Iterable[FlatFacts], wishes: Wishes, estimates: Mapping[int, Estimate]) -> list[RankedFlat]:
    """All flats, those that fit first, then by score, then by id. `estimates` go by listing id and may lack some."""
    ranked = [_judge(flat, wishes, estimates.get(flat.listing_id)) for flat in flats]
    verdicts = list(Verdict)
    return sorted(ranked, key=lambda flat: (verdicts.index(flat.verdict), -flat.score, flat.listing_id))


def _judge(flat: FlatFacts, wishes: Wishes, estimate: Estimate | None) -> RankedFlat:
    obstacles = tuple(_obstacles(flat, wishes, estimate))
    parts = (_money(flat, estimate), _room(flat, wishes), _distance(flat))
    return RankedFlat(
        listing_id=flat.listing_id,
        verdict=(Verdict.FITS, Verdict.NEARLY, Verdict.NO)[min(len(obstacles), 2)],
        score=sum(part.points for part in parts),
        parts=parts,
        obstacles=obstacles,
    )


def _pays(flat: FlatFacts, estimate: Estimate | None) -> Decimal:
    return flat.monthly_cost if estimate is None else estimate.household_pays


def _obstacles(flat: FlatFacts, wishes: Wishes, estimate: Estimate | None) -> Iterator[Sentence]:
    pays, limit = _pays(flat, estimate), wishes.most_rent
    if limit is not None and pays > limit:
        yield Sentence(N_("%(over)s over the limit of %(limit)s"), {"over": pays - limit, "limit": limit})
    yield from _too_few_bedrooms(flat.bedrooms, wishes.bedrooms)
    if wishes.step_free:
        yield from _steps(flat)


def _too_few_bedrooms(has: int | None, needs: int) -> Iterator[Sentence]:
    if has is None and needs > 0:
        yield Sentence(N_("bedrooms not known: ask the landlord"))
    elif has is not None and has < needs:
        yield Sentence.counted(
            needs - has,
            "one bedroom short: needs %(needs)s, has %(has)s",
            "%(n)s bedrooms short: needs %(needs)s, has %(has)s",
            {"needs": needs, "has": has},
        )


def _steps(flat: FlatFacts) -> Iterator[Sentence]:
    if flat.has_lift or flat.floor == 0:
        return
    if flat.floor is None:
        yield Sentence(N_("floor not known: ask the landlord"))
    elif flat.has_lift is None:
        yield Sentence(N_("floor %(floor)s, lift not known: ask the landlord"), {"floor": flat.floor})
    elif flat.floor < 0:
        yield Sentence(N_("basement without a lift"))
    else:
        yield Sentence(N_("floor %(floor)s without a lift"), {"floor": flat.floor})


def _money(flat: FlatFacts, estimate: Estimate | None) -> Part:
    pays = _pays(flat, estimate)
    if estimate is None:
        why = Sentence(N_("all of %(cost)s with the charges, since no subsidy is worked out"), {"cost": pays})
    else:
        why = Sentence(
            N_("%(pays)s of %(cost)s with the charges, after a subsidy of %(subsidy)s"),
            {"pays": pays, "cost": flat.monthly_cost, "subsidy": estimate.monthly_subsidy},
        )
    points = _graded(pays, MONEY_POINTS, MONEY_BEST, MONEY_WORST)
    return Part(Sentence(N_("Left to pay each month")), points, MONEY_POINTS, why)


def _room(flat: FlatFacts, wishes: Wishes) -> Part:
    """Sources: the Sphere handbook and advice for normal life, as collected in the programme's housing checklist."""
    name = Sentence(N_("Room"))
    if flat.size_m2 is None:
        return Part(name, ROOM_POINTS // 2, ROOM_POINTS, Sentence(N_("size not known: ask the landlord")))
    each = Fraction(flat.size_m2) / wishes.people
    why = (
        N_("%(each)s m² for each person") if each >= ROOM_WORST else N_("only %(each)s m² for each person: too little")
    )
    points = _graded(each, ROOM_POINTS, ROOM_BEST, ROOM_WORST)
    return Part(name, points, ROOM_POINTS, Sentence(why, {"each": float(each)}))


def _distance(flat: FlatFacts) -> Part:
    name = Sentence(N_("Distance from the centre"))
    if flat.distance_km is None:
        return Part(name, DISTANCE_POINTS // 2, DISTANCE_POINTS, Sentence(N_("place not known: find it on the map")))
    points = _graded(flat.distance_km, DISTANCE_POINTS, DISTANCE_BEST, DISTANCE_WORST)
    return Part(name, points, DISTANCE_POINTS, Sentence(N_("%(km)s km"), {"km": float(flat.distance_km)}))


def _graded(value: Decimal | Fraction | float, out_of: int, best: int, worst: int | Fraction) -> int:
    """All points at `best` or better, none at `worst` or worse, in proportion between, rounded half up."""
    share = (worst - Fraction(value)) / Fraction(worst - best)
    return int(out_of * min(max(share, Fraction(0)), Fraction(1)) + Fraction(1, 2))
