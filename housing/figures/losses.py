"""Flats that were considered for somebody and then went elsewhere: how long that took, and who was waited for. Pure.

A day was the household's while an offer or an invitation waited for its answer, the landlord's while a call or a
message did, and else ours: somebody of the office could have gone on.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median_low

from housing.lease_points import Party
from housing.spans import Span, days_in, merged, outside
from maps.small_cells import FEWEST, Shown, hide_small
from maps.small_tables import Cell, Crossed, crossed


class Reached(StrEnum):
    """How far a flat had come, the farthest last."""

    KEPT = "kept"  # on a shortlist
    INVITED = "invited"  # a household, to see it
    SEEN = "seen"
    OFFERED = "offered"
    ACCEPTED = "accepted"  # a household had said yes


class How(StrEnum):
    """How a flat was lost."""

    LET = "let"  # to others
    RAN_OUT = "ran-out"  # its advert's last day passed
    REFUSED = "refused"  # by the landlord
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class LostFlat:
    """One flat, from the day on which we first had it to the one on which it was gone."""

    had_on: date
    lost_on: date
    how: How
    reached: Reached
    household: Sequence[Span] = ()  # waited for its answer
    landlord: Sequence[Span] = ()

    @property
    def days(self) -> int:
        """All together."""
        return max(0, (self.lost_on - self.had_on).days)

    def days_by_party(self) -> dict[Party, int]:
        """Each day is one party's: where both were waited for, the household's, since the landlord's word helps nobody
        before it has answered.
        """
        around = [Span(date.min, self.had_on), Span(self.lost_on, date.max)]
        household = outside(merged(self.household), around)
        landlord = outside(outside(merged(self.landlord), around), household)
        theirs = {Party.HOUSEHOLD: days_in(household), Party.LANDLORD: days_in(landlord)}
        return {Party.CENTRE: self.days - sum(theirs.values()), **theirs}


@dataclass(frozen=True, slots=True)
class LossSums:
    """What is told of them; None is not, because it is about fewer than five flats or would give such away."""

    by_reached: Shown[Reached]
    by_how: Shown[How]
    medians: Mapping[Reached | How | None, int | None]  # days; None as a key: of all
    days: Mapping[Cell, int | None]  # by how far they had come and whose they were; with None the totals


def sum_up(flats: Sequence[LostFlat]) -> LossSums:
    """Of all flats that were lost."""
    by_reached, by_how = Counter(flat.reached for flat in flats), Counter(flat.how for flat in flats)
    groups: dict[Reached | How | None, list[LostFlat]] = {None: list(flats)}
    groups |= {reached: [flat for flat in flats if flat.reached is reached] for reached in Reached}
    groups |= {how: [flat for flat in flats if flat.how is how] for how in How}
    return LossSums(
        by_reached=hide_small({reached: by_reached[reached] for reached in Reached}),
        by_how=hide_small({how: by_how[how] for how in How}),
        medians={key: _median(found) for key, found in groups.items()},
        days=_days(flats).shown(),
    )


def _median(flats: Sequence[LostFlat]) -> int | None:
    return median_low(flat.days for flat in flats) if len(flats) >= FEWEST else None


def _days(flats: Iterable[LostFlat]) -> Crossed:
    days = {Cell(reached, party): 0 for reached in Reached for party in Party}
    losers: Counter[Cell] = Counter()
    for flat in flats:
        counted = {party: number for party, number in flat.days_by_party().items() if number}
        for party, number in counted.items():
            days[Cell(flat.reached, party)] += number
        if counted:
            losers.update(Cell(row, column) for row in (flat.reached, None) for column in (*counted, None))
    sums = crossed(days).values
    return Crossed(sums, {cell: losers[cell] for cell in sums})
