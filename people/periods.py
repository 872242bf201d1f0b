"""Half-open periods that may be open at either end. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """From `starts_on` (None: always before) up to the day before `ends_on` (None: still)."""

    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it holds no day at all."""
        return self.starts_on is not None and self.ends_on is not None and self.ends_on <= self.starts_on

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in it."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day < self.ends_on)

    def overlaps(self, other: "OpenPeriod") -> bool:
        """Whether there is a day that lies in both."""
        if self.is_empty or other.is_empty:
            return False
        return _before(self.starts_on, other.ends_on) and _before(other.starts_on, self.ends_on)


def _before(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start < end
