"""The households that the rows of a file name, as they are here, with which row is about which of their members."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.db import in_parts
from core.importing.words import fold, source_key
from core.sealed import matches
from people.importing.member import MemberRow, by_household
from people.importing.whole import ONE_PERSONS
from people.matching import PersonFacts, compare
from people.models import Contact, Household, HouseholdMember, HouseholdNumber, Identifier
from people.services.numbered import households_by_reference

_WHOLE = (joinedload(Household.centre), selectinload(Household.members))


class KnownHouseholds:
    """What is known of the households of these rows. Members without a row of their own are left alone."""

    def __init__(self, session: Session, source: str, rows: Sequence[MemberRow]) -> None:
        self._session = session
        self._by_number = dict(self._numbered(source_key(source), {row.number for row in rows}))
        self._by_reference = households_by_reference(session, (row.reference for row in rows if row.reference))
        found = {household.id: household for household in (*self._by_number.values(), *self._by_reference.values())}
        people = [member.person_id for household in found.values() for member in household.members]
        self.identifiers = self._of_persons(people)
        self.contacts = set(self._contacts(found.values()))
        self._members: dict[int, HouseholdMember] = {}
        for members in by_household(rows).values():
            if (household := self.household_of(members)) is not None:
                self._members |= dict(self._pairs(household, members))

    def numbered(self, number: str) -> Household | None:
        """The household that has this number at the source."""
        return self._by_number.get(number)

    def referred(self, reference: str | None) -> Household | None:
        """The household with this number here, whoever serves it."""
        return self._by_reference.get(reference or "")

    def household_of(self, rows: Sequence[MemberRow]) -> Household | None:
        """The household of these rows, which have one number."""
        return self.numbered(rows[0].number) or self.referred(
            next((row.reference for row in rows if row.reference), None)
        )

    def member_of(self, row: MemberRow) -> HouseholdMember | None:
        """Whom the row is about; None for somebody who is new to the household."""
        return self._members.get(row.row)

    def has_number(self, row: MemberRow, kind: str) -> bool:
        """Whether this number of the row is written down for whom the row is about."""
        member = self.member_of(row)
        numbers = self.identifiers[member.person_id] if member else ()
        return any(number.kind == kind and number.value == getattr(row, kind) for number in numbers)

    def _numbered(self, source: str, numbers: Iterable[str]) -> Iterator[tuple[str, Household]]:
        for part in in_parts(numbers):
            query = select(HouseholdNumber).where(
                HouseholdNumber.source == source, matches(HouseholdNumber.value_index, *part)
            )
            query = query.options(joinedload(HouseholdNumber.household).options(*_WHOLE))
            yield from ((known.value, known.household) for known in self._session.scalars(query))

    def _of_persons(self, people: Sequence[int]) -> defaultdict[int, list[Identifier]]:
        found: defaultdict[int, list[Identifier]] = defaultdict(list)
        for part in in_parts(people):
            query = select(Identifier).where(Identifier.person_id.in_(part)).order_by(Identifier.id)
            for identifier in self._session.scalars(query):
                found[identifier.person_id].append(identifier)
        return found

    def _contacts(self, households: Iterable[Household]) -> Iterator[tuple[int, str]]:
        """Household by household, all by which it and its people are reached."""
        known = {each.id: [member.person_id for member in each.members] for each in households}
        for part in in_parts(person_id for people in known.values() for person_id in people):
            query = select(HouseholdMember.household_id, Contact.value).join(
                Contact, Contact.person_id == HouseholdMember.person_id
            )
            found = self._session.execute(query.where(Contact.person_id.in_(part)))
            yield from ((household_id, value) for household_id, value in found)
        for part in in_parts(known):
            query = select(Household.id, Contact.value).join(Contact, Contact.household_id == Household.id)
            found = self._session.execute(query.where(Household.id.in_(part)))
            yield from ((household_id, value) for household_id, value in found)

    def _pairs(self, household: Household, rows: Sequence[MemberRow]) -> Iterator[tuple[int, HouseholdMember]]:
        """Each row with its member: first by a number or the very name, then of those who are left by a like name."""
        left, waiting = list(household.members), defaultdict[tuple[str, date], list[MemberRow]](list)
        for row in rows:
            waiting[fold(row.name), row.born_on].append(row)
        for is_one in (self._is_surely, _is_alike):
            for key, same in list(waiting.items()):
                member = next((member for member in left if any(is_one(row, member) for row in same)), None)
                if member is not None:
                    left.remove(member)
                    yield from ((row.row, member) for row in waiting.pop(key))

    def _is_surely(self, row: MemberRow, member: HouseholdMember) -> bool:
        own = {(identifier.kind, identifier.value) for identifier in self.identifiers[member.person_id]}
        has_number = any((kind, getattr(row, kind)) in own for kind in ONE_PERSONS)
        return has_number or (fold(row.name) == fold(member.name) and row.born_on == member.born_on)


def facts_of(member: HouseholdMember) -> PersonFacts:
    """By what a member is told from others."""
    return PersonFacts(member.person_id, member.name, born_on=member.born_on, also=member.person.latin_name)


def _is_alike(row: MemberRow, member: HouseholdMember) -> bool:
    """With names that are one in whatever letters, and days of birth that may be one."""
    said = PersonFacts(0, row.name, born_on=row.born_on, also=row.latin_name)
    return compare(said, facts_of(member)).is_same
