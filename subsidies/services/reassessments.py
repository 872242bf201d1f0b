"""An award reckoned once more, by what is known now: which amounts would be others. Decides nothing."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.money import ZERO, total
from core.text import Sentence
from subsidies.models import STANDING, Instalment, SubsidyAward
from subsidies.rules.case import Kind
from subsidies.rules.taken_over import Slot
from subsidies.services.by_scheme import reckon_by_scheme
from subsidies.services.cases import case_of


@dataclass(frozen=True, slots=True)
class OtherAmount:
    """What a month (its first day) brings by the decision and would bring now."""

    kind: Kind
    month: date
    decided: Decimal
    now: Decimal
    is_paid: bool  # or in a run

    @property
    def difference(self) -> Decimal:
        """Above zero where now more would be due."""
        return self.now - self.decided


@dataclass(frozen=True, slots=True)
class Reassessment:
    """The amounts that would be others; `why_none` says why the scheme would bring nothing, or cannot say."""

    others: tuple[OtherAmount, ...]
    why_none: Sentence | None = None

    @property
    def difference(self) -> Decimal:
        """Of all of them."""
        return total(row.difference for row in self.others)

    @property
    def difference_of_paid(self) -> Decimal:
        """Of those that are paid already: below zero where too much was."""
        return total(row.difference for row in self.others if row.is_paid)


def reassess(award: SubsidyAward, in_runs: Container[int]) -> Reassessment | None:
    """A standing award by the household and the lease as they are known now; None where no amount would be another.

    `in_runs` are the keys of the instalments that a run pays or has paid. What was taken over is not reckoned here.
    """
    version = award.scheme_version
    case = case_of(award.lease, version.key, award.decided_on)
    if award.status not in STANDING or award.is_taken_over or case == award.case:
        return None
    now = reckon_by_scheme(version, case)
    decided = {_slot(row): row for row in award.instalments}
    others = []
    for slot in sorted({*decided, *now.amounts}, key=_place):
        row, due = decided.get(slot), now.amounts.get(slot, ZERO)
        before = row.amount if row else ZERO
        if before != due:
            others.append(OtherAmount(*slot, before, due, is_paid=row is not None and row.id in in_runs))
    return Reassessment(tuple(others), now.why_none) if others or now.why_none else None


def _place(slot: Slot) -> tuple[date, int]:
    kind, month = slot
    return month, list(Kind).index(kind)


def _slot(row: Instalment) -> Slot:
    return Kind(row.kind), row.month
