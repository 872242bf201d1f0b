"""A centre with households that wait and flats that they stand in line for."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.structure import Centre
from housing.models import LinePlace, Listing, Offer
from housing.reasons.declines import DeclineReason
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.offers import lines, offers
from housing.services.offers.line_turns import Turn, offer_to_next
from housing.services.ranking.costs import MonthlyFigures
from housing.states import ListingStatus
from people.models import Household
from people.services.stages import StageDetails, move_stage
from people.stages import Stage, StageFact
from tests.housing.allocation_scene import PaysAllThreeHundred
from tests.support import rows
from tests.support.rows import NOW, TODAY

UNTIL = TODAY + timedelta(days=3)


@dataclass(frozen=True)
class LineScene:
    """What a centre's officer does with lines."""

    session: Session
    centre: Centre
    officer: User

    def household(self, name: str, most: str = "500") -> Household:
        household = rows.add_household(self.session, self.centre, name)
        details = NeedsDetails(0, "as they say", most_rent=Decimal(most))
        set_needs(self.session, household, details, on=TODAY, actor=None)
        return household

    def flat(self, rent: int = 400, status: ListingStatus = ListingStatus.VERIFIED) -> Listing:
        return rows.add_listing(self.session, self.centre, f"Flat {rent}", f"{rent}.00", status)

    def line(self, flat: Listing, *names: str) -> list[LinePlace]:
        """Households of these names, in line for the flat."""
        return [self.put(flat, self.household(name)) for name in names]

    def put(self, flat: Listing, household: Household, fits: bool = True) -> LinePlace:
        return lines.put_in_line(self.session, flat, household, fits=fits, actor=self.officer, at=NOW)

    def offer(self, flat: Listing, household: Household, until: date = UNTIL) -> Offer:
        figures = MonthlyFigures(flat.monthly_rent, None, None)
        return offers.make_offer(
            self.session, household, flat, figures=figures, answer_by=until, actor=self.officer, at=NOW, on=TODAY
        )

    def next(self, flat: Listing, expected: int | None = None, until: date = UNTIL) -> Turn:
        return offer_to_next(
            self.session, flat, PaysAllThreeHundred(), expected=expected, answer_by=until,
            actor=self.officer, at=NOW, on=TODAY,
        )  # fmt: skip

    def accept(self, offer: Offer) -> None:
        offers.accept_offer(self.session, offer, at=NOW, on=TODAY)

    def decline(self, offer: Offer) -> None:
        offers.decline_offer(self.session, offer, reason=DeclineReason.TOO_FAR, words="", at=NOW, on=TODAY)

    def waiting(self, flat: Listing) -> list[str]:
        """Who stands in line, by name, in order."""
        return [place.household.name for place in lines.lock_line(self.session, flat)]

    def ended(self) -> dict[str, tuple[str, str | None]]:
        """By household how its place ended, and why."""
        places = self.session.scalars(select(LinePlace).order_by(LinePlace.id)).all()
        return {one.household.name: (one.status, one.closed_because) for one in places if one.closed_on}


def has_offer(scene: LineScene, household: Household) -> None:
    scene.offer(scene.flat(450), household)


def has_home(scene: LineScene, household: Household) -> None:
    details = StageDetails(StageFact(Stage.HOUSED, TODAY))
    move_stage(scene.session, household, details, actor=scene.officer, at=NOW)
