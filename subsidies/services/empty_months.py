"""The months of an award in which nothing is due, and why: a schedule has no instalment for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from core.dates import DAY, add_months, first_of_month
from core.text import N_, Sentence
from subsidies.rules.case import Case, Hold, Kind, Period
from subsidies.rules.payable_days import payable_periods


class ForAMonth(Protocol):
    """An instalment, stored or quoted."""

    @property
    def month(self) -> date: ...
    @property
    def kind(self) -> str: ...


Row = TypeVar("Row", bound=ForAMonth)


@dataclass(frozen=True, slots=True)
class EmptyMonth:
    """A month (its first day) without an instalment of its own, and every reason."""

    month: date
    reasons: tuple[Sentence, ...]


def with_empty_months(case: Case, award: Period, rows: Iterable[Row]) -> list[Row | EmptyMonth]:
    """The rows of a schedule, and the months of the award that have no monthly one, in their order."""
    rows = list(rows)
    paying = {row.month for row in rows if row.kind == Kind.MONTHLY}
    parts = [part for part in _months_of(award) if first_of_month(part.starts_on) not in paying]
    empty = [EmptyMonth(first_of_month(part.starts_on), tuple(_reasons(case, part))) for part in parts]
    return sorted([*rows, *empty], key=lambda row: row.month)


def _months_of(award: Period) -> Iterator[Period]:
    """The award's days, month by month."""
    first = award.starts_on
    while first < award.ends_on:
        following = add_months(first_of_month(first), 1)
        yield Period(first, min(following, award.ends_on))
        first = following


def _reasons(case: Case, part: Period) -> Iterator[Sentence]:
    if payable_periods(case, part):
        if not any(member.is_present(part.starts_on) for member in case.household.members):
            yield Sentence(N_("nobody lives there"))
        else:
            yield Sentence(N_("by the tables, the rent and the income nothing is due"))
        return
    if case.lease.starts_on > part.starts_on or (case.lease.ends_on and case.lease.ends_on < part.ends_on):
        yield Sentence(N_("outside the lease"))
    yield from (
        _held(N_("suspended %(first)s – %(last)s"), hold, part) for hold in case.suspensions if _lies_in(hold, part)
    )
    yield from (_held(N_("frozen %(first)s – %(last)s"), hold, part) for hold in case.freezes if _lies_in(hold, part))


def _lies_in(hold: Hold, part: Period) -> bool:
    return hold.starts_on < part.ends_on and part.starts_on < hold.ends_on


def _held(msgid: str, hold: Hold, part: Period) -> Sentence:
    """The days of the hold within the month."""
    first, end = max(hold.starts_on, part.starts_on), min(hold.ends_on, part.ends_on)
    return Sentence(msgid, {"first": first, "last": end - DAY})
