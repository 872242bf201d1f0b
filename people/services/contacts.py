"""By what people, households and enterprises are reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.emails import check_email
from core.errors import Forbidden, NotFound
from core.phones import check_phone
from core.text import N_, Sentence
from people.models import Contact, ContactKind, Enterprise, Household, Person
from people.services.deduplication import request_deduplication
from people.services.persons import home_of

Owner = Person | Household | Enterprise


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """What is written down about a number or an address."""

    kind: ContactKind
    value: str
    note: str | None = None
    language: str | None = None  # ISO 639 code
    is_preferred: bool = False


def add_contact(session: Session, owner: Owner, details: ContactDetails, *, actor: User, at: datetime) -> Contact:
    """One more way to reach somebody."""
    contact = new_contact(session, owner, details, at=at)
    record(session, "add-contact", contact, actor=actor)
    request_deduplication(session, at=at)
    return contact


def new_contact(session: Session, owner: Owner, details: ContactDetails, *, at: datetime) -> Contact:
    """The same as a part of whatever step it belongs to."""
    contact = Contact(created_at=at, **{type(owner).__name__.lower(): owner})
    _write(session, contact, details)
    session.add(contact)
    return contact


def change_contact(session: Session, contact: Contact, details: ContactDetails, *, actor: User, at: datetime) -> None:
    """Correct a number or an address."""
    _write(session, contact, details)
    record(session, "change-contact", contact, actor=actor)
    request_deduplication(session, at=at)


def remove_contact(session: Session, contact: Contact, *, actor: User) -> None:
    """Nobody is reached there any more."""
    owner = contact.owner
    session.delete(contact)
    record(session, "remove-contact", owner, actor=actor)


def get_contact(session: Session, contact_id: int, actor: User, on: date) -> Contact:
    """The contact, to change: for those who serve its owner now."""
    contact = session.get(Contact, contact_id)
    if contact is None:
        raise NotFound(Sentence(N_("There is no such contact.")))
    owner = contact.owner
    served = home_of(session, owner, on) if isinstance(owner, Person) else owner
    if not actor.sees_centre(served.centre_id):
        raise Forbidden(Sentence(N_("This contact belongs to another centre.")))
    return contact


def contacts_of(session: Session, owner: Owner) -> Sequence[Contact]:
    """By what the owner is reached, what is preferred first; of a household also its people's."""
    of_owner: ColumnElement[bool]
    match owner:
        case Household():
            people = [member.person_id for member in owner.members if member.left_on is None]
            of_owner = (Contact.household_id == owner.id) | Contact.person_id.in_(people)
        case Person():
            of_owner = Contact.person_id == owner.id
        case Enterprise():
            of_owner = Contact.enterprise_id == owner.id
    query = select(Contact).options(joinedload(Contact.person)).where(of_owner)
    return session.scalars(query.order_by(Contact.is_preferred.desc(), Contact.kind, Contact.id)).all()


def phone_of(session: Session, household: Household) -> str | None:
    """The telephone to try first, the household's own or one of its people's."""
    phones = (contact for contact in contacts_of(session, household) if contact.kind is ContactKind.PHONE)
    return next((contact.value for contact in phones), None)


def check_contact(kind: ContactKind, value: str) -> str:
    """The value as it is stored. Raises Refused for the field `value`."""
    match kind:
        case ContactKind.PHONE:
            return check_phone(value, field="value")
        case ContactKind.EMAIL:
            return check_email(value, field="value")
        case ContactKind.ADDRESS:
            return value


def _write(session: Session, contact: Contact, details: ContactDetails) -> None:
    contact.kind, contact.value = details.kind, check_contact(details.kind, details.value)
    contact.note, contact.language = details.note, details.language
    contact.is_preferred = details.is_preferred
    if details.is_preferred and contact.owner.id is not None:
        for other in _own(session, contact.owner):
            other.is_preferred = other is contact


def _own(session: Session, owner: Owner) -> Sequence[Contact]:
    """Those of the owner itself, without those of a household's people."""
    column = {Person: Contact.person_id, Household: Contact.household_id, Enterprise: Contact.enterprise_id}[
        type(owner)
    ]
    return session.scalars(select(Contact).where(column == owner.id)).all()
