"""When a home is let, out of use or empty. Pure. Periods are half-open; None is open."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from people.periods import OpenPeriod


class VoidReason(StrEnum):
    """Why a home cannot be let for a time."""

    REPAIRS = "repairs"
    OWN_USE = "own-use"  # the owner or its family lives there
    VISITORS = "visitors"  # let by the night in summer
    NO_SUPPLY = "no-supply"  # electricity or water is cut off
    DISPUTE = "dispute"  # heirs, a court, an auction
    OTHER = "other"


def gaps(taken: Iterable[OpenPeriod], known_from: date, on: date) -> list[tuple[date, date | None]]:
    """The stretches from `known_from` up to and with `on` in which the home was not taken, by a lease or otherwise.

    Each from its first day up to the day before its second; None is still going on.
    """
    begun = [period for period in taken if period.starts_on is None or period.starts_on <= on]
    found: list[tuple[date, date | None]] = []
    free_from = known_from
    for period in sorted(begun, key=lambda period: period.starts_on or known_from):
        if period.starts_on and free_from < period.starts_on:
            found.append((free_from, period.starts_on))
        if period.ends_on is None:
            return found
        free_from = max(free_from, period.ends_on)
    if free_from <= on:
        found.append((free_from, None))
    return found
