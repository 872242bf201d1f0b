"""The hard limits: which of them a flat breaks for a household, by how much, and what would mend it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from operator import itemgetter

from core.text import N_, Sentence
from housing.ranking.areas import Area
from housing.ranking.facts import Estimate, FlatFacts, Wishes, paid_by_household
from housing.ranking.standing import Standing, standing_of
from housing.wants import Strength
from maps.distance import Point

_PLACE_NOT_KNOWN = Sentence(N_("place not known: find it on the map"))


class Limit(StrEnum):
    """What is not weighed against anything else."""

    MONEY = "money"  # what the household pays itself, beyond the subsidy
    BEDROOMS = "bedrooms"
    STEP_FREE = "step-free"  # a lift or the ground floor
    WHEELCHAIR = "wheelchair"
    PETS = "pets"
    QUIET = "quiet"
    ONLY = "only"  # the areas where alone it wants to live
    NEVER = "never"  # the areas where it must not live


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change by which one limit would hold.

    `amount` is euros a month that the household would have to be able to pay besides, bedrooms that the flat would have
    to have besides, or metres by which the household's areas would have to be wider; without one the flat would have to
    have what it lacks, or the household to give up the areas. Where a fact `is_to_ask`, that much is needed at worst.
    """

    limit: Limit
    amount: Decimal | int | None = None
    is_to_ask: bool = False

    def applied(self, flat: FlatFacts, wishes: Wishes) -> tuple[FlatFacts, Wishes]:
        """Flat and wishes after it."""
        match self.limit, self.amount:
            case Limit.MONEY, Decimal() as euros:
                assert wishes.most_rent is not None
                return flat, replace(wishes, most_rent=wishes.most_rent + euros)
            case Limit.BEDROOMS, int() as bedrooms:
                return replace(flat, bedrooms=(flat.bedrooms or 0) + bedrooms), wishes
            case Limit.ONLY, int() as metres:
                return flat, replace(wishes, only=tuple(area.widened(metres) for area in wishes.only))
            case Limit.ONLY, _:
                return flat, replace(wishes, only=())
            case Limit.NEVER, _:
                return flat, replace(wishes, never=())
        return self._with_what_it_lacks(flat), wishes

    def _with_what_it_lacks(self, flat: FlatFacts) -> FlatFacts:
        match self.limit:
            case Limit.WHEELCHAIR:
                return replace(flat, wheelchair=True)
            case Limit.PETS:
                return replace(flat, pets=True)
            case Limit.QUIET:
                return replace(flat, quiet=True)
        return replace(flat, has_lift=True)


@dataclass(frozen=True, slots=True)
class Broken:
    """A limit that does not hold, or of which that is not known."""

    change: Change
    sentence: Sentence  # by how much, or what to ask

    @property
    def limit(self) -> Limit:
        return self.change.limit


def why_not(flat: FlatFacts, wishes: Wishes, estimate: Estimate | None) -> tuple[Broken, ...]:
    """Every limit that the pair breaks, in the order of `Limit`; none when it fits."""
    return broken_limits(flat, wishes, estimate, standing_of(flat, wishes))


def broken_limits(
    flat: FlatFacts, wishes: Wishes, estimate: Estimate | None, standing: Standing | None
) -> tuple[Broken, ...]:
    """The same for who knows in which areas the flat stands: that takes the longest to find out."""
    return (
        *_too_dear(flat, wishes, estimate),
        *_too_few_bedrooms(flat.bedrooms, wishes.bedrooms),
        *_steps(flat, wishes),
        *_wheelchair(flat.wheelchair, wishes),
        *_pets(flat.pets, wishes),
        *_noise(flat.quiet, wishes),
        *_place(flat, wishes, standing),
    )


def broken_by(standing: Standing | None, wishes: Wishes) -> list[Limit]:
    """Which limits are broken by where a flat stands."""
    outside = wishes.only and (standing is None or not standing.only)
    inside = wishes.never and (standing is None or standing.never)
    return [limit for limit, is_broken in ((Limit.ONLY, outside), (Limit.NEVER, inside)) if is_broken]


def is_too_dear(pays: Decimal, wishes: Wishes) -> bool:
    """Whether this is more than the household can pay itself a month."""
    return wishes.most_rent is not None and pays > wishes.most_rent


def _too_dear(flat: FlatFacts, wishes: Wishes, estimate: Estimate | None) -> Iterator[Broken]:
    pays, limit = paid_by_household(flat, estimate), wishes.most_rent
    if limit is not None and is_too_dear(pays, wishes):
        over = pays - limit
        says = Sentence(N_("%(over)s over the limit of %(limit)s"), {"over": over, "limit": limit})
        yield Broken(Change(Limit.MONEY, over), says)


def _too_few_bedrooms(has: int | None, needs: int) -> Iterator[Broken]:
    if has is None and needs > 0:
        says = Sentence(N_("bedrooms not known: ask the landlord"))
        yield Broken(Change(Limit.BEDROOMS, needs, is_to_ask=True), says)
    elif has is not None and has < needs:
        says = Sentence.counted(
            needs - has,
            "one bedroom short: needs %(needs)s, has %(has)s",
            "%(n)s bedrooms short: needs %(needs)s, has %(has)s",
            {"needs": needs, "has": has},
        )
        yield Broken(Change(Limit.BEDROOMS, needs - has), says)


def _steps(flat: FlatFacts, wishes: Wishes) -> Iterator[Broken]:
    if not wishes.step_free or flat.has_lift or flat.floor == 0:
        return
    is_to_ask = flat.floor is None or flat.has_lift is None
    yield Broken(Change(Limit.STEP_FREE, is_to_ask=is_to_ask), _what_steps(flat))


def _what_steps(flat: FlatFacts) -> Sentence:
    if flat.floor is None:
        return Sentence(N_("floor not known: ask the landlord"))
    if flat.has_lift is None:
        return Sentence(N_("floor %(floor)s, lift not known: ask the landlord"), {"floor": flat.floor})
    if flat.floor < 0:
        return Sentence(N_("basement without a lift"))
    return Sentence(N_("floor %(floor)s without a lift"), {"floor": flat.floor})


def how_far(metres: int) -> Sentence:
    """In words."""
    if metres < 1000:
        return Sentence(N_("%(metres)s m"), {"metres": metres})
    return Sentence(N_("%(km)s km"), {"km": metres / 1000 if metres % 1000 else metres // 1000})


def _wheelchair(has: bool | None, wishes: Wishes) -> Iterator[Broken]:
    if wishes.wheelchair and not has:
        says = (
            N_("not known whether a wheelchair gets in: ask the landlord")
            if has is None
            else N_("not for a wheelchair")
        )
        yield Broken(Change(Limit.WHEELCHAIR, is_to_ask=has is None), Sentence(says))


def _pets(has: bool | None, wishes: Wishes) -> Iterator[Broken]:
    if wishes.has_pet and not has:
        says = N_("not known whether a pet is allowed: ask the landlord") if has is None else N_("no pets allowed")
        yield Broken(Change(Limit.PETS, is_to_ask=has is None), Sentence(says))


def _noise(has: bool | None, wishes: Wishes) -> Iterator[Broken]:
    if wishes.quiet is Strength.MUST and not has:
        says = N_("not known whether it is quiet: ask the landlord") if has is None else N_("not quiet")
        yield Broken(Change(Limit.QUIET, is_to_ask=has is None), Sentence(says))


def _place(flat: FlatFacts, wishes: Wishes, standing: Standing | None) -> Iterator[Broken]:
    for limit in broken_by(standing, wishes):
        if flat.point is None:
            yield Broken(Change(limit, is_to_ask=True), _PLACE_NOT_KNOWN)
        elif limit is Limit.ONLY:
            yield _outside(flat.point, wishes.only)
        else:
            area = next(area for area in wishes.never if area.holds(flat.point, flat.municipality))
            yield Broken(Change(limit), Sentence(N_("where it must not live: %(area)s"), {"area": area.name}))


def _outside(point: Point, areas: Sequence[Area]) -> Broken:
    circles = [area for area in areas if area.middle is not None]
    if not circles:
        says = N_("not where alone it wants to live: %(area)s")
        return Broken(Change(Limit.ONLY), Sentence(says, {"area": areas[0].name}))
    metres, nearest = min(((area.beyond_m(point), area) for area in circles), key=itemgetter(0))
    says = N_("%(far)s outside where alone it wants to live: %(area)s")
    return Broken(Change(Limit.ONLY, metres), Sentence(says, {"far": how_far(metres), "area": nearest.name}))
