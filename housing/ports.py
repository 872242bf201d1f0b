"""What housing asks of the packages above it, in plain values. `app.py` introduces who answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """One person of a household. Present from `joined_on` (None: from the start) up to the day before `left_on`."""

    born_on: date
    joined_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class HouseholdFacts:
    """What a subsidy depends on, as far as the household itself goes."""

    members: tuple[MemberFacts, ...]
    single_parent: bool = False


@dataclass(frozen=True, slots=True)
class SubsidyEstimate:
    """What a scheme would pay towards one rent, were a lease signed on the day that was asked for."""

    scheme_key: str
    scheme_names: Mapping[str, str]  # by language: el, en
    monthly_subsidy: Decimal
    household_pays: Decimal  # of the rent; common charges are its own as well
    lease_until: date  # first day on which the lease need not run any more


class SubsidyEstimates(Protocol):
    """Answers what the programme would pay towards rents."""

    def estimate(
        self, session: Session, facts: HouseholdFacts, rents: Sequence[Decimal], on: date
    ) -> Mapping[Decimal, SubsidyEstimate]:
        """The estimate for each rent; a rent that no scheme can answer for is left out."""
        ...

    def estimate_each(
        self, session: Session, households: Sequence[HouseholdFacts], rent: Decimal, on: date
    ) -> Sequence[SubsidyEstimate | None]:
        """The estimate of one rent for each of the households, in their order; None where no scheme can answer."""
        ...

    def estimate_all(
        self, session: Session, households: Sequence[HouseholdFacts], rents: Sequence[Decimal], on: date
    ) -> Sequence[Mapping[Decimal, SubsidyEstimate]]:
        """The estimate of each rent for each of the households, in their order; those for whom a scheme answers the
        same have the same mapping.
        """
        ...
