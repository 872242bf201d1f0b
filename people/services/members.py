"""The people of a household. Nobody is taken out: who leaves has a first day away, and old amounts stay explained."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.errors import NotFound, Refused
from core.text import N_, Sentence
from people.models import Household, HouseholdMember


@dataclass(frozen=True, slots=True)
class MemberDetails:
    """What is written down about a person. Present from `joined_on` (None: from the start) up to before `left_on`."""

    name: str
    born_on: date
    joined_on: date | None = None
    left_on: date | None = None


def add_member(session: Session, household: Household, details: MemberDetails, *, on: date) -> HouseholdMember:
    """Write down a further person; `on` is the day it is done."""
    member = HouseholdMember()
    _write(member, details, on)
    household.members.append(member)
    session.flush()
    return member


def change_member(session: Session, member: HouseholdMember, details: MemberDetails, *, on: date) -> None:
    """Correct a person, or say since when the person lives elsewhere."""
    _write(member, details, on)
    session.flush()


def get_member(household: Household, member_id: int) -> HouseholdMember:
    """One person of this household."""
    for member in household.members:
        if member.id == member_id:
            return member
    raise NotFound(Sentence(N_("There is no such person in this household.")))


def _write(member: HouseholdMember, details: MemberDetails, on: date) -> None:
    _check(details, on)
    member.name = details.name
    member.born_on = details.born_on
    member.joined_on = details.joined_on
    member.left_on = details.left_on


def _check(details: MemberDetails, on: date) -> None:
    if details.born_on > on:
        raise Refused(Sentence(N_("A birth date cannot lie in the future")), field="born_on")
    if details.joined_on is not None and details.joined_on < details.born_on:
        raise Refused(Sentence(N_("Nobody can join before the day of birth")), field="joined_on")
    if details.left_on is not None and details.left_on <= (details.joined_on or details.born_on):
        raise Refused(Sentence(N_("The first day away must come after the first day here")), field="left_on")
