"""Where a household stands on its way to a home."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from housing.models import Needs
from housing.services.households.next_steps import HousingSteps
from tests.support.leases import add_lease
from tests.support.rows import TODAY, add_centre, add_household


@pytest.mark.parametrize(
    ("on", "status", "what"),
    [
        pytest.param(date(2027, 11, 9), "Has a home", "The lease runs until 2029-11-09", id="last-day-on-paper"),
        pytest.param(date(2027, 11, 10), "Has a home", "The lease runs until 2029-11-09", id="the-law-goes-on"),
        pytest.param(date(2029, 11, 9), "Has a home", "The lease runs until 2029-11-09", id="last-day-by-law"),
        pytest.param(date(2029, 11, 10), "Not asked yet", "Ask what it needs", id="day-after-it"),
    ],
)
def test_a_lease_is_a_home_as_long_as_the_law_keeps_it(session: Session, on: date, status: str, what: str) -> None:
    household_id = add_lease(session, add_centre(session)).household_id
    step = HousingSteps().next_steps(session, [household_id], on)[household_id]
    assert (str(step.status), str(step.what)) == (status, what)


def test_who_was_asked_is_looked_for(session: Session) -> None:
    household = add_household(session, add_centre(session))
    session.add(Needs(household_id=household.id, bedrooms=1))
    session.flush()
    [step] = HousingSteps().next_steps(session, [household.id], TODAY).values()
    assert str(step.status) == "Looks for a home"
