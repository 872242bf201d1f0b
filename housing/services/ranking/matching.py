"""Which of the centre's flats suit a household: rows become plain facts, `housing.ranking` judges them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, defer, joinedload

from core.paging import Page, cut_page
from housing import ranking
from housing.models import Listing, ListingSpot, Needs, VoidPeriod
from housing.ports import SubsidyEstimates
from housing.ranking import Columns, RankedFlat, Verdict, Weights, Wishes
from housing.services.homes.voids import holds_on
from housing.services.households.needs import bedrooms_needed, find_needs
from housing.services.households.needs_areas import as_area
from housing.services.ranking.costs import MonthlyFigures, figures_of
from housing.services.ranking.flat_columns import Costs, costs_for, flat_rows, home_of, judge_row
from housing.services.ranking.weights import weights_in_force
from housing.states import AVAILABLE, OFFERABLE
from housing.wants import AreaWish
from people.models import Household

ROWS = 20


@dataclass(frozen=True, slots=True)
class Match:
    """One flat for one household: how it fits, what it costs, how far it is."""

    listing: Listing
    ranked: RankedFlat
    figures: MonthlyFigures

    @property
    def distance_km(self) -> float | None:
        """From the centre, as the crow flies."""
        return self.ranked.flat.distance_km

    @property
    def may_be_offered(self) -> bool:
        """Whether somebody has spoken with the landlord, so that an offer can be kept."""
        return self.listing.status in OFFERABLE


@dataclass(frozen=True, slots=True)
class RankedFlats:
    """A page of matches, the best first, and how many flats of the centre there are of each verdict."""

    page: Page[Match]
    counts: Mapping[Verdict, int]


def rank_flats_for(
    session: Session,
    needs: Needs,
    estimates: SubsidyEstimates,
    *,
    on: date,
    verdict: Verdict | None = None,
    page: int = 1,
) -> RankedFlats:
    """The available flats of the household's centre, all of them or those of a verdict; by the weights in force."""
    weights = weights_in_force(session)
    wishes = wishes_of(needs, on)
    ours = ListingSpot.centre_id == needs.household.centre_id
    rows = flat_rows(session, ours, *is_free(on, ListingSpot), placed=wishes.asks_where, pets=wishes.has_pet)
    costs = costs_for(session, needs.household, rows, estimates, on=on)
    places = ranking.places(rows, wishes, weights, cost_of=costs.cost, home_of=home_of)
    found = cut_page(places.span(verdict), page, length=ROWS)
    of_page = [rows[number] for number in places.rows(found.rows)]
    matches = _matches(of_page, _load(session, [row[0] for row in of_page]), wishes, costs, weights)
    return RankedFlats(Page(list(matches), found.number, found.total, found.length), places.counts)


def rank_these(
    session: Session,
    needs: Needs,
    chosen: Iterable[Listing],
    estimates: SubsidyEstimates,
    *,
    on: date,
) -> list[Match]:
    """These flats, the best first, whether or not they are to be had."""
    weights = weights_in_force(session)
    listings = {listing.id: listing for listing in chosen}
    rows = flat_rows(session, Listing.id.in_(listings))
    costs = costs_for(session, needs.household, rows, estimates, on=on)
    matches = _matches(rows, listings, wishes_of(needs, on), costs, weights)
    return sorted(matches, key=lambda match: match.ranked.place)


def judge(
    session: Session, household: Household, chosen: Iterable[Listing], estimates: SubsidyEstimates, *, on: date
) -> tuple[Mapping[int, MonthlyFigures], Mapping[int, RankedFlat]]:
    """By key of the flat what it costs the household, and how it fits: that only once somebody has asked its needs."""
    needs = find_needs(session, household.id)
    if needs is None:
        return figures_of(session, household, chosen, estimates, on=on), {}
    matches = rank_these(session, needs, chosen, estimates, on=on)
    return {one.listing.id: one.figures for one in matches}, {one.listing.id: one.ranked for one in matches}


def wishes_of(needs: Needs, on: date) -> Wishes:
    """What the household needs, of those who live in it on the day."""
    household: Household = needs.household
    people = max(1, len(household.present_on(on)))
    areas = {wish: tuple(as_area(area) for area in needs.areas if area.wish is wish) for wish in AreaWish}
    return Wishes(
        people,
        bedrooms_needed(needs, household, on),
        needs.step_free,
        needs.most_rent,
        wheelchair=needs.wheelchair,
        has_pet=needs.has_pet,
        quiet=needs.quiet,
        only=areas[AreaWish.ONLY],
        rather=areas[AreaWish.RATHER],
        rather_not=areas[AreaWish.RATHER_NOT],
        never=areas[AreaWish.NEVER],
    )


def is_free(on: date, of: type[Listing | ListingSpot] = Listing) -> tuple[ColumnElement[bool], ...]:
    """What can be had on the day: a home that is out of use cannot."""
    out_of_use = select(VoidPeriod.dwelling_id).where(holds_on(on))
    return of.status.in_(AVAILABLE), of.dwelling_id.not_in(out_of_use)


def _load(session: Session, ids: Iterable[int]) -> Mapping[int, Listing]:
    """As far as a row of a ranking shows them."""
    query = select(Listing).where(Listing.id.in_(ids))
    parts = joinedload(Listing.dwelling), defer(Listing.description), defer(Listing.further)
    return {listing.id: listing for listing in session.scalars(query.options(*parts))}


def _matches(
    rows: Iterable[Columns], listings: Mapping[int, Listing], wishes: Wishes, costs: Costs, weights: Weights
) -> Iterator[Match]:
    for row in rows:
        yield Match(listings[row[0]], *judge_row(row, wishes, costs, weights))
