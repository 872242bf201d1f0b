"""The steps from the referral to the home, and when a household, an offer or a landlord began to wait for each. Pure.

A household may look for a home more than once: each search counts by itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from housing.figures.waits import End, Wait
from housing.response_times import Attempt
from people.stages import Stage, StageFact


class Step(StrEnum):
    """In the order in which they are taken."""

    TAKEN_IN = "taken-in"  # from the referral
    SHORTLISTED = "shortlisted"  # from being taken in to the first flat that is kept
    OFFERED = "offered"  # from being taken in to the first offer
    SEEN = "seen"  # from the invitation to the visit
    ANSWERED = "answered"  # from the offer to the household's answer
    LANDLORD = "landlord"  # from the first call or message about a flat to the landlord's answer
    SIGNED = "signed"  # from the household's yes to the lease
    MOVED_IN = "moved-in"  # from the signatures to the lease's first day
    WHOLE = "whole"  # from the referral, or from being taken in, to the first day in the home


class Stretch(NamedTuple):
    """From the day on which a wait began to that on which it ended, or to today."""

    began_on: date
    ended_on: date
    end: End

    def wait(self, who: int) -> Wait:
        """The same in days."""
        return Wait(who, (self.ended_on - self.began_on).days, self.end)


@dataclass(frozen=True, slots=True)
class Search:
    """One search for a home. `ended_on` is the first day in the home, or where `is_housed` is false that of leaving."""

    referred_on: date | None
    taken_in_on: date | None
    ended_on: date | None
    is_housed: bool

    @property
    def began_on(self) -> date:
        """When the programme first knew of it."""
        began_on = self.referred_on or self.taken_in_on
        assert began_on is not None
        return began_on


def searches(course: Sequence[StageFact]) -> Iterator[Search]:
    """The searches of one household, by what holds of it in its order."""
    referred_on = taken_in_on = None
    for fact in course:
        match fact.stage:
            case Stage.REFERRED:
                referred_on = fact.since_on
            case Stage.SEARCHING:
                taken_in_on = fact.since_on
            case Stage.HOUSED | Stage.EXITED if referred_on or taken_in_on:
                yield Search(referred_on, taken_in_on, fact.since_on, fact.stage is Stage.HOUSED)
                referred_on = taken_in_on = None
    if referred_on or taken_in_on:
        yield Search(referred_on, taken_in_on, None, False)


def waits_of_search(
    search: Search, kept_on: Iterable[date], offered_on: Iterable[date], on: date
) -> Iterator[tuple[Step, Stretch]]:
    """What a household waited for in one search; flats kept and offers are those of the household's whole time."""
    if search.referred_on is not None:
        taken_in_on = search.taken_in_on or (search.ended_on if search.is_housed else None)
        yield from _of(Step.TAKEN_IN, search.referred_on, taken_in_on, search.ended_on, on)
    if search.taken_in_on is not None:
        for step, days in ((Step.SHORTLISTED, kept_on), (Step.OFFERED, offered_on)):
            first = min((day for day in days if search.began_on <= day <= (search.ended_on or on)), default=None)
            yield from _of(step, search.taken_in_on, first, search.ended_on, on)
    housed_on = search.ended_on if search.is_housed else None
    yield from _of(Step.WHOLE, search.began_on, housed_on, search.ended_on, on)


def stretch(began_on: date, reached_on: date | None, given_up_on: date | None, on: date) -> Stretch | None:
    """A wait for one step; what is still to come on the day is waited for. None where the step was taken before anybody
    waited for it.
    """
    if reached_on is not None and reached_on <= on:
        found = Stretch(began_on, reached_on, End.REACHED)
    elif given_up_on is not None and given_up_on <= on and reached_on is None:
        found = Stretch(began_on, given_up_on, End.BROKEN_OFF)
    else:
        found = Stretch(began_on, on, End.OPEN)
    return found if found.began_on <= found.ended_on else None


def waits_for_landlord(attempts: Sequence[Attempt], is_gone: bool, on: date) -> Iterator[Stretch]:
    """What a landlord was waited for about one flat, the attempts in their order. Of a flat that is gone nobody waits
    any more, from the last attempt on.
    """
    first = None
    for attempt in attempts:
        first = first or attempt.on
        if attempt.is_answered:
            yield Stretch(first, attempt.on, End.REACHED)
            first = None
    if first is not None:
        yield Stretch(first, attempts[-1].on, End.BROKEN_OFF) if is_gone else Stretch(first, max(first, on), End.OPEN)


def _of(
    step: Step, began_on: date, reached_on: date | None, given_up_on: date | None, on: date
) -> Iterator[tuple[Step, Stretch]]:
    found = stretch(began_on, reached_on, given_up_on, on)
    if found is not None:
        yield step, found
