"""What the search box finds of people: households and the persons in them, of the centres that one serves."""

from contextlib import suppress

from flask import url_for
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.auth.models import User
from core.auth.permissions import Permission
from core.errors import Refused
from core.findable import fits, nearest
from core.i18n import language
from core.panels import Panels
from core.phones import check_phone
from core.sealed import matches
from core.search import Finder, Hit
from core.search_keys import as_reference
from core.text import N_, Sentence
from people.identifiers import IdentifierKind, check_identifier
from people.importing.member import number_key
from people.models import Contact, Household, HouseholdMember, HouseholdNumber, Identifier, Person


def register(panels: Panels) -> None:
    """Add the finders of people."""
    panels.finders += [
        Finder(
            Sentence(N_("Households")),
            Sentence(N_("a household by its name, its number (N-0001) here or in the list it came from, or its phone")),
            Permission.VIEW_HOUSEHOLDS,
            _households,
        ),
        Finder(
            Sentence(N_("Persons")),
            Sentence(N_("a person by the name, in any script, or by a number: AFM, AMKA, permit, passport, account")),
            Permission.VIEW_HOUSEHOLDS,
            _persons,
        ),
    ]


def _households(session: Session, user: User, typed: str, limit: int) -> list[Hit]:
    is_its_number = Household.reference == as_reference(typed)
    found = (
        select(Household.id, Household.search_key, Household.name, Household.reference)
        .where(user.sees(Household.centre_id))
        .where(or_(is_its_number, _is_at_source(typed), *_phone(typed), fits(typed, Household.search_key)))
        .order_by(is_its_number.desc(), Household.name, Household.id)
    )
    shown = select(Household).options(joinedload(Household.centre), selectinload(Household.members))
    return [_household(household, typed) for household in nearest(session, found, shown, typed, limit)]


def _household(household: Household, typed: str) -> Hit:
    return Hit(
        title=household.name,
        also=household.latin_name,
        number=household.reference,
        about=Sentence(N_("centre %(centre)s"), {"centre": household.centre.name(language())}),
        url=url_for("people.show_household", household_id=household.id),
        is_exact=household.reference == as_reference(typed),
    )


def _is_at_source(typed: str) -> ColumnElement[bool]:
    """Its number in the list that it came from."""
    number = matches(HouseholdNumber.value_index, number_key(typed))
    return Household.id.in_(select(HouseholdNumber.household_id).where(number))


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
    """The people with this number, of whatever kind it may be."""
    found: list[ColumnElement[bool]] = []
    for kind in IdentifierKind:
        with suppress(Refused):
            number = matches(Identifier.value_index, check_identifier(kind, typed))
            found.append(and_(Identifier.kind == kind, number))
    return [Person.id.in_(select(Identifier.person_id).where(or_(*found)))] if found else []


def _persons(session: Session, user: User, typed: str, limit: int) -> list[Hit]:
    """Also by the names and numbers of records that were merged into theirs."""
    lives = HouseholdMember.person_id.in_((Person.id, Person.same_as_id))
    found = (
        select(HouseholdMember.id, Person.search_key, Person.name, Person.latin_name)
        .join(Person, lives)
        .join(HouseholdMember.household)
        .where(user.sees(Household.centre_id), or_(*_number(typed), fits(typed, Person.search_key)))
        .order_by(Person.name, HouseholdMember.id)
    )
    shown = select(HouseholdMember).options(joinedload(HouseholdMember.household))
    return [_person(member) for member in nearest(session, found, shown, typed, limit)]


def _person(member: HouseholdMember) -> Hit:
    return Hit(
        title=member.name,
        also=member.person.latin_name if member.person.latin_name != member.name else None,
        number=member.household.reference,
        about=Sentence(N_("in household %(household)s"), {"household": member.household.name}),
        url=url_for("people.show_person", person_id=member.person_id),
    )
