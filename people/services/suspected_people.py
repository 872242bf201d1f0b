"""Who may be written down twice, of all centres: only who serves both is told."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.pairs.services import Found, bring_up_to_date, known_apart
from people.identifiers import IdentifierKind
from people.matching import PAPERS, Mark, PersonFacts, Sign, compare, differing, find_same_people
from people.models import Contact, ContactKind, HouseholdMember, Identifier, Person, PersonPair

_CONTACTS = {ContactKind.PHONE: Sign.PHONE, ContactKind.EMAIL: Sign.EMAIL}
_PAPERS = {IdentifierKind(sign.value): sign for sign in PAPERS}

_Marks = defaultdict[int, set[Mark]]


def suspected_people(session: Session) -> list[Found]:
    """The records that may be about the same person; it takes seconds, and only reads."""
    lived_in = _households(session)
    facts = {each.key: each for each in _facts(session, lived_in)}
    found = find_same_people(facts.values(), known_apart(session, PersonPair))
    return [
        Found(one, other, likeness.score, likeness.signs, tuple(differing(facts[one], facts[other])))
        for one, other, likeness in found
        if lived_in[one].isdisjoint(lived_in[other]) or _are_alike_in_a_family(facts[one], facts[other])
    ]


def keep_same_people(session: Session, found: list[Found], *, at: datetime) -> None:
    """Bring the pairs that wait for somebody up to date. Who changed somebody meanwhile has asked to look again."""
    bring_up_to_date(session, PersonPair, found, at=at)
    record(session, "look-for-same-people", actor=None)


def look_for_same_people(session: Session, *, at: datetime) -> None:
    """Both at once, where nobody else writes."""
    keep_same_people(session, suspected_people(session), at=at)


def _are_alike_in_a_family(one: PersonFacts, other: PersonFacts) -> bool:
    """Who lives together is reached together: that says nothing."""
    return compare(*(replace(each, numbers=_papers_of(each)) for each in (one, other))).is_same


def _papers_of(facts: PersonFacts) -> frozenset[Mark]:
    return frozenset(mark for mark in facts.numbers if mark[0] in PAPERS)


def _households(session: Session) -> defaultdict[int, set[int]]:
    """By person, where somebody has lived."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for person_id, household_id in session.execute(select(HouseholdMember.person_id, HouseholdMember.household_id)):
        found[person_id].add(household_id)
    return found


def _facts(session: Session, lived_in: Mapping[int, AbstractSet[int]]) -> Iterator[PersonFacts]:
    of_person, of_household = _marks(session)
    query = select(Person.id, Person.name, Person.latin_name, Person.born_on).where(Person.same_as_id.is_(None))
    for key, name, latin, born_on in session.execute(query.order_by(Person.id)):
        marks = of_person[key].union(*(of_household[household_id] for household_id in lived_in[key]))
        yield PersonFacts(key, name, born_on=born_on, also=latin, numbers=frozenset(marks))


def _marks(session: Session) -> tuple[_Marks, _Marks]:
    """The papers and telephones of people, and the telephones of households, by key."""
    of_person, of_household = _Marks(set), _Marks(set)
    papers = select(Identifier.person_id, Identifier.kind, Identifier.value_index)
    for person_id, kind, number in session.execute(papers.where(Identifier.kind.in_(_PAPERS))):
        of_person[person_id].add((_PAPERS[kind], number))
    contacts = select(Contact.person_id, Contact.household_id, Contact.kind, Contact.value_index)
    for person, household, way, number in session.execute(contacts.where(Contact.kind.in_(_CONTACTS))):
        for marks, key in ((of_person, person), (of_household, household)):
            if key is not None:
                marks[key].add((_CONTACTS[way], number))
    return of_person, of_household
