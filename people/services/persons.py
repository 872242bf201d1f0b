"""Persons: what is written down about somebody, wherever they live."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.dates import DAY, day_of
from core.errors import Forbidden, NotFound, Refused
from core.events import publish
from core.text import N_, Sentence
from people.events import MemberCorrected
from people.joining import Joining
from people.models import Household, HouseholdMember, Person, PersonLanguage, ProtectionStatus, Sex
from people.services.deduplication import request_deduplication
from people.services.generations import refuse_out_of_order

LED = Sentence(N_("Another record of this person leads: change that one."))
_ELSEWHERE = Sentence(N_("This person is served by another centre."))


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What is written down about a person; what nobody asked is None."""

    name: str
    born_on: date
    latin_name: str | None = None
    sex: Sex | None = None
    nationality: str | None = None  # ISO 3166-1 alpha-2
    languages: tuple[str, ...] = ()  # ISO 639 codes
    interpreter_language: str | None = None
    protection_status: ProtectionStatus | None = None


def new_person(details: PersonDetails, *, at: datetime) -> Person:
    """A person who is not known yet; whoever takes the person in adds the row."""
    person = Person(created_at=at)
    _write(person, details, day_of(at))
    return person


def change_person(session: Session, person: Person, details: PersonDetails, *, actor: User, at: datetime) -> None:
    """Correct what is written down. Nobody was born after joining a household, nor in the future.

    Who was born into a household belongs to it from the right day on.
    """
    memberships, was_born_on = memberships_of(session, person), person.born_on
    for member in memberships:
        is_born_here = member.joined_by is Joining.BIRTH
        last = member.left_on and member.left_on - DAY if is_born_here else member.joined_on
        if last is not None and details.born_on > last:
            raise Refused(Sentence(N_("Nobody can join before the day of birth")), field="born_on")
    _write(person, details, day_of(at))
    session.flush()
    if person.born_on != was_born_on:
        for member in memberships:
            changed_on = member.joined_on
            if member.joined_by is Joining.BIRTH:
                member.joined_on, changed_on = person.born_on, min(person.born_on, was_born_on)
            refuse_out_of_order(member)
            publish(session, MemberCorrected(member.household_id, member.id, changed_on))
    record(session, "change-person", person, actor=actor)
    request_deduplication(session, at=at)


def get_person(session: Session, person_id: int, actor: User) -> Person:
    """The person, to read: for those who serve a household that the person belongs or belonged to.

    Of a record that was merged into another, that one decides.
    """
    person = _find_person(session, person_id)
    if not any(actor.sees_centre(member.household.centre_id) for member in memberships_of(session, person.leading)):
        raise Forbidden(_ELSEWHERE)
    return person


def get_person_to_change(session: Session, person_id: int, actor: User, on: date) -> Person:
    """The person, for those who serve the household where the person lives now."""
    person = _find_person(session, person_id)
    if person.same_as_id is not None:
        raise Refused(LED)
    if not actor.sees_centre(home_of(session, person, on).centre_id):
        raise Forbidden(_ELSEWHERE)
    return person


def home_of(session: Session, person: Person, on: date) -> Household:
    """The household where the person lives on a day; of who lives nowhere then, the latest."""
    memberships = memberships_of(session, person.leading)
    return next((member for member in memberships if on in member.period), memberships[0]).household


def memberships_of(session: Session, person: Person) -> list[HouseholdMember]:
    """Where the person has lived, the latest first."""
    query = (
        select(HouseholdMember)
        .options(joinedload(HouseholdMember.household).joinedload(Household.centre))
        .where(HouseholdMember.person_id == person.id)
    )
    latest_first = (HouseholdMember.joined_on.desc().nulls_last(), HouseholdMember.id.desc())
    return list(session.scalars(query.order_by(*latest_first)))


def languages_of(people: Iterable[Person]) -> dict[str, list[Person]]:
    """By language who of these people speaks it, those that most speak first."""
    found: dict[str, list[Person]] = {}
    for person in sorted(people, key=lambda person: person.id):
        for language in person.language_codes:
            found.setdefault(language, []).append(person)
    return dict(sorted(found.items(), key=lambda told: (-len(told[1]), told[0])))


def _find_person(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(Sentence(N_("There is no such person.")))
    return person


def _write(person: Person, details: PersonDetails, on: date) -> None:
    if details.born_on > on:
        raise Refused(Sentence(N_("A birth date cannot lie in the future")), field="born_on")
    person.name = details.name
    person.latin_name = details.latin_name
    person.born_on = details.born_on
    person.sex = details.sex
    person.nationality = details.nationality
    person.protection_status = details.protection_status
    person.interpreter_language = details.interpreter_language
    kept = {spoken.language: spoken for spoken in person.languages}
    person.languages = [kept.get(code) or PersonLanguage(language=code) for code in details.languages]
