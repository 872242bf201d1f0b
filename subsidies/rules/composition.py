"""The household as amounts see it: how many are present, and which of them count differently."""

from dataclasses import dataclass
from datetime import date

from subsidies.rules.case import Household, Member


@dataclass(frozen=True, slots=True)
class Composition:
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


def changes_of(members: tuple[Member, ...]) -> set[date]:
    """The days on which somebody joins or has left."""
    return {day for member in members for day in (member.joined_on, member.left_on) if day is not None}
