"""A family that is written down twice, and what hangs on it."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from core.structure import Centre
from people.models import Contact, ContactKind, Household, HouseholdNumber, Per, SupportKind
from people.services.log import NextStepDetails, add_task
from people.services.merged_households import WhoIsWho
from people.services.supports import SupportDetails, add_support
from tests.people.twice import AFM, OTHER_AFM, number
from tests.support import rows
from tests.support.rows import NOW, TODAY

DAY = timedelta(days=1)


def a_family(session: Session, centre: Centre, name: str, people: dict[str, str], user: User) -> Household:
    household = rows.add_household(session, centre, name, tuple(people.values()))
    for member, its in zip(household.members, people, strict=True):
        member.person.name = its
    household.officer = user
    session.flush()
    return household


def family_of(kept: Household, other: Household) -> WhoIsWho:
    mother, son, daughter = (member.person_id for member in other.members)
    own_mother, own_son = (member.person_id for member in kept.members[:2])
    return WhoIsWho({mother: own_mother, son: own_son}, frozenset({daughter}))


def hang_much_on(session: Session, household: Household, user: User) -> None:
    session.add(
        Contact(household=household, kind=ContactKind.PHONE, value="+306912345678", is_preferred=True, created_at=NOW)
    )
    session.add(HouseholdNumber(household=household, source="register", value="17", created_at=NOW))
    add_task(session, household, NextStepDetails("Ask for the permit", user.id, TODAY + DAY), actor=user, at=NOW)
    support = SupportDetails(kind=SupportKind.AGENCY, amount=Decimal("80.00"), per=Per.MONTH, starts_on=TODAY)
    add_support(session, household, support, actor=user, at=NOW)
    session.flush()


def other_tax_numbers(session: Session, families, user: User) -> str:
    for household, value in zip(families, (AFM, OTHER_AFM), strict=True):
        number(session, household.members[0].person, value)
    return "different tax numbers"
