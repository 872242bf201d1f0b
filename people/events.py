"""What happens to households, for those above who act on it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """A person belongs to the household from `on` (None: from its start)."""

    household_id: int
    member_id: int
    on: date | None


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """`on` is the person's first day away."""

    household_id: int
    member_id: int
    on: date


@dataclass(frozen=True, slots=True)
class MemberCorrected:
    """What was written down about a person's presence or birth was wrong; `on` is the first day it changes."""

    household_id: int
    member_id: int
    on: date | None


@dataclass(frozen=True, slots=True)
class HouseholdCorrected:
    """Whether one parent is alone with the children was written down wrong."""

    household_id: int


@dataclass(frozen=True, slots=True)
class HouseholdExited:
    """The programme does nothing for the household any more, from `on`."""

    household_id: int
    on: date


@dataclass(frozen=True, slots=True)
class CentreChanged:
    """Another centre serves the household, from `on`."""

    household_id: int
    centre_id: int
    on: date


@dataclass(frozen=True, slots=True)
class SupportDeclared:
    """Others pay towards the household's rent from `starts_on` up to the day before `ends_on` (None: still)."""

    household_id: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class HouseholdsMerged:
    """The family of the one is that of the other, which has left the programme."""

    household_id: int
    merged_id: int
