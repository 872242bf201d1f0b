"""Where a family of the demonstration goes from its home; invented."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from people.models import Household, HouseholdPlaceKind
from people.services.places import PlaceDetails, add_place

PLACES = (
    PlaceDetails(HouseholdPlaceKind.SCHOOL, "Δημοτικό Σχολείο «Αμφορέας»", latitude=35.3315, longitude=25.1478),
    PlaceDetails(HouseholdPlaceKind.WORK, "Συσκευαστήριο", town="Αρκαλοχώρι"),
)


def create_places(session: Session, household: Household, actor: User, at: datetime) -> None:
    """A school with its point, and work in a town of which no more is known."""
    for details in PLACES:
        add_place(session, household, details, actor=actor, at=at)
