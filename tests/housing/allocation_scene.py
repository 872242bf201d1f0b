"""A centre with households that wait and flats that are free, and the plan of its offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from core.structure import Centre
from housing.allocation.rulings import Ruling
from housing.models import Listing, Offer, PairRuling
from housing.ports import HouseholdFacts, SubsidyEstimate
from housing.services.allocation.allocations import CentrePlan, plan_offers
from housing.services.allocation.pair_rulings import rule_pair
from housing.services.allocation.planned_offers import OfferedPairs, offer_pairs
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.offers import offers
from housing.services.ranking.costs import MonthlyFigures
from housing.states import ListingStatus
from people.models import Household
from tests.housing.test_matching import PaysThreeHundred
from tests.support import rows
from tests.support.rows import NOW, TODAY

UNTIL = TODAY + timedelta(days=3)


class PaysAllThreeHundred(PaysThreeHundred):
    """And answers for all households at once."""

    def estimate_all(
        self, session: Session, households: Sequence[HouseholdFacts], rents: Sequence[Decimal], on: date
    ) -> Sequence[Mapping[Decimal, SubsidyEstimate]]:
        return [self.estimate(session, facts, rents, on) for facts in households]


@dataclass(frozen=True)
class Scene:
    """A centre and its officer; flats cost what their titles say."""

    session: Session
    centre: Centre
    officer: User

    def household(self, name: str, most: str = "500", births: int = 1, days: int = 0, **needs: object) -> Household:
        household = rows.add_household(
            self.session, self.centre, name, ("1990-02-01",) * births, taken_in_on=TODAY - timedelta(days=days)
        )
        details = NeedsDetails(needs.pop("bedrooms", 0), "as they say", most_rent=Decimal(most), **needs)  # type: ignore[arg-type]
        set_needs(self.session, household, details, on=TODAY, actor=None)
        return household

    def flat(self, rent: int, status: ListingStatus = ListingStatus.VERIFIED, **facts: object) -> Listing:
        return rows.add_listing(self.session, self.centre, str(rent), f"{rent}.00", status, **facts)

    def plan(self) -> CentrePlan:
        return plan_offers(self.session, self.centre, PaysAllThreeHundred(), on=TODAY)

    def best(self) -> dict[str, str]:
        return {row.waiter.household.name: row.flat.title for row in self.plan().placed if row.flat}

    def rule(self, household: Household, listing: Listing, ruling: Ruling, actor: User | None = None) -> PairRuling:
        return rule_pair(
            self.session, household, listing, ruling, reason="They know each other", actor=actor or self.officer, at=NOW
        )

    def offer(self, *pairs: tuple[Household, Listing], until: date = UNTIL) -> OfferedPairs:
        keys = [(household.id, listing.id) for household, listing in pairs]
        return offer_pairs(
            self.session, self.centre, keys, PaysAllThreeHundred(), answer_by=until, actor=self.officer, at=NOW,
            on=TODAY,
        )  # fmt: skip

    def offer_alone(self, household: Household, listing: Listing) -> Offer:
        figures = MonthlyFigures(listing.monthly_rent, None, None)
        return offers.make_offer(
            self.session, household, listing, figures=figures, answer_by=UNTIL, actor=self.officer, at=NOW, on=TODAY
        )
