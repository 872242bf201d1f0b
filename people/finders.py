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
from core.sealed import matches
from core.search import Finder, Hit
from core.text import N_, Sentence
from people.identifiers import check_phone
from people.models import Household, HouseholdMember, Person


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
            Sentence(N_("a person by the name, in any script")),
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
    with suppress(Refused):
        return [matches(Household.phone_index, check_phone(typed))]
    return []


def _persons(session: Session, user: User, typed: str, limit: int) -> list[Hit]:
    query = (
        select(HouseholdMember)
        .join(HouseholdMember.person)
        .join(HouseholdMember.household)
        .options(joinedload(HouseholdMember.household))
        .where(user.sees(Household.centre_id), fits(typed, Person.search_key))
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
