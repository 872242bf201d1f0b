"""Who of those that are written down already may be somebody whom a row names."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.db import in_parts
from core.sealed import matches
from people.identifiers import IdentifierKind
from people.importing.member import MemberRow
from people.matching import PersonFacts, compare, person_keys
from people.models import Household, HouseholdMember, Identifier, Person
from people.services.born_near import are_born_near

# A case of the asylum service is a family's.
OWN = tuple(kind for kind in IdentifierKind if kind not in (IdentifierKind.CASE, IdentifierKind.IBAN))


@dataclass(frozen=True, slots=True)
class Known:
    """A person in a household; of another centre's only that there is one."""

    household_id: int
    is_own: bool
    name: str
    reference: str


class KnownPeople:
    """Those who share a number with one of these rows, anywhere; and at these centres, name and day of birth."""

    def __init__(self, session: Session, centre_ids: Sequence[int], rows: Sequence[MemberRow]) -> None:
        self._session = session
        self._centre_ids = centre_ids
        self._by_number = self._read_numbers(rows)
        self._by_key: defaultdict[Hashable, list[tuple[PersonFacts, Known]]] = defaultdict(list)
        for facts, known in self._read_people({row.born_on for row in rows}):
            for key in person_keys(facts):
                self._by_key[key].append((facts, known))

    def with_number(self, row: MemberRow) -> Iterator[tuple[IdentifierKind, Known]]:
        """Who has one of its numbers."""
        for kind in OWN:
            for known in self._by_number.get((kind, getattr(row, kind) or ""), ()):
                yield kind, known

    def like(self, row: MemberRow) -> list[Known]:
        """Who may be the same by name and day of birth, the likeliest first."""
        said = PersonFacts(0, row.name, born_on=row.born_on, also=row.latin_name)
        found: dict[Known, int] = {}
        for facts, known in dict.fromkeys(pair for key in person_keys(said) for pair in self._by_key.get(key, ())):
            likeness = compare(said, facts)
            if likeness.is_same:
                found[known] = max(found.get(known, 0), likeness.score)
        return sorted(found, key=lambda known: (-found[known], known.household_id))

    def _read_people(self, days: Collection[date]) -> Iterator[tuple[PersonFacts, Known]]:
        query = (
            select(Person.id, Person.name, Person.latin_name, Person.born_on, Household)
            .join(HouseholdMember, HouseholdMember.person_id == Person.id)
            .join(HouseholdMember.household)
            .where(Household.centre_id.in_(self._centre_ids))
            .order_by(Person.id, Household.id)
        )
        for is_near in are_born_near(days):
            for key, name, latin, born_on, household in self._session.execute(query.where(is_near)):
                yield PersonFacts(key, name, born_on=born_on, also=latin), self._known(name, household)

    def _read_numbers(self, rows: Sequence[MemberRow]) -> dict[tuple[str, str], list[Known]]:
        found: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
        query = (
            select(Identifier, Person.name, Household)
            .join(Identifier.person)
            .join(HouseholdMember, HouseholdMember.person_id == Person.id)
            .join(HouseholdMember.household)
            .where(Person.same_as_id.is_(None))
            .order_by(Identifier.id, Household.id)
        )
        for kind in OWN:
            for part in in_parts({number for row in rows if (number := getattr(row, kind))}):
                is_one = or_(matches(Identifier.value_index, *part))
                for identifier, name, household in self._session.execute(query.where(Identifier.kind == kind, is_one)):
                    found[kind, identifier.value].append(self._known(name, household))
        return found

    def _known(self, name: str, household: Household) -> Known:
        if household.centre_id not in self._centre_ids:
            return Known(household.id, False, "", "")
        return Known(household.id, True, name, household.reference)
