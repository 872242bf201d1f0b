"""How people come to belong to a household and cease to, and what that says about the days. Pure."""

from datetime import date
from enum import StrEnum
from typing import Protocol

from core.errors import Refused
from core.text import N_, Sentence


class Joining(StrEnum):
    BIRTH = "birth"
    REUNIFICATION = "reunification"  # of a family, from another country (directive 2003/86/EC)
    PARTNERSHIP = "partnership"  # married or lives with a member
    GUARDIANSHIP = "guardianship"  # a child of somebody else's that the household brings up
    MOVED = "moved"  # from another household
    OTHER = "other"


class Leaving(StrEnum):
    DEATH = "death"
    OWN_HOUSEHOLD = "own-household"  # of age, or on one's own
    SEPARATION = "separation"
    MOVED_OUT = "moved-out"  # to others
    LEFT_COUNTRY = "left-country"
    INSTITUTION = "institution"  # a hospital, a home, a prison
    OTHER = "other"


# Of who lives on in another household.
MOVES = (Leaving.OWN_HOUSEHOLD, Leaving.SEPARATION, Leaving.MOVED_OUT, Leaving.OTHER)


class Presence(Protocol):
    """Since when and until when a person belongs to a household, and why."""

    @property
    def joined_on(self) -> date | None:
        """None: there from the start."""

    @property
    def joined_by(self) -> Joining | None: ...

    @property
    def left_on(self) -> date | None:
        """The first day away."""

    @property
    def left_by(self) -> Leaving | None: ...


def check_presence(born_on: date, presence: Presence) -> None:
    """Whether somebody can have come and gone like this. Raises Refused."""
    first_day = presence.joined_on or born_on
    if first_day < born_on:
        raise Refused(Sentence(N_("Nobody can join before the day of birth")), field="joined_on")
    if presence.joined_by is not None and presence.joined_on is None:
        raise Refused(Sentence(N_("Enter the first day in the household too")), field="joined_on")
    if presence.joined_by is Joining.BIRTH and presence.joined_on != born_on:
        raise Refused(Sentence(N_("Who is born into a household joins it on the day of birth")), field="joined_on")
    if presence.left_by is not None and presence.left_on is None:
        raise Refused(Sentence(N_("Enter the first day away too")), field="left_on")
    if presence.left_on is not None and presence.left_on <= first_day:
        raise Refused(Sentence(N_("The first day away must come after the first day here")), field="left_on")


def outlives(presence: Presence, death: Presence) -> bool:
    """Whether a person would belong to a household after having died as a member of another."""
    if death.left_by is not Leaving.DEATH or death.left_on is None:
        return False
    return presence.left_on is None or presence.left_on > death.left_on
