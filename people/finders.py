"""What the search box finds of people: households and the persons in them, of the centres that one serves."""

from contextlib import suppress

from flask import url_for
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.auth.permissions import Permission
from core.errors import Refused
from core.findable import fits
from core.i18n import language
from core.panels import Panels
from core.phones import check_phone
from core.sealed import matches
from core.search import Finder, Hit
from core.text import N_, Sentence
from people.identifiers import IdentifierKind, check_identifier
from people.models import Contact, Household, HouseholdMember, Identifier, Person


def register(panels: Panels) -> None:
    """Add the finders of people."""
    panels.finders += [
        Finder(
            Sentence(N_("Households")),
            Sentence(N_("a household by its name, its number (N-0001) or its phone")),
            Permission.VIEW_HOUSEHOLDS,
            _households,
        ),
        Finder(
            Sentence(N_("Persons")),
            Sentence(N_("a person by the name, in any script, by AFM or AMKA")),
            Permission.VIEW_HOUSEHOLDS,
            _persons,
        ),
    ]


def _households(session: Session, user: User, typed: str, limit: int) -> list[Hit]:
    is_its_number = Household.reference == typed.upper()
    query = (
        select(Household)
        .options(joinedload(Household.centre))
        .where(user.sees(Household.centre_id), or_(is_its_number, *_phone(typed), fits(typed, Household.search_key)))
        .order_by(is_its_number.desc(), Household.name, Household.id)
    )
    return [_household(household, typed) for household in session.scalars(query.limit(limit))]


def _household(household: Household, typed: str) -> Hit:
    return Hit(
        title=household.name,
        about=Sentence(
            N_("%(number)s, centre %(centre)s"),
            {"number": household.reference, "centre": household.centre.name(language())},
        ),
        url=url_for("people.show_household", household_id=household.id),
        is_exact=household.reference == typed.upper(),
    )


def _phone(typed: str) -> list[ColumnElement[bool]]:
    """The household's own telephone, or one of its people's."""
    with suppress(Refused):
        phone = matches(Contact.value_index, check_phone(typed))
        own = select(Contact.household_id).where(phone, Contact.household_id.is_not(None))
        of_people = (
            select(HouseholdMember.household_id)
            .join(Contact, Contact.person_id == HouseholdMember.person_id)
            .where(phone, HouseholdMember.left_on.is_(None))
        )
        return [Household.id.in_(own.union(of_people))]
    return []


def _number(typed: str) -> list[ColumnElement[bool]]:
    """Somebody's AFM or AMKA."""
    found: list[ColumnElement[bool]] = []
    for kind in (IdentifierKind.AFM, IdentifierKind.AMKA):
        with suppress(Refused):
            number = matches(Identifier.value_index, check_identifier(kind, typed))
            found.append(Person.id.in_(select(Identifier.person_id).where(number, Identifier.kind == kind)))
    return found


def _persons(session: Session, user: User, typed: str, limit: int) -> list[Hit]:
    query = (
        select(HouseholdMember)
        .join(HouseholdMember.person)
        .join(HouseholdMember.household)
        .options(joinedload(HouseholdMember.household))
        .where(user.sees(Household.centre_id), or_(*_number(typed), fits(typed, Person.search_key)))
        .order_by(Person.name, HouseholdMember.id)
    )
    return [_person(member) for member in session.scalars(query.limit(limit))]


def _person(member: HouseholdMember) -> Hit:
    household = {"number": member.household.reference, "household": member.household.name}
    return Hit(
        title=member.name,
        about=Sentence(N_("in %(household)s, %(number)s"), household),
        url=url_for("people.show_person", person_id=member.person_id),
    )
