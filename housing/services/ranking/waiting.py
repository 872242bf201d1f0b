"""Which of the households that look for a home a flat suits: the ranking of flats from the other side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from core.auth.models import User
from core.auth.permissions import Permission
from core.paging import Page, cut_page
from housing.models import Listing, Needs
from housing.ports import SubsidyEstimates
from housing.ranking import RankedFlat
from housing.services.ranking.costs import MonthlyFigures, facts_of
from housing.services.ranking.flat_columns import Costs, flat_rows, judge_row
from housing.services.ranking.matching import wishes_of
from housing.services.ranking.weights import weights_in_force
from people.models import Household, HouseholdMember, Person
from people.stages import Stage

ROWS = 20


@dataclass(frozen=True, slots=True)
class RankedHousehold:
    """One household that looks for a home, and how a flat would suit it."""

    household: Household
    people: int
    ranked: RankedFlat
    figures: MonthlyFigures


def rank_households_for(
    session: Session,
    listing: Listing,
    estimates: SubsidyEstimates,
    actor: User,
    *,
    on: date,
    page: int = 1,
) -> Page[RankedHousehold]:
    """Those of the flat's centre that this person may see, the one that it suits best first."""
    with actor.acting_under(Permission.VIEW_HOUSEHOLDS):
        waiting = searching(session, Household.centre_id == listing.centre_id, actor.sees(Household.centre_id))
    weights = weights_in_force(session)
    (row,) = flat_rows(session, Listing.id == listing.id)
    rent = listing.monthly_rent
    answers = estimates.estimate_each(session, [facts_of(needs.household) for needs in waiting], rent, on)
    found = []
    for needs, answer in zip(waiting, answers, strict=True):
        costs, wishes = Costs({} if answer is None else {rent: answer}), wishes_of(needs, on)
        judged = judge_row(row, wishes, costs, weights)
        found.append(RankedHousehold(needs.household, wishes.people, *judged))
    return cut_page(sorted(found, key=lambda one: (*one.ranked.place, one.household.id)), page, length=ROWS)


def searching(session: Session, *narrower: ColumnElement[bool]) -> Sequence[Needs]:
    """What households look for that are searching, the one known first first."""
    person = joinedload(HouseholdMember.person, innerjoin=True).load_only(Person.born_on, Person.sex)
    query = (
        select(Needs)
        .join(Needs.household)
        .where(Household.stage == Stage.SEARCHING, *narrower)
        .options(contains_eager(Needs.household).selectinload(Household.members).options(person))
        .options(joinedload(Needs.areas))
        .order_by(Needs.household_id)
    )
    return session.scalars(query).unique().all()
