"""What the people of a household live on: written down, put right by a new row, taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.errors import Refused
from core.text import N_, Sentence
from people.models import Income, IncomeKind, Person
from people.services import declared
from people.services.declared import DeclaredDetails
from people.services.persons import get_person_to_change


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeDetails(DeclaredDetails):
    """One income as it is told."""

    kind: IncomeKind


def add_income(session: Session, person: Person, details: IncomeDetails, *, actor: User, at: datetime) -> Income:
    """One more income of the person."""
    _check(details)
    income = Income(person=person)
    declared.write(income, details, actor=actor, at=at)
    session.add(income)
    record(session, "add-income", income, actor=actor)
    return income


def correct_income(session: Session, income: Income, details: IncomeDetails, *, actor: User, at: datetime) -> Income:
    """A row that says it right takes the place of this one, which is kept. Nothing happens where both say the same."""
    if declared.says(income, details):
        return income
    _check(details)
    declared.supersede(session, income, actor=actor, at=at)
    corrected = Income(person=income.person, replaces_id=income.id)
    declared.write(corrected, details, actor=actor, at=at)
    session.add(corrected)
    record(session, "correct-income", corrected, actor=actor)
    return corrected


def take_income_back(session: Session, income: Income, *, actor: User, at: datetime) -> None:
    """It should never have been written down."""
    declared.supersede(session, income, actor=actor, at=at)
    record(session, "take-income-back", income, actor=actor)


def get_income(session: Session, income_id: int, actor: User, on: date) -> Income:
    """The income, or what stands in its place: for those who serve its person now."""
    income = declared.find_standing(session, Income, income_id)
    get_person_to_change(session, income.person_id, actor, on)
    return income


def incomes_of(session: Session, person_ids: Iterable[int]) -> Sequence[Income]:
    """Every income of these people, those that were replaced too."""
    return declared.all_of(session, Income, Income.person_id.in_(list(person_ids)), joinedload(Income.person))


def _check(details: IncomeDetails) -> None:
    declared.check(details)
    if (details.kind is IncomeKind.NONE) != (details.amount == 0):
        raise Refused(Sentence(N_("Without income the amount is 0; with one it is more")), field="amount")
