"""The hard limits: which of them a flat breaks for a household, by how much, and what would mend it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from core.text import N_, Sentence
from housing.ranking.facts import Estimate, FlatFacts, Wishes, paid_by_household


class Limit(StrEnum):
    """What is not weighed against anything else."""

    MONEY = "money"  # what the household pays itself, beyond the subsidy
    BEDROOMS = "bedrooms"
    STEP_FREE = "step-free"  # a lift or the ground floor


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change by which one limit would hold.

    `amount` is euros a month that the household would have to be able to pay besides, bedrooms that the flat would have
    to have besides, or for a lift None. Where a fact `is_to_ask`, that much is needed at worst.
    """

    limit: Limit
    amount: Decimal | int | None = None
    is_to_ask: bool = False

    def applied(self, flat: FlatFacts, wishes: Wishes) -> tuple[FlatFacts, Wishes]:
        """Flat and wishes after it."""
        match self.amount:
            case Decimal() as euros:
                assert wishes.most_rent is not None
                return flat, replace(wishes, most_rent=wishes.most_rent + euros)
            case int() as bedrooms:
                return replace(flat, bedrooms=(flat.bedrooms or 0) + bedrooms), wishes
            case None:
                return replace(flat, has_lift=True), wishes


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
    return (
        *_too_dear(flat, wishes, estimate),
        *_too_few_bedrooms(flat.bedrooms, wishes.bedrooms),
        *_steps(flat, wishes),
    )


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
