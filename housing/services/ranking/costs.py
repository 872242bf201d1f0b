"""What a flat would cost a household each month: rent, charges, what the programme pays, what is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from core.money import ZERO
from housing.models import Listing
from housing.ports import HouseholdFacts, MemberFacts, SubsidyEstimate, SubsidyEstimates
from people.models import Household


@dataclass(frozen=True, slots=True)
class MonthlyFigures:
    """The sums of one month."""

    monthly_rent: Decimal
    common_charges: Decimal | None  # on top of the rent; None: not asked
    estimate: SubsidyEstimate | None  # None: no scheme could answer

    @property
    def monthly_cost(self) -> Decimal:
        """The rent, and the common charges as far as they are known."""
        return self.monthly_rent + (self.common_charges or ZERO)

    @property
    def monthly_subsidy(self) -> Decimal | None:
        """What the programme pays."""
        return self.estimate.monthly_subsidy if self.estimate else None

    @property
    def household_pays(self) -> Decimal:
        """What is left of the rent, and the common charges."""
        share = self.estimate.household_pays if self.estimate else self.monthly_rent
        return share + (self.common_charges or ZERO)


def figures_of(
    session: Session, household: Household, listings: Iterable[Listing], estimates: SubsidyEstimates, *, on: date
) -> Mapping[int, MonthlyFigures]:
    """The figures of each listing for this household by listing id, all rents asked about at once."""
    listings = list(listings)
    rents = sorted({listing.monthly_rent for listing in listings})
    answers = estimates.estimate(session, facts_of(household), rents, on)
    return {
        listing.id: MonthlyFigures(listing.monthly_rent, listing.charges_on_top, answers.get(listing.monthly_rent))
        for listing in listings
    }


def facts_of(household: Household) -> HouseholdFacts:
    """The household as plain values, for rules."""
    members = tuple(MemberFacts(member.born_on, member.joined_on, member.left_on) for member in household.members)
    return HouseholdFacts(members, household.single_parent)
