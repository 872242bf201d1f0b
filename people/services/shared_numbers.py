"""The same number under two persons: perhaps one person written down twice, perhaps a slip. Said, not refused."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from core.auth.models import User
from people.models import Household, HouseholdMember, Identifier, Person


@dataclass(frozen=True, slots=True)
class NumberHolder:
    """Somebody else with the same number, by household; none where it is not the reader's to see."""

    household_id: int | None
    reference: str | None


def shared_numbers_of(
    session: Session, identifiers: Sequence[Identifier], actor: User
) -> Mapping[int, list[NumberHolder]]:
    """Who else has each of these numbers, by the identifier's id; one query for all of them."""
    numbers = {(identifier.kind, identifier.value_index) for identifier in identifiers}
    if not numbers:
        return {}
    same = tuple_(Identifier.kind, Identifier.value_index).in_(numbers)
    query = (
        select(Identifier, Household)
        .outerjoin(HouseholdMember, HouseholdMember.person_id == Identifier.person_id)
        .outerjoin(HouseholdMember.household)
        .where(same, Identifier.person.has(Person.same_as_id.is_(None)))
        .order_by(Identifier.id, Household.id)
    )
    others: dict[tuple[object, bytes], list[tuple[int, NumberHolder]]] = defaultdict(list)
    for other, household in session.execute(query):
        holder = _holder(household, actor)
        others[other.kind, other.value_index].append((other.person_id, holder))
    return {
        identifier.id: found
        for identifier in identifiers
        if (found := _besides(others[identifier.kind, identifier.value_index], identifier.person_id))
    }


def _besides(found: list[tuple[int, NumberHolder]], person_id: int) -> list[NumberHolder]:
    return [holder for other_id, holder in dict.fromkeys(found) if other_id != person_id]


def _holder(household: Household | None, actor: User) -> NumberHolder:
    if household is None or not actor.sees_centre(household.centre_id):
        return NumberHolder(None, None)
    return NumberHolder(household.id, household.reference)
