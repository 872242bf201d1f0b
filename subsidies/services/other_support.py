"""What others pay towards the rent on days of an award: some of it blocks the award, the rest is shown beside it.

It never changes an amount: a quote does not know of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.errors import Refused
from core.text import N_, Sentence
from people.models import Household, RentSupport
from people.periods import OpenPeriod
from people.services.supports import blocking_kinds, supports_during
from people.words import PER_WORDS, SUPPORT_WORDS
from subsidies.models import SubsidyAward


@dataclass(frozen=True, slots=True)
class OtherSupport:
    """One support that was declared, and whether its kind keeps the household from an award."""

    support: RentSupport
    blocks: bool

    @property
    def sentence(self) -> Sentence:
        """Why it blocks."""
        text = N_(
            "%(kind)s (%(amount)s %(per)s, from %(first_day)s) is declared for days of this award:"
            " whoever gets it gets no award for them."
        )
        kind, per = SUPPORT_WORDS[self.support.kind], PER_WORDS[self.support.per]
        values = {"kind": kind, "amount": self.support.amount, "per": per, "first_day": self.support.starts_on}
        return Sentence(text, values)


def support_beside(session: Session, household: Household, starts_on: date, ends_on: date) -> Sequence[OtherSupport]:
    """What the household declared for days of an award; what blocks comes first."""
    declared = supports_during(session, household.id, OpenPeriod(starts_on, ends_on))
    blocking = blocking_kinds(session) if declared else frozenset()
    beside = (OtherSupport(support, support.kind in blocking) for support in declared)
    return sorted(beside, key=lambda other: not other.blocks)


def blocked_by(beside: Sequence[OtherSupport]) -> list[Sentence]:
    """What of it stands in the way of an award."""
    return [other.sentence for other in beside if other.blocks]


def refuse_blocked(session: Session, award: SubsidyAward) -> None:
    """Raise Refused when something was declared meanwhile that the award may not stand beside."""
    for sentence in blocked_by(support_beside(session, award.lease.household, award.starts_on, award.ends_on)):
        raise Refused(sentence)
