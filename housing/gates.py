"""What a household's subsidy waits for: gates that are passed one after the other, and the days lost at each. Pure.

In the first programme of this kind 82 % of those enrolled got no subsidy for want of a tax number, an account in Greece
or a lease (joint letter of the aid organisations, 2020). Between permit and declaration stands the signed lease, or the
search for a flat would count as the landlord's delay.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from core.dates import DAY
from housing.lease_points import Party
from housing.spans import Span, merged, outside
from people.stages import Stage, StageFact

OF_AGE = 18


class Gate(StrEnum):
    """In the order in which they are passed."""

    AFM = "afm"
    ACCOUNT = "account"
    PERMIT = "permit"
    SIGNED = "signed"
    DECLARED = "declared"
    ACCEPTED = "accepted"


MUST_ACT: Mapping[Gate, Party] = {
    Gate.AFM: Party.HOUSEHOLD,
    Gate.ACCOUNT: Party.HOUSEHOLD,
    Gate.PERMIT: Party.HOUSEHOLD,
    Gate.SIGNED: Party.CENTRE,
    Gate.DECLARED: Party.LANDLORD,
    Gate.ACCEPTED: Party.HOUSEHOLD,
}

WITH_US = (Stage.SEARCHING, Stage.HOUSED)  # the programme works with the household
AFTER: Mapping[Gate, Gate] = {Gate.DECLARED: Gate.SIGNED, Gate.ACCEPTED: Gate.DECLARED}  # cannot be gone at before


class Proof(NamedTuple):
    """By what a gate is met for a while. None: from ever, for ever."""

    gate: Gate
    starts_on: date | None = None
    ends_on: date | None = None  # first day on which it is met no more
    is_seen: bool = True  # somebody has compared the number with its paper

    def holds(self, day: date) -> bool:
        """Whether the gate is met on the day."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class PaperDays:
    """The days of one person's paper, and those of the person in the household; None is not known, or no end."""

    born_on: date
    known_since: date | None = None  # when it was written down; None: with the household itself
    valid_from: date | None = None
    valid_until: date | None = None  # first day it is no longer valid
    joined_on: date | None = None
    left_on: date | None = None  # first day away


@dataclass(frozen=True, slots=True)
class LeaseDays:
    """The days of one lease. `ends_on` is the first day that the law no longer binds both sides."""

    starts_on: date
    signed_on: date
    ends_on: date
    declared_on: date | None = None
    accepted_on: date | None = None

    @property
    def takes_over_on(self) -> date:
        """From when on an earlier lease is only that of the former home."""
        return max(self.starts_on, self.signed_on)


class Standing(NamedTuple):
    """How things are at one gate on a day."""

    is_met: bool
    is_seen: bool  # also by a paper that somebody has seen
    ends_on: date | None = None  # where it is met: the first day on which it no longer is, if that is known

    @property
    def last_day(self) -> date | None:
        """The last on which it is met."""
        return self.ends_on - DAY if self.ends_on else None


def paper_proof(gate: Gate, paper: PaperDays, *, is_seen: bool = True) -> Proof:
    """A paper serves a household while it is known, valid, and its bearer an adult of this household."""
    starts = (paper.known_since, paper.valid_from, paper.joined_on, comes_of_age_on(paper.born_on))
    ends = [day for day in (paper.valid_until, paper.left_on) if day is not None]
    return Proof(gate, max(day for day in starts if day is not None), min(ends, default=None), is_seen)


def comes_of_age_on(born_on: date) -> date:
    """The eighteenth birthday; who was born on 29 February has it on 1 March."""
    try:
        return born_on.replace(year=born_on.year + OF_AGE)
    except ValueError:
        return born_on.replace(year=born_on.year + OF_AGE, month=3, day=1)


def counted_days(course: Sequence[StageFact], on: date) -> list[Span]:
    """The days before this one on which the programme worked with the household: from being taken in until it left."""
    ends = [*(after.since_on for after in course[1:]), on]
    spans = (
        Span(fact.since_on, min(end, on)) for fact, end in zip(course, ends, strict=False) if fact.stage in WITH_US
    )
    return [span for span in spans if span.starts_on < span.ends_on]


def in_year(spans: Iterable[Span], year: int) -> list[Span]:
    """What of the spans lies in a year."""
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    cut = (Span(max(span.starts_on, first), min(span.ends_on, end)) for span in spans)
    return [span for span in cut if span.starts_on < span.ends_on]


def homes_left(course: Sequence[StageFact]) -> list[date]:
    """The days on which it began to look for a home again, so that the lease before is none any more."""
    return [
        now.since_on
        for before, now in pairwise(course)
        if now.stage is Stage.SEARCHING and before.stage is not Stage.REFERRED
    ]


def lease_proofs(leases: Iterable[LeaseDays], left_on: Sequence[date] = ()) -> list[Proof]:
    """Each lease serves until its end by law, until its home is left (on one of the days of `left_on`), or until the
    next one has begun, which has its own steps to take.
    """
    in_order = sorted(leases, key=_in_order)
    handed_over = [*(after.takes_over_on for after in in_order[1:]), date.max]
    return [
        proof
        for lease, day in zip(in_order, handed_over, strict=False)
        for proof in _of_lease(lease, min([day, *(left for left in left_on if left >= lease.takes_over_on)]))
    ]


def lost_days(proofs: Iterable[Proof], counted: Iterable[Span]) -> dict[Gate, list[Span]]:
    """The days lost at each gate. A counted day is lost at the first gate that is not met on it, and at no other, so
    that all together are the days on which any was not met.
    """
    met, left = _by_gate(proofs), merged(counted)
    lost: dict[Gate, list[Span]] = {}
    for gate in Gate:
        lost[gate] = outside(left, met[gate])
        left = outside(left, lost[gate])
    return lost


def met_days(proofs: Iterable[Proof], counted: Iterable[Span]) -> dict[Gate, list[Span]]:
    """When each gate was met, whatever was lost at others."""
    met, days = _by_gate(proofs), merged(counted)
    return {gate: outside(days, outside(days, met[gate])) for gate in Gate}


def standings(proofs: Sequence[Proof], on: date) -> dict[Gate, Standing]:
    """How things are at every gate on a day, in their order. A number whose paper nobody has seen is let pass."""
    met = _by_gate(proofs)
    seen = _by_gate(proof for proof in proofs if proof.is_seen)
    return {gate: _standing(_holding(met[gate], on), _holding(seen[gate], on)) for gate in Gate}


def next_gate(proofs: Iterable[Proof], on: date) -> Gate | None:
    """The first that is not met on a day; None where the way to the subsidy is free."""
    met = {proof.gate for proof in proofs if proof.holds(on)}
    return next((gate for gate in Gate if gate not in met), None)


def can_be_passed(gate: Gate, standing: Mapping[Gate, Standing]) -> bool:
    """Whether somebody can do now what it asks for: papers at any time, a step of the lease after the one before."""
    return not standing[gate].is_met and (gate not in AFTER or standing[AFTER[gate]].is_met)


def _standing(met: Span | None, seen: Span | None) -> Standing:
    if met is None:
        return Standing(is_met=False, is_seen=False)
    return Standing(True, seen is not None, met.ends_on if met.ends_on != date.max else None)


def _in_order(lease: LeaseDays) -> tuple[date, ...]:
    """By when it takes over; where two do on one day, by all that tells them apart."""
    days = (lease.starts_on, lease.signed_on, lease.declared_on, lease.accepted_on, lease.ends_on)
    return (lease.takes_over_on, *(day or date.max for day in days))


def _of_lease(lease: LeaseDays, before: date) -> Iterable[Proof]:
    steps = {Gate.SIGNED: lease.signed_on, Gate.DECLARED: lease.declared_on, Gate.ACCEPTED: lease.accepted_on}
    return [Proof(gate, day, min(lease.ends_on, before)) for gate, day in steps.items() if day is not None]


def _by_gate(proofs: Iterable[Proof]) -> Mapping[Gate, list[Span]]:
    """When each gate is met."""
    spans: dict[Gate, list[Span]] = defaultdict(list)
    for proof in proofs:
        spans[proof.gate].append(Span(proof.starts_on or date.min, proof.ends_on or date.max))
    return defaultdict(list, {gate: merged(found) for gate, found in spans.items()})


def _holding(spans: Iterable[Span], on: date) -> Span | None:
    return next((span for span in spans if span.starts_on <= on < span.ends_on), None)
