"""What a household gets for waiting and for its vulnerability, whichever flat it is offered. Pure, in whole numbers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FULL_AFTER_DAYS = 730  # of waiting: two years; our own scale
FULL_FROM_GROUPS = 2
ADULT, ELDERLY = 18, 65  # years


class Group(StrEnum):
    """Of the people with special reception needs in article 24 of directive (EU) 2024/1346 (article 21 of 2013/33/EU,
    which it replaces) those whom a household's file shows.
    """

    SINGLE_PARENT = "single-parent"
    MINOR = "minor"
    ELDERLY = "elderly"
    WHEELCHAIR = "wheelchair"


@dataclass(frozen=True, slots=True)
class FairnessWeights:
    """The most points for each, beside the hundred of a flat that suits perfectly. Whole numbers from 0, `home` from 1:
    that is what each home counts, so that two households in homes go before one in a better one. Raises ValueError.
    """

    home: int = 100
    waiting: int = 30
    vulnerability: int = 30

    def __post_init__(self) -> None:
        if self.home < 1 or min(self.waiting, self.vulnerability) < 0:
            raise ValueError(f"weights are whole numbers from 0, of a home from 1: {self}")


@dataclass(frozen=True, slots=True)
class Fairness:
    """The points of one household, and what they are for."""

    days: int
    groups: frozenset[Group]
    for_waiting: int
    for_vulnerability: int

    @property
    def points(self) -> int:
        return self.for_waiting + self.for_vulnerability


def fairness_of(since_on: date, groups: Collection[Group], weights: FairnessWeights, *, on: date) -> Fairness:
    """By the days since then, all points from FULL_AFTER_DAYS; and by how many groups it belongs to, half of them for
    one. Both are rounded down.
    """
    days = max(0, (on - since_on).days)
    for_waiting = weights.waiting * min(days, FULL_AFTER_DAYS) // FULL_AFTER_DAYS
    for_vulnerability = weights.vulnerability * min(len(groups), FULL_FROM_GROUPS) // FULL_FROM_GROUPS
    return Fairness(days, frozenset(groups), for_waiting, for_vulnerability)


def groups_of(ages: Iterable[int], *, single_parent: bool, wheelchair: bool) -> frozenset[Group]:
    """Of those who live in the household now. A single parent is one of a minor."""
    ages = list(ages)
    has_minor = any(age < ADULT for age in ages)
    is_in = {
        Group.SINGLE_PARENT: single_parent and has_minor,
        Group.MINOR: has_minor,
        Group.ELDERLY: any(age >= ELDERLY for age in ages),
        Group.WHEELCHAIR: wheelchair,
    }
    return frozenset(group for group, holds in is_in.items() if holds)
