"""What this package asks of those above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from core.text import Sentence


@dataclass(frozen=True, slots=True)
class NextStep:
    """Where a household stands on its way to a home, and what is to be done."""

    kind: str  # the shape of the status: todo, doing, waits, done
    status: Sentence
    what: Sentence

    @property
    def is_over(self) -> bool:
        """Whether the household has its home."""
        return self.kind == "done"


class NextSteps(Protocol):
    """Answers what happens next with households."""

    def next_steps(self, session: Session, household_ids: Sequence[int], on: date) -> Mapping[int, NextStep]:
        """The next step of each household, all found with a few queries."""
        ...
