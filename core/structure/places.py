"""Places of the structure as plain values: what somebody's rights are counted in. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """The levels, from the top."""

    PROGRAMME = "programme"
    PROJECT = "project"
    PARTNER = "partner"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Place:
    """One programme, project, partner or centre, by its key."""

    kind: PlaceKind
    id: int

    @classmethod
    def centre(cls, centre_id: int) -> "Place":
        """The place of a centre, the level that rows of cases belong to."""
        return cls(PlaceKind.CENTRE, centre_id)
