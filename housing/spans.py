"""Stretches of days, put together and taken from each other. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """From its first day up to the day before `ends_on`."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same days as stretches that do not touch, in their order."""
    found: list[Span] = []
    for span in sorted(span for span in spans if span.starts_on < span.ends_on):
        if found and span.starts_on <= found[-1].ends_on:
            found[-1] = Span(found[-1].starts_on, max(found[-1].ends_on, span.ends_on))
        else:
            found.append(span)
    return found


def days_in(spans: Iterable[Span]) -> int:
    """How many there are in stretches that do not touch."""
    return sum(span.days for span in spans)


def outside(spans: Iterable[Span], covers: Iterable[Span]) -> list[Span]:
    """What of the spans none of the covers covers; both are merged."""
    rest: list[Span] = []
    for starts_on, ends_on in spans:
        for cover in covers:
            if starts_on < cover.starts_on < ends_on:
                rest.append(Span(starts_on, cover.starts_on))
            if cover.starts_on < ends_on:
                starts_on = max(starts_on, cover.ends_on)
        if starts_on < ends_on:
            rest.append(Span(starts_on, ends_on))
    return rest
