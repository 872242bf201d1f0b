"""What a merge of two records would do, for who is asked to confirm it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from people.models import Consent, Contact, HouseholdMember, Identifier, Income
from people.services.merge_obstacles import same_days_in_one_household, stays
from people.services.said_twice import SAYS
from people.services.side_by_side import Side

# Of which a person has one; the languages of both are joined.
ONE_EACH = ("name", "latin_name", "born_on", "sex", "nationality", "interpreter_language", "protection_status")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the one that leads gets from the other, and what stays with that one."""

    filled: Sequence[str]  # what only the other says, by the name of the column
    lost: Sequence[str]  # what the other says differently
    languages: Sequence[str]  # ISO 639 codes
    papers: Sequence[Identifier]
    contacts: Sequence[Contact]
    consents: Sequence[Consent]
    incomes: Sequence[Income]
    memberships: Sequence[HouseholdMember]
    days_lost: Sequence[HouseholdMember]  # in a household where both are: those of the one that leads hold
    stays: Sequence[HouseholdMember]  # in a household that has left the programme


def foresee(leads: Side, other: Side) -> Foreseen:
    """What `merge_people` would do where `leads` is kept."""
    says = {name: (getattr(leads.person, name), getattr(other.person, name)) for name in ONE_EACH}
    twice = {theirs.id for _, theirs in same_days_in_one_household(leads.memberships, other.memberships)}
    left = [theirs for theirs in other.memberships if stays(theirs, leads.memberships)]
    return Foreseen(
        filled=[name for name, (own, theirs) in says.items() if theirs and not own],
        lost=[name for name, (own, theirs) in says.items() if theirs and own and own != theirs],
        languages=sorted(set(other.person.language_codes) - set(leads.person.language_codes)),
        papers=_new(leads.papers, other.papers),
        contacts=_new(leads.contacts, other.contacts),
        consents=_new(leads.consents, other.consents),
        incomes=_new(leads.incomes, other.incomes),
        memberships=[theirs for theirs in other.memberships if theirs.id not in twice and theirs not in left],
        days_lost=[theirs for theirs in other.memberships if theirs.id in twice],
        stays=left,
    )


def _new(own: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    """What is not said by the one that leads already."""
    says = {SAYS[type(row)](row) for row in own} - {None}
    return [row for row in theirs if SAYS[type(row)](row) not in says]
