"""What other weights would change: the first flats of some households, before and after."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from housing import ranking
from housing.models import Listing, ListingSpot, Needs
from housing.ports import SubsidyEstimates
from housing.ranking import Columns, Move, Weights, Wishes
from housing.services.ranking.flat_columns import costs_for, flat_rows, home_of
from housing.services.ranking.matching import is_free, wishes_of
from housing.services.ranking.waiting import searching
from people.models import Household

MOST_HOUSEHOLDS = 6
MOST_FLATS = 3


@dataclass(frozen=True, slots=True)
class First:
    """One of the first flats of a household."""

    listing_id: int
    title: str
    monthly_rent: Decimal
    score: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One household, of which no more is said than its size, and its first flats by either weights."""

    people: int
    bedrooms: int
    before: Sequence[First]
    after: Sequence[First]
    moves: Sequence[Move]  # of the first ten by either
    titles: Mapping[int, str]  # of those that move

    @property
    def has_new_first(self) -> bool:
        """Whether those that are shown would be others, or stand otherwise."""
        return _keys(self.before) != _keys(self.after)

    def was(self, flat: First) -> int | None:
        """Which of the first it is before, from 1; None for none of them."""
        keys = _keys(self.before)
        return keys.index(flat.listing_id) + 1 if flat.listing_id in keys else None


@dataclass(frozen=True, slots=True)
class _Stood:
    """The first flats of one household by either weights, with their scores, and what moves."""

    first: Sequence[Mapping[int, int]]
    moves: Sequence[Move]

    @property
    def keys(self) -> set[int]:
        """Of all flats that something is said of."""
        return {key for scores in self.first for key in scores} | {move.listing_id for move in self.moves}


def preview(
    session: Session, before: Weights, after: Weights, estimates: SubsidyEstimates, actor: User, *, on: date
) -> list[Compared]:
    """Of each size the household of this person's centres that is known longest, the smallest first."""
    chosen = list(_one_of_each_size(session, actor, on))
    rows = {
        centre_id: flat_rows(session, ListingSpot.centre_id == centre_id, *is_free(on, ListingSpot))
        for centre_id in sorted({needs.household.centre_id for needs in chosen})
    }
    stood = [
        _stand(session, needs, rows[needs.household.centre_id], estimates, (before, after), on) for needs in chosen
    ]
    said = _said_of(session, {key for one in stood for key in one.keys})
    return [_compared(wishes_of(needs, on), one, said) for needs, one in zip(chosen, stood, strict=True)]


def _compared(wishes: Wishes, stood: _Stood, said: Mapping[int, tuple[str, Decimal]]) -> Compared:
    old, new = ([First(key, *said[key], score) for key, score in scores.items()] for scores in stood.first)
    titles = {move.listing_id: said[move.listing_id][0] for move in stood.moves}
    return Compared(wishes.people, wishes.bedrooms, old, new, stood.moves, titles)


def _one_of_each_size(session: Session, actor: User, on: date) -> Iterator[Needs]:
    by_size: dict[int, Needs] = {}
    for needs in searching(session, actor.sees(Household.centre_id)):
        by_size.setdefault(len(needs.household.present_on(on)), needs)
    for _size, needs in sorted(by_size.items())[:MOST_HOUSEHOLDS]:
        yield needs


def _stand(
    session: Session,
    needs: Needs,
    rows: Sequence[Columns],
    estimates: SubsidyEstimates,
    both: tuple[Weights, Weights],
    on: date,
) -> _Stood:
    wishes, costs = wishes_of(needs, on), costs_for(session, needs.household, rows, estimates, on=on)
    scores = []
    for weights in both:
        places = ranking.places(rows, wishes, weights, cost_of=costs.cost, home_of=home_of)
        scores.append({rows[number][0]: int(places.scores[number]) for number in places.rows(places.span())})
    first = [dict(islice(one.items(), MOST_FLATS)) for one in scores]
    return _Stood(first, ranking.moves(*map(list, scores)))


def _said_of(session: Session, ids: Iterable[int]) -> dict[int, tuple[str, Decimal]]:
    """Title and rent, by key."""
    query = select(Listing.id, Listing.title, Listing.monthly_rent).where(Listing.id.in_(ids))
    return {listing_id: (title, rent) for listing_id, title, rent in session.execute(query)}


def _keys(flats: Sequence[First]) -> list[int]:
    return [flat.listing_id for flat in flats]
