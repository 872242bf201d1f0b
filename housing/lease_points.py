"""What a lease still lacks, and who must act. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.text import N_, Sentence
from housing.tenancy import acceptance_due_on, declaration_due_on


class Party(StrEnum):
    """Who must act."""

    LANDLORD = "landlord"
    HOUSEHOLD = "household"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class LeaseFacts:
    """What the points rest on."""

    starts_on: date
    declared_on: date | None
    accepted_on: date | None
    landlord_has_afm: bool
    landlord_has_account: bool
    household_has_account: bool


@dataclass(frozen=True, slots=True)
class LeasePoint:
    """One thing that is missing; `due_on` is the last day for it, if the law sets one."""

    party: Party
    sentence: Sentence
    due_on: date | None = None

    def is_late(self, on: date) -> bool:
        return self.due_on is not None and self.due_on < on


def open_points(facts: LeaseFacts) -> tuple[LeasePoint, ...]:
    """Everything that is missing, the steps with a last day first."""
    return (*_declaration(facts), *_accounts(facts))


def _declaration(facts: LeaseFacts) -> Iterator[LeasePoint]:
    if facts.declared_on is None:
        sentence = Sentence(N_("Declare the lease to AADE and tell us the number of the declaration."))
        yield LeasePoint(Party.LANDLORD, sentence, declaration_due_on(facts.starts_on))
    elif facts.accepted_on is None:
        sentence = Sentence(N_("Accept the declaration in myAADE."))
        yield LeasePoint(Party.HOUSEHOLD, sentence, acceptance_due_on(facts.declared_on))


def _accounts(facts: LeaseFacts) -> Iterator[LeasePoint]:
    if not facts.landlord_has_afm:
        yield LeasePoint(Party.LANDLORD, Sentence(N_("Give the tax number (AFM).")))
    if not facts.landlord_has_account:
        # law 5222/2025, art. 210: rent is paid through a bank only
        sentence = Sentence(N_("Give the IBAN of an account in the landlord's own name: rent is paid by bank only."))
        yield LeasePoint(Party.LANDLORD, sentence)
    if not facts.household_has_account:
        yield LeasePoint(Party.HOUSEHOLD, Sentence(N_("Give the bank account to which the subsidy is to be paid.")))
