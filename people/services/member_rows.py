"""One row of a file goes to a member of a household: somebody new is written down, of others only what was missing."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.dates import DAY
from core.importing.findings import Fault
from core.text import N_, Sentence
from people.identifiers import IdentifierKind
from people.importing.member import MemberRow
from people.models import (
    ContactKind,
    Household,
    HouseholdMember,
    Identifier,
    PersonLanguage,
    ProtectionStatus,
    Relation,
    Sex,
)
from people.services.contacts import ContactDetails, new_contact
from people.services.identifiers import IdentifierDetails, new_identifier
from people.services.known_households import KnownHouseholds
from people.services.members import Membership, take_in
from people.services.persons import PersonDetails

STAYS = Sentence(N_("Here it says otherwise, and stays so: a file adds what is missing and changes nothing."))
ANOTHER_NUMBER = Sentence(
    N_("Another number is written down for this person. A file never changes it: look at the person's page.")
)
_NUMBERS = tuple(kind for kind in IdentifierKind if kind is not IdentifierKind.IBAN)
_ONLY_ONE = (IdentifierKind.AFM, IdentifierKind.AMKA)  # which nobody gets anew
_ADDED = ("latin_name", "sex", "nationality", "interpreter_language", "protection_status")
_OF_PERSON = (*_ADDED, "born_on")
_OF_MEMBER = ("relation", "joined_on", "left_on")


def new_member(session: Session, household: Household, row: MemberRow, *, at: datetime) -> HouseholdMember:
    """Somebody who is not known yet. Raises Refused where a day makes no sense."""
    details = PersonDetails(
        name=row.name,
        born_on=row.born_on,
        latin_name=row.latin_name,
        sex=Sex(row.sex) if row.sex else None,
        nationality=row.nationality,
        languages=row.languages,
        interpreter_language=row.interpreter_language,
        protection_status=ProtectionStatus(row.protection_status) if row.protection_status else None,
    )
    relation = Relation(row.relation) if row.relation else None
    return take_in(session, household, details, Membership(relation, row.joined_on, row.left_on), at=at)


def add_missing(
    session: Session, member: HouseholdMember, row: MemberRow, known: KnownHouseholds, *, at: datetime
) -> bool:
    """Write down what the row says and nobody knew; and say whether there was any of it."""
    person, added = member.person, False
    for name in _ADDED:
        if (said := getattr(row, name)) is not None and getattr(person, name) is None:
            setattr(person, name, said)
            added = True
    if row.languages and not person.languages:
        person.languages = [PersonLanguage(language=code) for code in row.languages]
        added = True
    if row.relation and member.relation is None:
        member.relation, added = Relation(row.relation), True
    added |= _add_numbers(session, member, row, known, at=at)
    return _add_contacts(session, member, row, known, at=at) or added


def contradictions(member: HouseholdMember, row: MemberRow, known: KnownHouseholds) -> Iterator[Fault]:
    """Numbers that a person gets once, and which are others here."""
    for kind in _ONLY_ONE:
        here = {number.value for number in known.identifiers[member.person_id] if number.kind is kind}
        if (said := getattr(row, kind)) and here and said not in here:
            yield Fault(row.row, kind, "another-number", ANOTHER_NUMBER)


def differences(member: HouseholdMember, row: MemberRow, known: KnownHouseholds) -> Iterator[Fault]:
    """What the row says otherwise than it is here. When somebody lives with whom is never taken from a file."""
    for name in (*_OF_PERSON, *_OF_MEMBER):
        said = getattr(row, name)
        here = getattr(member if name in _OF_MEMBER else member.person, name)
        may_be_added = here is None and name not in ("joined_on", "left_on")
        if said is not None and not may_be_added and said != here:
            yield Fault(row.row, name, "stays-as-here", STAYS)
    permit = _permit_of(member, row, known)
    if permit is not None and row.permit_until and permit.last_day not in (None, row.permit_until):
        yield Fault(row.row, "permit_until", "stays-as-here", STAYS)


def _permit_of(member: HouseholdMember, row: MemberRow, known: KnownHouseholds) -> Identifier | None:
    numbers = known.identifiers[member.person_id]
    return next((n for n in numbers if n.kind is IdentifierKind.PERMIT and n.value == row.permit), None)


def _add_numbers(
    session: Session, member: HouseholdMember, row: MemberRow, known: KnownHouseholds, *, at: datetime
) -> bool:
    numbers, added = known.identifiers[member.person_id], False
    permit = _permit_of(member, row, known)
    if permit is not None and row.permit_until and _has_no_end(permit, row.permit_until):
        permit.valid_until, added = row.permit_until + DAY, True
    for kind in _NUMBERS:
        said = getattr(row, kind)
        if not said or any(number.kind is kind and number.value == said for number in numbers):
            continue
        numbers.append(new_identifier(session, member.person, _details(kind, said, row), at=at))
        added = True
    return added


def _has_no_end(permit: Identifier, last_day: date) -> bool:
    """Whether nobody has said until when it is valid, nor seen the paper, and this may be its last day."""
    is_open = permit.valid_until is None and permit.checked_on is None
    return is_open and (permit.valid_from is None or permit.valid_from <= last_day)


def _details(kind: IdentifierKind, value: str, row: MemberRow) -> IdentifierDetails:
    if kind is not IdentifierKind.PERMIT:
        return IdentifierDetails(kind, value)
    return IdentifierDetails(kind, value, row.permit_from, row.permit_until + DAY if row.permit_until else None)


def _add_contacts(
    session: Session, member: HouseholdMember, row: MemberRow, known: KnownHouseholds, *, at: datetime
) -> bool:
    """A telephone that stands in every row of a family is the first one's."""
    added = False
    for kind, value in ((ContactKind.PHONE, row.phone), (ContactKind.EMAIL, row.email)):
        if value and (member.household_id, value) not in known.contacts:
            language = member.household.language
            new_contact(session, member.person, ContactDetails(kind, value, language=language), at=at)
            known.contacts.add((member.household_id, value))
            added = True
    return added
