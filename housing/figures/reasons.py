"""Why offers come to nothing, kept apart by whose cause it was. Pure.

What a household says no to, what it cannot be reached about, what a landlord takes away and what the office put wrongly
ask for different work: they are never added up without their causes beside.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from housing.figures.periods import ReportingPeriod
from housing.reasons.declines import DeclineReason
from housing.reasons.withdrawn_offers import CAUSES, Cause, TakenBack
from maps.small_cells import hide_small
from maps.small_tables import Cell, Crossed, crossed


class Ending(StrEnum):
    """How an offer came to nothing."""

    DECLINED = "declined"  # by the household
    TAKEN_BACK = "taken-back"  # by the office, for whosever cause
    RAN_OUT = "ran-out"  # nobody answered in time


class Why(NamedTuple):
    """How it ended and for which reason: one code stands for two things, by who says it. Empty: none was asked."""

    ending: Ending
    reason: str = ""

    @property
    def cause(self) -> Cause:
        """Whose it was; of what was taken back before a reason was asked, the office's."""
        if self.ending is not Ending.TAKEN_BACK:
            return Cause.HOUSEHOLD
        return CAUSES[TakenBack(self.reason)] if self.reason else Cause.OFFICE


class Lost(NamedTuple):
    """One offer that came to nothing."""

    why: Why
    on: date
    who: int  # the household


ALL = (
    *(Why(Ending.DECLINED, reason) for reason in DeclineReason),
    Why(Ending.RAN_OUT),
    *(Why(Ending.TAKEN_BACK, reason) for reason in TakenBack),
    Why(Ending.TAKEN_BACK),
)
BY_CAUSE: Mapping[Cause, Sequence[Why]] = {cause: [why for why in ALL if why.cause is cause] for cause in Cause}


@dataclass(frozen=True, slots=True)
class ReasonSums:
    """What is told of them; None is not, because it is about fewer than five households or would give such away."""

    reasons: Mapping[Why, int | None]
    by_month: Mapping[Cell, int | None]  # by the month's name and the cause; with None the totals

    @property
    def total(self) -> int | None:
        """Of all causes."""
        return self.by_month.get(Cell(None, None))


def sum_up(lost: Sequence[Lost], months: Sequence[ReportingPeriod]) -> ReasonSums:
    """Of the offers that came to nothing in these months."""
    by_month = _by_month(lost, months).shown()
    reasons: dict[Why, int | None] = {}
    for cause, whys in BY_CAUSE.items():
        counts = {why: sum(one.why == why for one in lost) for why in whys}
        shown = hide_small({why: len({one.who for one in lost if one.why == why}) for why in whys}).cells
        if by_month[Cell(None, cause)] is None:  # nor may its reasons add up to it
            shown = {why: 0 if size == 0 else None for why, size in shown.items()}
        reasons |= {why: None if shown[why] is None else counts[why] for why in whys}
    return ReasonSums(reasons, by_month)


def _by_month(lost: Iterable[Lost], months: Sequence[ReportingPeriod]) -> Crossed:
    people: dict[Cell, set[int]] = defaultdict(set)
    counts = {Cell(month.name, cause): 0 for month in months for cause in Cause}
    for one in lost:
        month = next(month.name for month in months if one.on in month)
        counts[Cell(month, one.why.cause)] += 1
        for cell in (Cell(month, one.why.cause), Cell(month, None), Cell(None, one.why.cause), Cell(None, None)):
            people[cell].add(one.who)
    sums = crossed(counts).values
    return Crossed(sums, {cell: len(people[cell]) for cell in sums})
