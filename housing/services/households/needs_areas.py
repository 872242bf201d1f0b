"""The areas where a household wants to live, or does not."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.errors import Forbidden, NotFound, Refused
from core.text import N_, Name, Sentence
from housing.models import NeedsArea
from housing.ranking import Area
from housing.ranking.limits import how_far
from housing.services.households.needs import needs_to_write
from housing.wants import AreaWish
from maps.boundaries import find_municipality, municipality_of
from maps.distance import Point, point_of
from maps.places import places_called
from people.models import Household
from people.services.households import OTHER_CENTRE

HOW_FAR = Sentence(N_("Say how far around it."))


@dataclass(frozen=True, slots=True)
class AreaDetails:
    """What is written down: so many km around a point or a town, else the whole municipality.

    With a point the town is what people call the place, such as a neighbourhood; without one it is looked up, in the
    municipality where that is said too.
    """

    wish: AreaWish
    municipality: str | None = None  # its key
    town: str | None = None
    radius_km: int | None = None
    reason: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def point(self) -> Point | None:
        """None where no pin was put."""
        return point_of(self.latitude, self.longitude)


def add_area(
    session: Session, household: Household, details: AreaDetails, *, actor: User | None, at: datetime
) -> NeedsArea:
    """One more area. Whoever is asked about areas first has needs from then on."""
    area = NeedsArea(created_at=at)
    _write(area, details)
    needs = needs_to_write(session, household)
    needs.areas.append(area)
    record(session, "add-needs-area", area, actor=actor)
    return area


def change_area(session: Session, area: NeedsArea, details: AreaDetails, *, actor: User) -> None:
    """Another area in its place, or the same with other words."""
    _write(area, details)
    record(session, "change-needs-area", area, actor=actor)


def remove_area(session: Session, area: NeedsArea, *, actor: User) -> None:
    """The household says nothing of it any more."""
    needs = area.needs
    needs.areas.remove(area)
    record(session, "remove-needs-area", needs.household, actor=actor)


def get_area(session: Session, area_id: int, actor: User) -> NeedsArea:
    """The area, to change: for those who serve its household."""
    area = session.get(NeedsArea, area_id)
    if area is None:
        raise NotFound(Sentence(N_("There is no such area.")))
    if not actor.sees_centre(area.needs.household.centre_id):
        raise Forbidden(OTHER_CENTRE)
    return area


def details_of(area: NeedsArea) -> AreaDetails:
    """What a form shows of it: the point where it is not the middle of the town that is called so."""
    radius_km = None if area.radius_m is None else area.radius_m // 1000
    details = AreaDetails(area.wish, area.municipality, area.town, radius_km, area.reason)
    middle = area.middle
    if middle is None or middle in _middles(details):
        return details
    return replace(details, latitude=middle.latitude, longitude=middle.longitude)


def as_area(area: NeedsArea) -> Area:
    """As ranking takes it."""
    if area.middle is None:
        return Area(_municipality_name(area.municipality or ""), area.municipality)
    name = Sentence(N_("%(far)s around %(town)s"), {"far": how_far(area.radius_m or 0), "town": area.town})
    return Area(name, None, area.middle, area.radius_m or 0)


def _municipality_name(key: str) -> Sentence:
    """By its key, which stands for one that the region does not have."""
    known = find_municipality(key)
    name = Name(known.name_el, known.name_en) if known else key
    return Sentence(N_("municipality of %(name)s"), {"name": name})


def _write(area: NeedsArea, details: AreaDetails) -> None:
    middle = _middle_of(details)
    area.wish, area.reason = details.wish, details.reason
    area.municipality, area.town = details.municipality, details.town
    area.at = None if middle is None else [middle.latitude, middle.longitude]
    area.radius_m = None if middle is None or details.radius_km is None else details.radius_km * 1000


def _middle_of(details: AreaDetails) -> Point | None:
    """The pin, else of the town, looked up in the list that the service carries, and nowhere else. Raises Refused."""
    if details.point is not None:
        _check_pin(details)
        return details.point
    if not details.town:
        if not details.municipality:
            raise Refused(Sentence(N_("Write a town or village, or choose a municipality.")), "town")
        return None
    found = _middles(details)
    if not found:
        raise Refused(Sentence(N_("No town or village of this name is known here.")), "town")
    if len(found) > 1:
        raise Refused(Sentence(N_("Several villages have this name. Choose the municipality too.")), "municipality")
    if details.radius_km is None:
        raise Refused(HOW_FAR, "radius_km")
    return found[0]


def _check_pin(details: AreaDetails) -> None:
    if not details.town:
        raise Refused(Sentence(N_("Write what the place around the pin is called.")), "town")
    if details.municipality:
        raise Refused(Sentence(N_("The pin says where it is: choose no municipality.")), "municipality")
    if details.radius_km is None:
        raise Refused(HOW_FAR, "radius_km")


def _middles(details: AreaDetails) -> list[Point]:
    """Of the towns and villages of this name, in the municipality if one is said."""
    found = [place.point for place in places_called(details.town or "")]
    if details.municipality:
        found = [point for point in found if _lies_in(point, details.municipality)]
    return found


def _lies_in(point: Point, key: str) -> bool:
    there = municipality_of(point)
    return there is not None and there.key == key
