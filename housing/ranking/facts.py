"""What ranking is told, as plain values. Pure."""

from dataclasses import dataclass
from decimal import Decimal


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

    `step_free` asks for a lift or the ground floor. `most_rent` is the most it can pay itself, beyond the subsidy; None
    is no limit.
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


def paid_by_household(flat: FlatFacts, estimate: Estimate | None) -> Decimal:
    """A month: the estimate's figure, or the whole cost without one."""
    return flat.monthly_cost if estimate is None else estimate.household_pays
