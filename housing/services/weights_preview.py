"""What other weights would change: the first flats of some households, before and after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.auth.models import User
from housing.models import Needs
from housing.ports import SubsidyEstimates
from housing.ranking import Weights
from housing.services.matching import Match, first_flats, wishes_of
from housing.services.waiting import searching
from people.models import Household

MOST_HOUSEHOLDS = 6
MOST_FLATS = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """One household, of which no more is said than its size, and its first flats by either weights."""

    people: int
    bedrooms: int
    before: Sequence[Match]
    after: Sequence[Match]

    @property
    def has_other_first(self) -> bool:
        """Whether another flat would come first."""
        return _keys(self.before)[:1] != _keys(self.after)[:1]

    @property
    def has_changed(self) -> bool:
        """Whether the first flats would be others, or stand otherwise."""
        return _keys(self.before) != _keys(self.after)

    def was(self, match: Match) -> int | None:
        """Which of the first it is before, from 1; None for none of them."""
        keys = _keys(self.before)
        return keys.index(match.listing.id) + 1 if match.listing.id in keys else None


def preview(
    session: Session, before: Weights, after: Weights, estimates: SubsidyEstimates, actor: User, *, on: date
) -> list[Compared]:
    """Of each size the household of this person's centres that is known longest, the smallest first."""
    found = []
    for needs in _one_of_each_size(session, actor, on):
        old, new = first_flats(session, needs, estimates, (before, after), on=on, most=MOST_FLATS)
        wishes = wishes_of(needs, on)
        found.append(Compared(wishes.people, wishes.bedrooms, old, new))
    return found


def _one_of_each_size(session: Session, actor: User, on: date) -> Iterator[Needs]:
    by_size: dict[int, Needs] = {}
    for needs in searching(session, actor.sees(Household.centre_id)):
        by_size.setdefault(len(needs.household.present_on(on)), needs)
    for _size, needs in sorted(by_size.items())[:MOST_HOUSEHOLDS]:
        yield needs


def _keys(matches: Sequence[Match]) -> list[int]:
    return [match.listing.id for match in matches]
