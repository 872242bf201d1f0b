"""Which of the centre's flats suit a household: rows become plain facts, `housing.ranking` judges them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.money import ZERO
from core.structure import Centre
from housing import ranking
from housing.models import Listing, Needs, VoidPeriod
from housing.ports import SubsidyEstimates
from housing.ranking import Estimate, FlatFacts, RankedFlat, Wishes
from housing.services.figures import MonthlyFigures, figures_of
from housing.services.needs import bedrooms_needed
from housing.services.voids import holds_on
from housing.states import AVAILABLE, ListingAction, allowed_actions
from maps.distance import Point, distance_km
from people.models import Household


@dataclass(frozen=True, slots=True)
class Match:
    """One flat for one household: how it fits, what it costs, how far it is."""

    listing: Listing
    ranked: RankedFlat
    figures: MonthlyFigures
    distance_km: float | None

    @property
    def may_be_offered(self) -> bool:
        """Whether somebody has spoken with the landlord, so that an offer can be kept."""
        return ListingAction.OFFER in allowed_actions(self.listing.status)


def rank_flats(session: Session, needs: Needs, estimates: SubsidyEstimates, *, on: date) -> list[Match]:
    """All available flats of the household's centre, the best first."""
    return rank_these(session, needs, _available(session, needs.household.centre_id, on), estimates, on=on)


def rank_these(
    session: Session, needs: Needs, chosen: Iterable[Listing], estimates: SubsidyEstimates, *, on: date
) -> list[Match]:
    """These flats, the best first, whether or not they are still to be had."""
    household, listings = needs.household, {listing.id: listing for listing in chosen}
    figures = figures_of(session, household, listings.values(), estimates, on=on)
    distances = {id_: _distance(listing, household.centre) for id_, listing in listings.items()}
    ranked = ranking.rank(
        (_facts(listing, distances[id_]) for id_, listing in listings.items()),
        _wishes(needs, household, on),
        {id_: _estimate(sums) for id_, sums in figures.items() if sums.estimate},
    )
    return [
        Match(listings[flat.listing_id], flat, figures[flat.listing_id], distances[flat.listing_id]) for flat in ranked
    ]


def _available(session: Session, centre_id: int, on: date) -> Sequence[Listing]:
    """What can be had on the day: a home that is out of use cannot."""
    out_of_use = select(VoidPeriod.dwelling_id).where(holds_on(on))
    query = (
        select(Listing)
        .where(Listing.centre_id == centre_id, Listing.status.in_(AVAILABLE))
        .where(Listing.dwelling_id.not_in(out_of_use))
        .options(joinedload(Listing.dwelling))
        .order_by(Listing.id)
    )
    return session.scalars(query).all()


def _wishes(needs: Needs, household: Household, on: date) -> Wishes:
    people = max(1, len(household.present_on(on)))
    return Wishes(people, bedrooms_needed(needs, household, on), needs.step_free, needs.most_rent)


def _facts(listing: Listing, distance: float | None) -> FlatFacts:
    home = listing.dwelling
    return FlatFacts(
        listing_id=listing.id,
        monthly_cost=listing.monthly_rent + (listing.charges_on_top or ZERO),
        bedrooms=home.bedrooms,
        size_m2=home.size_m2,
        floor=home.floor,
        has_lift=home.has_lift,
        distance_km=distance,
    )


def _distance(listing: Listing, centre: Centre) -> float | None:
    home = listing.dwelling
    if home.latitude is None or home.longitude is None:
        return None
    return distance_km(Point(centre.latitude, centre.longitude), Point(home.latitude, home.longitude))


def _estimate(figures: MonthlyFigures) -> Estimate:
    assert figures.estimate is not None
    return Estimate(figures.estimate.monthly_subsidy, figures.household_pays)
