"""What somebody may do on one day, and where. Made by `core.auth.posts`, put on the user at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.auth.permissions import PERMISSIONS, Permission, StaffRole
from core.structure import Place, PlaceKind, Unit

Reach = frozenset[Place]


@dataclass(frozen=True, slots=True)
class Duty:
    """By role, the places at and below somebody's posts. Whoever has none may nothing.

    `under` is what is being done: then only the places count where that is allowed, so that being allowed one thing
    here and another there never adds up to both here and there.
    """

    reach: Mapping[StaffRole, Reach] = field(default_factory=dict)
    workplaces: tuple[Unit, ...] = ()  # where the posts are, for the eye
    under: Permission | None = None

    def may(self, permission: Permission, place: Place | None = None) -> bool:
        """Whether this is allowed: at this place, or anywhere."""
        if place is not None:
            return place in self.places(permission)
        return any(permission in PERMISSIONS[role] for role in self.reach)

    def places(self, permission: Permission | None) -> Reach:
        """Where this is allowed; without a permission, wherever anything is."""
        reaches = (reach for role, reach in self.reach.items() if permission is None or permission in PERMISSIONS[role])
        return frozenset().union(*reaches)

    def sees(self, place: Place) -> bool:
        """Whether what is being done is allowed there."""
        return place in self.places(self.under)

    @property
    def centres(self) -> frozenset[int]:
        """The centres where what is being done is allowed."""
        return frozenset(place.id for place in self.places(self.under) if place.kind is PlaceKind.CENTRE)

    def narrowed(self, permission: Permission) -> "Duty":
        """The same person, doing what this permission is for."""
        return replace(self, under=permission)


NO_DUTY = Duty()
