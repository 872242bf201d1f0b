"""How long somebody lets others wait. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call or a message, and whether somebody answered it."""

    on: date
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Waits:
    """Several times that somebody was waited for, in days."""

    times: int
    median: float
    longest: int


def days_until_answers(attempts: Iterable[Attempt]) -> list[int]:
    """For each answer the days since the first attempt that it ends; the attempts come in their order."""
    days, first = [], None
    for attempt in attempts:
        first = first or attempt.on
        if attempt.is_answered:
            days.append((attempt.on - first).days)
            first = None
    return days


def waits(days: Sequence[int]) -> Waits | None:
    """The same in short; None where nobody was waited for yet."""
    return Waits(len(days), float(median(days)), max(days)) if days else None
