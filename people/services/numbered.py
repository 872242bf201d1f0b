"""Households by the numbers that files give them: those here, and those at the sources of files."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.db import in_parts
from core.sealed import matches
from people.models import Household, HouseholdNumber

_WHOLE = (joinedload(Household.centre), selectinload(Household.members))


def households_by_reference(session: Session, references: Iterable[str]) -> dict[str, Household]:
    """Whoever serves them; of a family that was written down twice the household that leads."""
    found: dict[str, Household] = {}
    for part in in_parts(set(references)):
        query = select(Household).where(Household.reference.in_(part)).options(*_WHOLE)
        found |= {household.reference: household.leading for household in session.scalars(query)}
    return found


def households_by_number(session: Session, numbers: Iterable[str]) -> dict[str, dict[str, Household]]:
    """By number, then by the source where it is the household's; whoever serves them."""
    found: defaultdict[str, dict[str, Household]] = defaultdict(dict)
    for part in in_parts(set(numbers)):
        query = select(HouseholdNumber).where(matches(HouseholdNumber.value_index, *part))
        query = query.options(joinedload(HouseholdNumber.household).options(*_WHOLE))
        for known in session.scalars(query.order_by(HouseholdNumber.source, HouseholdNumber.id)):
            found[known.value][known.source] = known.household
    return found
