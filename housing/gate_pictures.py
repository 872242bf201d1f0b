"""Days as bars: where in a household's time they were lost, and how many. Pure; places in per cent of the width."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from housing.spans import Span


class Bar(NamedTuple):
    """From one place to another, each in per cent of the width."""

    starts_at: float
    ends_at: float
    kind: str  # how it is drawn

    @property
    def width(self) -> float:
        return round(self.ends_at - self.starts_at, 2)


def on_time_line(spans: Iterable[Span], kind: str, first: date, last: date) -> list[Bar]:
    """The spans on a line from one day to a later one."""
    whole = (last - first).days

    def place(day: date) -> float:
        return round(100 * (day - first).days / whole, 2)

    return [Bar(place(span.starts_on), place(span.ends_on), kind) for span in spans]


def side_by_side(counts: Sequence[int | None], kind: str) -> list[list[Bar] | None]:
    """For each count its bar beside the largest; no bar where it is nothing, None where it is not told."""
    most = max((count for count in counts if count), default=0)

    def bars(count: int | None) -> list[Bar] | None:
        if count is None:
            return None
        return [Bar(0, round(100 * count / most, 2), kind)] if count else []

    return [bars(count) for count in counts]
