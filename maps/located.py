"""What a geocoder answers: a point with how near to the door it is, or several between which a person chooses. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from maps.distance import Point

PIN = "pin"  # the precision of a point that a person gave: nothing moves it but a person


class Precision(StrEnum):
    """How near to the door an answer is."""

    ADDRESS = "address"
    STREET = "street"
    PLACE = "place"  # the middle of the town or village only


@dataclass(frozen=True, slots=True)
class Located:
    """A point for an address, with what the source calls it and which source that was."""

    point: Point
    label: str
    precision: Precision
    source: str
    municipality: str = ""  # by which a person tells it from another of its name


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address may mean: nothing that is known, one place, or several."""

    choices: tuple[Located, ...] = ()
    is_sure: bool = True  # no other place can be meant; only one choice is ever sure

    @property
    def located(self) -> Located | None:
        """The one place, where no person has to choose or to confirm it."""
        return self.choices[0] if self.is_sure and len(self.choices) == 1 else None
