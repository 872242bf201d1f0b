"""Flats as ranking is told of them, read by columns: no object is made for each of ten thousand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, String, and_, case, func, null, select, type_coerce
from sqlalchemy.orm import Session

from core.money import ZERO, from_cents
from housing.home_text import read_home
from housing.models import Listing, ListingSpot, Stance, StanceAnswer, StanceTopic
from housing.ports import SubsidyEstimate, SubsidyEstimates
from housing.ranking import Columns, Cost, Estimate, FlatFacts, RankedFlat, Weights, Wishes, judge
from housing.ranking.places import COST, HOME, PLACE
from housing.services.ranking.costs import MonthlyFigures, facts_of
from maps.distance import point_of
from people.models import Household

_PETS = {StanceAnswer.YES: True, StanceAnswer.NO: False}  # what depends has to be asked

_AS_STORED = (  # rather than of a type that makes something of each
    type_coerce(ListingSpot.monthly_rent, BigInteger),
    type_coerce(ListingSpot.charges_on_top, BigInteger),
)


@cache
def _read(*, placed: bool, pets: bool) -> Select[Any]:
    where = (ListingSpot.municipality, ListingSpot.latitude, ListingSpot.longitude) if placed else (null(),) * 3
    columns = ListingSpot.listing_id, ListingSpot.centre_km, ListingSpot.size_m2, *_AS_STORED, *where, ListingSpot.home
    # An outer join: where nobody asks about the advert itself, both databases leave it out.
    query = select(*columns).outerjoin(Listing, Listing.id == ListingSpot.listing_id)
    return _with_pets(query) if pets else query.add_columns(null())


def _with_pets(query: Select[Any]) -> Select[Any]:
    """And what the landlord said last of pets, else what the advert says. All answers are gone through once."""
    latest_first = Stance.said_on.desc(), Stance.id.desc()
    turn = func.row_number().over(partition_by=Stance.landlord_id, order_by=latest_first).label("turn")
    answer = type_coerce(Stance.answer, String).label("answer")
    said = select(Stance.landlord_id, answer, turn).where(Stance.topic == StanceTopic.PETS).subquery()
    spot = ListingSpot
    advert = case((spot.pets.is_(True), StanceAnswer.YES.value), (spot.pets.is_(False), StanceAnswer.NO.value))
    last = and_(said.c.landlord_id == spot.landlord_id, said.c.turn == 1)
    return query.add_columns(func.coalesce(said.c.answer, advert)).outerjoin(said, last)


@dataclass(frozen=True, slots=True)
class Costs:
    """What flats cost one household each month, by the columns of it."""

    answers: Mapping[Decimal, SubsidyEstimate]  # by rent

    def figures(self, rent_cents: int, on_top_cents: int | None) -> MonthlyFigures:
        """As officers see them."""
        rent, on_top = from_cents(rent_cents), None if on_top_cents is None else from_cents(on_top_cents)
        return MonthlyFigures(rent, on_top, self.answers.get(rent))

    def cost(self, rent_cents: int, on_top_cents: int | None) -> Cost:
        """As ranking takes them."""
        figures = self.figures(rent_cents, on_top_cents)
        subsidy = figures.monthly_subsidy
        estimate = None if subsidy is None else Estimate(subsidy, figures.household_pays)
        return Cost(figures.monthly_cost, estimate)


def flat_rows(
    session: Session, *narrower: ColumnElement[bool], placed: bool = True, pets: bool = True
) -> Sequence[Columns]:
    """Of every flat what `housing.ranking.places` takes, in no order. Where they stand, and whether `pets` are allowed,
    may be left out for a household that does not ask.
    """
    session.flush()
    with session.connection().execute(_read(placed=placed, pets=pets).where(*narrower)) as result:
        return result.cursor.fetchall()  # tuples: what SQLAlchemy puts around each costs a fifth of the reading


def costs_for(
    session: Session, household: Household, rows: Iterable[Columns], estimates: SubsidyEstimates, *, on: date
) -> Costs:
    """The programme is asked about each rent once."""
    rents = [from_cents(cents) for cents in sorted({row[COST.start] for row in rows})]
    return Costs(estimates.estimate(session, facts_of(household), rents, on))


def home_of(home: str, pets: str | None) -> FlatFacts:
    """What the columns of a home say, of no flat in particular."""
    return FlatFacts(listing_id=0, monthly_cost=ZERO, size_m2=None, distance_km=None, **_facts(home, pets))


def judge_row(row: Columns, wishes: Wishes, costs: Costs, weights: Weights) -> tuple[RankedFlat, MonthlyFigures]:
    """How the flat of a row fits, and what it costs."""
    listing_id, km, size_m2 = row[: COST.start]
    municipality, *degrees = row[PLACE]
    cost, where = costs.cost(*row[COST]), {"municipality": municipality, "point": point_of(*degrees)}
    facts = FlatFacts(listing_id, cost.monthly_cost, size_m2=size_m2, distance_km=km, **_facts(*row[HOME]), **where)
    return judge(facts, wishes, cost.estimate, weights), costs.figures(*row[COST])


def _facts(home: str, pets: str | None) -> dict[str, Any]:
    return {**read_home(home), "pets": None if pets is None else _PETS.get(StanceAnswer(pets))}
