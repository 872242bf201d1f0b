"""How often somebody was turned away for who they are, and what was done about it: figures that may be handed on. Pure.

All tables are of the same cases. Parts of fewer than five are gathered, months with their neighbours, so that no case
can be told from the tables together (`maps.small_cells`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from housing.discrimination import Ground, Refuser, Response, Result
from housing.figures.periods import ReportingPeriod
from maps.small_cells import FEWEST, gather_neighbours, gather_small


class By(StrEnum):
    """By what cases are told apart."""

    GROUND = "ground"
    PLACE = "place"  # a municipality
    REFUSER = "refuser"
    RESPONSE = "response"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Case:
    """One time that somebody was turned away; None is not known, or nothing was done."""

    on: date
    ground: Ground
    place: str | None  # the key of the municipality
    refuser: Refuser | None
    response: Response | None = None  # the furthest that was done
    result: Result | None = None  # of the last that was done

    def part(self, by: By) -> str | None:
        """To which part it belongs."""
        parts: Mapping[By, str | None] = {
            By.GROUND: self.ground,
            By.PLACE: self.place,
            By.REFUSER: self.refuser,
            By.RESPONSE: self.response,
            By.RESULT: self.result,
        }
        return parts[by]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that are told, the largest first, and what is in the others together."""

    told: Mapping[str | None, int]
    others: int


@dataclass(frozen=True, slots=True)
class Cases:
    """What is told of a period."""

    total: int
    by: Mapping[By, Parts]
    months: Sequence[tuple[ReportingPeriod, ReportingPeriod, int]]  # from one to another, and how many in them


def cases_of(cases: Sequence[Case], months: Sequence[ReportingPeriod]) -> Cases | None:
    """Of cases in these months; None where there are fewer than five."""
    if len(cases) < FEWEST:
        return None
    by_month = [(month, sum(case.on in month for case in cases)) for month in months]
    return Cases(len(cases), {by: _parts(case.part(by) for case in cases) for by in By}, gather_neighbours(by_month))


def furthest(responses: Iterable[Response]) -> Response | None:
    """What was done that goes furthest."""
    order = [Response.OTHER, *Response]
    return max(responses, key=order.index, default=None)


def _parts(keys: Iterable[str | None]) -> Parts:
    told, others = gather_small(Counter(sorted(keys, key=str)))
    return Parts({key: told[key] for key in sorted(told, key=lambda key: -told[key])}, others)
