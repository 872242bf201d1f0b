"""What happens to leases, for those above who act on it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LeaseEnded:
    """It is written down that a lease ends before its term; `on` is the first day on which it binds no more."""

    lease_id: int
    on: date
