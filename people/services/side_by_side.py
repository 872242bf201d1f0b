"""What two records that may be about the same person say, each on its side."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from people.identifiers import IdentifierKind
from people.models import Consent, Contact, ContactKind, HouseholdMember, Identifier, Income, Person, PersonPair
from people.services.consents import consents_of
from people.services.identifiers import identifiers_of
from people.services.incomes import incomes_of
from people.services.same_people import memberships_of_pairs


@dataclass(frozen=True, slots=True)
class Side:
    """One record with what hangs on it."""

    person: Person
    memberships: Sequence[HouseholdMember]  # at whichever centre, the latest first
    papers: Sequence[Identifier]
    contacts: Sequence[Contact]
    consents: Sequence[Consent]
    incomes: Sequence[Income]  # that stand

    def numbers(self, kind: IdentifierKind) -> list[str]:
        """Its numbers of a kind."""
        return [paper.value for paper in self.papers if paper.kind is kind]

    def reached_at(self, kind: ContactKind) -> list[str]:
        """The telephones, or the addresses, of the person itself."""
        return [contact.value for contact in self.contacts if contact.kind is kind]


def sides_of(session: Session, pair: PersonPair) -> tuple[Side, Side]:
    """Both, in the order of the pair; a query for each kind of thing."""
    both = (pair.one_id, pair.other_id)
    memberships = memberships_of_pairs(session, [pair], true())
    contacts = session.scalars(select(Contact).where(Contact.person_id.in_(both)).order_by(Contact.id)).all()
    papers, consents = identifiers_of(session, both), consents_of(session, both)
    incomes = [income for income in incomes_of(session, both) if income.superseded_at is None]
    one, other = (
        Side(
            person,
            memberships[person.id],
            [paper for paper in papers if paper.person_id == person.id],
            [contact for contact in contacts if contact.person_id == person.id],
            [consent for consent in consents if consent.person_id == person.id],
            [income for income in incomes if income.person_id == person.id],
        )
        for person in (pair.one, pair.other)
    )
    return one, other
