"""What a household looks for: one row for each, written anew whenever its life changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.errors import Refused
from core.text import N_, Sentence
from housing.bedrooms import ADULT, YOUNG, Room, Sleeper, rooms_for
from housing.models import Needs, NeedsArea
from housing.wants import Strength
from people.events import HouseholdsMerged
from people.models import Household, HouseholdMember, Relation, Sex

_OF_A_COUPLE = {Relation.APPLICANT, Relation.PARTNER}
_AS_WRITTEN = ("step_free", "wheelchair", "quiet", "has_pet", "most_rent")
_SHARES_WITH_ITS_OWN = {Sex.FEMALE, Sex.MALE}


@dataclass(frozen=True, slots=True)
class Bedrooms:
    """How many bedrooms the rule wants for a household, and for whom."""

    rooms: Mapping[Room, int]
    sex_not_known: int  # so many young people sleep alone because nobody wrote down with whom they may share

    @property
    def number(self) -> int:
        """All of them."""
        return sum(self.rooms.values())


@dataclass(frozen=True, slots=True)
class NeedsDetails:
    """What is written down. `most_rent` is the most the household can pay itself for a month; None: no limit.

    `bedrooms` None leaves their number to the rule, as does without a reason the number that the rule gives itself.
    """

    bedrooms: int | None = None
    bedrooms_reason: str = ""
    step_free: bool = False
    most_rent: Decimal | None = None
    wheelchair: bool = False
    quiet: Strength | None = None
    has_pet: bool = False


def find_needs(session: Session, household_id: int) -> Needs | None:
    """What the household looks for, with its areas; None until somebody has asked."""
    return session.get(Needs, household_id, options=[joinedload(Needs.areas), joinedload(Needs.household)])


def needs_to_write(session: Session, household: Household) -> Needs:
    """What the household looks for; the rule's bedrooms and nothing else until somebody has asked."""
    needs = find_needs(session, household.id)
    if needs is None:
        needs = Needs(household=household)
        session.add(needs)
    return needs


def bedrooms_by_rule(household: Household, on: date) -> Bedrooms:
    """What the rule says of those who live in it on a day."""
    present = household.present_on(on)
    relations = {member.relation for member in present}
    sleepers = [_sleeper(member, on, has_partner=relations >= _OF_A_COUPLE) for member in present]
    unknown = sum(sleeper.sex is None and YOUNG <= sleeper.age < ADULT for sleeper in sleepers)
    return Bedrooms(rooms_for(sleepers), unknown)


def adults_unrelated(household: Household, on: date) -> int:
    """How many adults nobody asked how they are related, where two of them may be a couple that counts as two."""
    adults = [member for member in household.present_on(on) if _sleeper(member, on, has_partner=False).age >= ADULT]
    unknown = sum(member.relation is None for member in adults)
    known_couple = {member.relation for member in adults} >= _OF_A_COUPLE
    return 0 if len(adults) < 2 or known_couple else unknown


def bedrooms_needed(needs: Needs, household: Household, on: date) -> int:
    """How many somebody wrote down, else how many the rule gives on that day."""
    return bedrooms_by_rule(household, on).number if needs.bedrooms is None else needs.bedrooms


def written_needs(session: Session, household: Household, on: date) -> NeedsDetails:
    """What is written down as a form shows it: with as many bedrooms as it needs on that day."""
    needs = find_needs(session, household.id)
    if needs is None:
        return NeedsDetails(bedrooms_by_rule(household, on).number)
    number, reason = bedrooms_needed(needs, household, on), needs.bedrooms_reason or ""
    return NeedsDetails(number, reason, **{name: getattr(needs, name) for name in _AS_WRITTEN})


def set_needs(session: Session, household: Household, details: NeedsDetails, *, on: date, actor: User) -> Needs:
    """Write down what is looked for, the areas apart. Whoever wants another number of bedrooms than the rule says why.

    A number with a reason stays, also while it happens to be that of the rule: a carer is there after a birth too.
    """
    is_by_rule = details.bedrooms in (None, bedrooms_by_rule(household, on).number)
    follows_rule = details.bedrooms is None or (is_by_rule and not details.bedrooms_reason)
    if not is_by_rule and not details.bedrooms_reason:
        raise Refused(Sentence(N_("Say why it is another number than the rule gives.")), field="bedrooms_reason")
    needs = needs_to_write(session, household)
    needs.bedrooms = None if follows_rule else details.bedrooms
    needs.bedrooms_reason = None if follows_rule else details.bedrooms_reason
    for name in _AS_WRITTEN:
        setattr(needs, name, getattr(details, name))
    record(session, "set-needs", household, actor=actor)
    return needs


def take_needs_over(session: Session, event: HouseholdsMerged) -> None:
    """What a household that was written down twice looks for holds for its family, where nobody has asked that yet."""
    asked = find_needs(session, event.merged_id)
    if asked is None or find_needs(session, event.household_id) is not None:
        return
    needs = Needs(household_id=event.household_id, **_values(asked, "household_id"))
    needs.areas = [NeedsArea(**_values(area, "id", "household_id")) for area in asked.areas]
    session.add(needs)
    session.flush()


def _values(row: Needs | NeedsArea, *besides: str) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key not in besides}


def _sleeper(member: HouseholdMember, on: date, *, has_partner: bool) -> Sleeper:
    sex = member.person.sex
    return Sleeper(
        age=member.age_on(on),
        sex=sex.value if sex in _SHARES_WITH_ITS_OWN else None,
        has_partner=has_partner and member.relation in _OF_A_COUPLE,
    )
