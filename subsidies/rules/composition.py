"""The household as amounts see it: how many are present, and which of them count differently."""

from datetime import date
from typing import NamedTuple

from subsidies.rules.case import Household
from subsidies.rules.day_numbers import Steps


class Composition(NamedTuple):
    """How many are present; of those beside the oldest, how many are unprotected minors, and whether a minor of a
    single parent is among the rest."""

    size: int
    unprotected_minors: int = 0
    has_first_minor: bool = False


def composition_on(household: Household, day: date, award_starts_on: date) -> Composition:
    """The household of a day. Who is a minor is settled on the award's first day.

    The oldest present counts by no flag; of equal births the member listed first is the older.
    """
    present = sorted((m for m in household.members if m.is_present(day)), key=lambda member: member.born)
    minors = [member for member in present[1:] if member.is_minor(award_starts_on)]
    unprotected = [member for member in minors if member.unprotected]
    has_first_minor = household.single_parent and len(minors) > len(unprotected)
    return Composition(len(present), len(unprotected), has_first_minor)


def compositions(household: Household, award_starts_on: date) -> Steps[Composition]:
    """The household over the days."""
    days = {day for member in household.members for day in (member.joined_on, member.left_on) if day is not None}
    later = [(day, composition_on(household, day, award_starts_on)) for day in days]
    return Steps(composition_on(household, date.min, award_starts_on), later)


def sizes(household: Household) -> Steps[Composition]:
    """The household over the days where nobody's age counts: only how many are present."""
    from_the_start = 0
    changes: dict[date, int] = {}
    for member in household.members:
        joined, left = member.joined_on, member.left_on
        if joined is None:
            from_the_start += 1
        else:
            changes[joined] = changes.get(joined, 0) + 1
        if left is not None:
            changes[left] = changes.get(left, 0) - 1
    size, later = from_the_start, []
    for day in sorted(changes):
        size += changes[day]
        later.append((day, Composition(size)))
    return Steps(Composition(from_the_start), later)
