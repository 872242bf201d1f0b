"""People who are written down twice, and what hangs on them."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.structure import Centre
from people.identifiers import IdentifierKind
from people.models import (
    Consent,
    Contact,
    ContactKind,
    HouseholdMember,
    Identifier,
    Income,
    IncomeKind,
    Per,
    Person,
    PersonPair,
    Purpose,
)
from people.services.consents import ConsentDetails, give_consent
from people.services.incomes import IncomeDetails, add_income
from people.services.merged_people import merge_people
from people.services.suspected_people import look_for_same_people
from tests.support import rows

AFM, OTHER_AFM, PERMIT = "123456783", "094429812", "AB 123456"
MOVED_ON = date(2025, 3, 1)


def alone(session: Session, centre: Centre, name: str, born: str = "1990-02-14") -> HouseholdMember:
    [member] = rows.add_household(session, centre, name, (born,)).members
    member.person.name = name
    session.flush()
    return member


def pair_of(session: Session) -> PersonPair:
    look_for_same_people(session, at=rows.NOW)
    return session.scalars(select(PersonPair)).one()


def merge(session: Session, user: User, leads: int = 0) -> tuple[Person, Person]:
    """The record that leads, and the other."""
    pair = pair_of(session)
    kept, merged = (pair.one, pair.other) if leads == 0 else (pair.other, pair.one)
    merge_people(session, pair, kept, actor=user, at=rows.NOW)
    return kept, merged


def number(
    session: Session, person: Person, value: str, kind: IdentifierKind = IdentifierKind.AFM, **more
) -> Identifier:
    paper = Identifier(person=person, kind=kind, value=value, created_at=rows.NOW, **more)
    session.add(paper)
    session.flush()
    return paper


def phone(session: Session, person: Person, value: str, **more) -> Contact:
    contact = Contact(person=person, kind=ContactKind.PHONE, value=value, created_at=rows.NOW, **more)
    session.add(contact)
    session.flush()
    return contact


def agree(session: Session, person: Person, user: User, on: date = date(2026, 1, 1)) -> Consent:
    return give_consent(session, person, ConsentDetails(Purpose.MESSAGES, "1", "el", on), actor=user, at=rows.NOW)


def earn(session: Session, person: Person, user: User, amount: str = "780.00") -> Income:
    details = IncomeDetails(kind=IncomeKind.WORK, amount=Decimal(amount), per=Per.MONTH, starts_on=date(2026, 1, 1))
    return add_income(session, person, details, actor=user, at=rows.NOW)


def hangs_on(session: Session, person: Person) -> dict[str, int]:
    kinds = (HouseholdMember, Identifier, Contact, Consent, Income)
    session.expire_all()
    return {
        kind.__tablename__: len(session.scalars(select(kind).where(kind.person_id == person.id)).all())
        for kind in kinds
    }
