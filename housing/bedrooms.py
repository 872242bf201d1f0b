"""How many bedrooms a household needs, by whom it may be asked to sleep in one room. Pure.

The rule is that of the European statistics on living conditions, by which Greece counts too who lives crowded
(Eurostat, "Overcrowding rate", ilc_lvho05a; ELSTAT, survey of income and living conditions): a room for each couple,
for each other adult, for two young people of one sex, for a young person who finds nobody to share with, and for two
children. The one more room that the rule wants for the whole household is the living room, which is no bedroom.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

ADULT, YOUNG = 18, 12  # full years from which somebody counts as such


@dataclass(frozen=True, slots=True)
class Sleeper:
    """Somebody of the household: `age` in full years; `sex` None where it is not known, and is nobody else's."""

    age: int
    sex: str | None = None
    has_partner: bool = False  # who lives here too


class Room(StrEnum):
    """Whom a bedroom is for."""

    COUPLE = "couple"
    ADULT = "adult"
    YOUNG_PAIR = "young-pair"  # two of one sex, from YOUNG up to ADULT
    YOUNG = "young"
    CHILDREN = "children"  # two, of whatever sex
    CHILD = "child"


def rooms_for(people: Iterable[Sleeper]) -> Mapping[Room, int]:
    """The bedrooms by whom they are for; only those that are needed, in the order of `Room`."""
    everybody = list(people)
    couples = sum(person.has_partner for person in everybody)
    alone = [person for person in everybody if not person.has_partner]
    by_sex = Counter(person.sex for person in alone if YOUNG <= person.age < ADULT)
    unknown = by_sex.pop(None, 0)
    children = sum(person.age < YOUNG for person in alone)
    rooms = {
        Room.COUPLE: (couples + 1) // 2,
        Room.ADULT: sum(person.age >= ADULT for person in alone),
        Room.YOUNG_PAIR: sum(number // 2 for number in by_sex.values()),
        Room.YOUNG: sum(number % 2 for number in by_sex.values()) + unknown,
        Room.CHILDREN: children // 2,
        Room.CHILD: children % 2,
    }
    return {room: number for room, number in rooms.items() if number}
