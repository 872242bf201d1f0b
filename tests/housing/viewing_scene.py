"""A household, a free flat and an officer who shows it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import instant_at
from housing.models import Listing, Viewing
from housing.services.viewings import viewings
from housing.services.viewings.viewings import GuestDetails, ViewingDetails
from people.models import Household
from tests.support import rows
from tests.support.rows import NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)
TEN = instant_at(TOMORROW, time(10))
HALF_AN_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class Scene:
    """A household, a free flat and the officer of both."""

    session: Session
    household: Household
    listing: Listing
    officer: User

    def book(
        self, listing: Listing | None = None, *households: Household, at: datetime = TEN, officer: User | None = None,
        now: datetime = NOW,
    ) -> Viewing:  # fmt: skip
        details = ViewingDetails(at, HALF_AN_HOUR, officer or self.officer)
        guests = [GuestDetails(household) for household in households or (self.household,)]
        flat = listing or self.listing
        return viewings.book_viewing(self.session, flat, details, guests, actor=self.officer, at=now)

    def another_flat(self) -> Listing:
        return rows.add_listing(self.session, self.household.centre, "Flat in Mastabas")

    def another_household(self, name: str = "Rasuli") -> Household:
        return rows.add_household(self.session, self.household.centre, name)

    def another_officer(self) -> User:
        return rows.add_user(self.session, StaffRole.HOUSING_OFFICER, self.household.centre, name="Nikos Vardakis")


def new_scene(session: Session) -> Scene:
    centre = rows.add_centre(session)
    household, listing = rows.add_household(session, centre), rows.add_listing(session, centre)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    return Scene(session, household, listing, officer)
