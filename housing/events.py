"""What happens to homes and leases, for those above who act on it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LeaseEnded:
    """It is written down that a lease ends before its term; `on` is the first day on which it binds no more."""

    lease_id: int
    on: date


@dataclass(frozen=True, slots=True)
class RentCorrected:
    """The rent of a lease was written down wrong; `on` is its first day, from which the right one holds."""

    lease_id: int
    on: date


@dataclass(frozen=True, slots=True)
class HomeLet:
    """A household rents the home from now on, by whichever of its adverts; `actor_id` None: by the service itself."""

    dwelling_id: int
    household_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class AdvertsClosed:
    """The homes of these adverts, withdrawn or run out, are not to be had any more."""

    listing_ids: tuple[int, ...]
    actor_id: int | None
