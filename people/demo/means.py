"""What families of the demonstration live on, and what else pays towards their rent; invented."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import add_months, first_of_month
from people.models import Household, IncomeKind, Per, SupportKind
from people.services.incomes import IncomeDetails, add_income
from people.services.supports import SupportDetails, add_support, correct_support


def create_means(session: Session, household: Household, actor: User, on: date, at: datetime) -> None:
    """Wages and a child benefit; of a rent refund one has learned the right sum."""
    begins = add_months(first_of_month(on), -3)
    head = next(member.person for member in household.members if member.age_on(on) >= 18)
    wages = IncomeDetails(
        kind=IncomeKind.WORK, amount=Decimal("780.00"), per=Per.MONTH, starts_on=begins, note="Συσκευαστήριο",
        paper="Εκκαθαριστικό μισθοδοσίας",
    )  # fmt: skip
    child = IncomeDetails(kind=IncomeKind.CHILD_BENEFIT, amount=Decimal("70.00"), per=Per.MONTH, starts_on=begins)
    for income in (wages, child):
        add_income(session, head, income, actor=actor, at=at)
    told = SupportDetails(kind=SupportKind.RENT_REFUND, amount=Decimal("400.00"), per=Per.YEAR, starts_on=begins)
    support = add_support(session, household, told, actor=actor, at=at)
    right = SupportDetails(
        kind=SupportKind.RENT_REFUND, amount=Decimal("420.00"), per=Per.YEAR, starts_on=begins, paper="Ειδοποίηση ΑΑΔΕ"
    )
    correct_support(session, support, right, actor=actor, at=at)
