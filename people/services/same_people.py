"""Records that may be about the same person: seen by who serves both, known to be two."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.pairs.services import keep_apart, lock_pair
from people.models import Household, HouseholdMember, PersonPair


def both_people_seen(actor: User) -> ColumnElement[bool]:
    """The pairs of whom this person serves both, in whichever households they live or lived."""
    served = select(HouseholdMember.person_id).join(HouseholdMember.household).where(actor.sees(Household.centre_id))
    return and_(PersonPair.one_id.in_(served), PersonPair.other_id.in_(served))


def memberships_of_pairs(
    session: Session, pairs: Iterable[PersonPair], seen: ColumnElement[bool]
) -> Mapping[int, list[HouseholdMember]]:
    """By person, the households that are `seen` where somebody lives or lived, the latest first; one query for all."""
    people = {key for pair in pairs for key in (pair.one_id, pair.other_id)}
    query = (
        select(HouseholdMember)
        .join(HouseholdMember.household)
        .options(joinedload(HouseholdMember.household).joinedload(Household.centre))
        .where(HouseholdMember.person_id.in_(people), seen)
        .order_by(HouseholdMember.joined_on.desc().nulls_last(), HouseholdMember.id.desc())
    )
    found: defaultdict[int, list[HouseholdMember]] = defaultdict(list)
    for member in session.scalars(query):
        found[member.person_id].append(member)
    return found


def keep_people_apart(session: Session, pair: PersonPair, *, actor: User, at: datetime) -> None:
    """Somebody knows that they are two; nobody is asked again."""
    lock_pair(session, pair)
    keep_apart(pair, actor=actor, at=at)
    record(session, "keep-people-apart", pair.one, actor=actor, values={"other": pair.other_id})
