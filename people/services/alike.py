"""Who is written down already and may be somebody whom an officer has just typed: asked before a second row is made.

By name in any script, day of birth and telephone (`people.matching`), among the households of the centres that the
officer serves. Whom others serve is not told.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.sealed import matches
from people.matching import PersonFacts, Sign, compare
from people.models import Contact, Household, HouseholdMember, Person
from people.services.born_near import are_born_near
from people.services.persons import PersonDetails


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody of the latest household that the officer sees, who may be whom this name was typed for."""

    typed: str
    person: Person
    household: Household
    signs: tuple[Sign, ...]


def people_like(
    session: Session, typed: Sequence[PersonDetails], actor: User, *, phone: str | None = None
) -> list[Alike]:
    """Whom these may be, in their order, the likeliest first. `phone` (E.164) is that of all of them."""
    reached = _reached_by(session, phone) if phone else set()
    known = list(_born_near(session, {details.born_on for details in typed}, actor))
    return [alike for details in typed for alike in _like(details, phone, known, reached)]


def _like(
    details: PersonDetails,
    phone: str | None,
    known: Iterable[tuple[Person, Household]],
    reached: set[Person | Household],
) -> list[Alike]:
    said = PersonFacts(0, details.name, phone, born_on=details.born_on, also=details.latin_name)
    found = []
    for person, household in known:
        number = None if reached.isdisjoint((person, household)) else phone
        facts = PersonFacts(person.id, person.name, number, born_on=person.born_on, also=person.latin_name)
        if (likeness := compare(said, facts)).is_same:
            found.append((likeness.score, Alike(details.name, person, household, likeness.signs)))
    return [alike for _, alike in sorted(found, key=lambda each: (-each[0], each[1].person.id))]


def _born_near(session: Session, days: Collection[date], actor: User) -> Iterator[tuple[Person, Household]]:
    """Everybody once, with the household joined last."""
    query = (
        select(Person, Household)
        .join(HouseholdMember, HouseholdMember.person_id == Person.id)
        .join(HouseholdMember.household)
        .where(actor.sees(Household.centre_id), or_(*are_born_near(days)))
        .order_by(Person.id, HouseholdMember.joined_on.desc().nulls_last(), HouseholdMember.id.desc())
    )
    last = None
    for person, household in session.execute(query):
        if person is not last:
            yield person, household
        last = person


def _reached_by(session: Session, phone: str) -> set[Person | Household]:
    contacts = session.scalars(select(Contact).where(matches(Contact.value_index, phone)))
    return {owner for contact in contacts if (owner := contact.person or contact.household)}
