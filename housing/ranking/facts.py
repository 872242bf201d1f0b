"""What ranking is told, as plain values. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from housing.ranking.areas import Area
from housing.wants import Strength
from maps.distance import Point


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
    wheelchair: bool | None = None  # one gets in, and around
    quiet: bool | None = None
    pets: bool | None = None  # they are allowed
    point: Point | None = None
    municipality: str | None = None  # its key; None, too, where the point lies in none


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the household needs; `people` is at least 1.

    `step_free` asks for a lift or the ground floor. `most_rent` is the most it can pay itself, beyond the subsidy; None
    is no limit. Of `only` one area has to hold the flat, of `never` none may; the other areas, and `quiet` where it is
    no must, are graded.
    """

    people: int
    bedrooms: int
    step_free: bool
    most_rent: Decimal | None
    wheelchair: bool = False
    has_pet: bool = False
    quiet: Strength | None = None
    only: tuple[Area, ...] = ()
    rather: tuple[Area, ...] = ()
    rather_not: tuple[Area, ...] = ()
    never: tuple[Area, ...] = ()

    @property
    def graded(self) -> int:
        """How many wishes are graded, besides what every flat gets points for."""
        return (self.quiet is Strength.WISH) + bool(self.rather) + bool(self.rather_not)

    @property
    def asks_where(self) -> bool:
        """Whether it matters where a flat stands, besides how far from the centre."""
        return bool(self.only or self.rather or self.rather_not or self.never)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the subsidy would pay a month for one flat, and what would be left to pay."""

    monthly_subsidy: Decimal
    household_pays: Decimal


def paid_by_household(flat: FlatFacts, estimate: Estimate | None) -> Decimal:
    """A month: the estimate's figure, or the whole cost without one."""
    return flat.monthly_cost if estimate is None else estimate.household_pays
