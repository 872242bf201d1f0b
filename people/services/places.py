"""Where households go from their homes. None of it is ever sent to a service for addresses or ways (decision 0033)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.errors import Forbidden, NotFound, Refused
from core.text import N_, Sentence
from maps.distance import Point, point_of
from maps.places import places_called
from people.models import Household, HouseholdPlace, HouseholdPlaceKind
from people.services.households import OTHER_CENTRE


@dataclass(frozen=True, slots=True)
class PlaceDetails:
    """What is written down about a place: its point, else the town or village that it is in."""

    kind: HouseholdPlaceKind
    note: str | None = None
    town: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def point(self) -> Point | None:
        """None where only the town is known."""
        return point_of(self.latitude, self.longitude)


def add_place(
    session: Session, household: Household, details: PlaceDetails, *, actor: User, at: datetime
) -> HouseholdPlace:
    """One more place that the household goes to."""
    place = HouseholdPlace(household=household, created_at=at)
    _write(place, details)
    session.add(place)
    record(session, "add-household-place", place, actor=actor)
    return place


def change_place(session: Session, place: HouseholdPlace, details: PlaceDetails, *, actor: User) -> None:
    """Correct where it is, or what the household does there."""
    _write(place, details)
    record(session, "change-household-place", place, actor=actor)


def remove_place(session: Session, place: HouseholdPlace, *, actor: User) -> None:
    """The household does not go there any more."""
    household = place.household
    session.delete(place)
    record(session, "remove-household-place", household, actor=actor)


def get_place(session: Session, place_id: int, actor: User) -> HouseholdPlace:
    """The place, to change: for those who serve its household."""
    place = session.get(HouseholdPlace, place_id)
    if place is None:
        raise NotFound(Sentence(N_("There is no such place.")))
    if not actor.sees_centre(place.household.centre_id):
        raise Forbidden(OTHER_CENTRE)
    return place


def places_of(session: Session, household: Household) -> Sequence[HouseholdPlace]:
    """Where the household goes, as it was written down."""
    of_household = select(HouseholdPlace).where(HouseholdPlace.household_id == household.id)
    return session.scalars(of_household.order_by(HouseholdPlace.id)).all()


def details_of(place: HouseholdPlace) -> PlaceDetails:
    """What a form shows of a place: of a town its name, and no point."""
    if place.town:
        return PlaceDetails(place.kind, place.note, place.town)
    return PlaceDetails(place.kind, place.note, None, place.point.latitude, place.point.longitude)


def _write(place: HouseholdPlace, details: PlaceDetails) -> None:
    if details.point and details.town:
        raise Refused(Sentence(N_("The pin says where it is: empty this field, or take the pin away.")), "town")
    point = details.point or _middle_of(details.town)
    place.kind, place.note, place.town = details.kind, details.note, details.town
    place.at = [point.latitude, point.longitude]


def _middle_of(town: str | None) -> Point:
    """Looked up in the list that the service carries, and nowhere else. Raises Refused."""
    if not town:
        raise Refused(Sentence(N_("Put a pin on the map, or write the town or village.")), "town")
    found = places_called(town)
    if not found:
        raise Refused(Sentence(N_("No town or village of this name is known here. Put a pin on the map.")), "town")
    if len(found) > 1:
        raise Refused(Sentence(N_("Several villages have this name. Put a pin on the map.")), "town")
    return found[0].point
