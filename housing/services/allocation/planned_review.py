"""What would be offered from a plan, looked at before anybody confirms it: nothing is locked and nothing is changed."""

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.errors import Refused
from core.messages import Channel
from core.structure import Centre
from core.text import N_, Sentence
from housing.allocation import Pair
from housing.models import Listing
from housing.ports import SubsidyEstimates
from housing.services.allocation.planned_offers import (
    APART,
    MOST_AT_ONCE,
    TOO_MANY,
    Refusal,
    figures_where_it_fits,
    of_centre,
    reasons_by_pair,
    reasons_of,
)
from housing.services.offers.lines import refuse_unless_next
from housing.services.offers.offers import check_pair
from housing.services.ranking.costs import MonthlyFigures
from housing.states import ListingAction, next_status
from people.models import Household
from people.services.sms import sms_number

TWICE = Sentence(N_("The household or the home is offered in a row above already."))


@dataclass(frozen=True, slots=True)
class ToOffer:
    """An offer that would be made."""

    household: Household
    listing: Listing
    figures: MonthlyFigures
    pinned_for: str | None  # why somebody pinned the two
    goes_with_offer: bool  # the reason is kept as why the household is to move
    by_sms: bool  # whether it is told


@dataclass(frozen=True, slots=True)
class Review:
    """What would become of pairs that were chosen."""

    offers: Sequence[ToOffer]
    refused: Sequence[Refusal]

    @property
    def told(self) -> int:
        """So many SMS would go out."""
        return sum(one.by_sms for one in self.offers)

    @property
    def languages(self) -> Sequence[str]:
        """In which they are read."""
        return sorted({one.household.language for one in self.offers if one.by_sms})


def review_pairs(
    session: Session,
    centre: Centre,
    pairs: Collection[Pair],
    estimates: SubsidyEstimates,
    *,
    ways: Container[Channel],
    on: date,
) -> Review:
    """By the checks of `offer_pairs`, in its order. Raises Refused for too many, Forbidden for another centre's."""
    if len(pairs) > MOST_AT_ONCE:
        raise Refused(TOO_MANY)
    wanted = select(Listing).where(Listing.id.in_({flat for _one, flat in pairs})).order_by(Listing.id)
    listings = session.scalars(wanted.options(joinedload(Listing.dwelling))).all()
    households, flats = of_centre(session, centre, pairs, listings)
    found = list(
        _each(session, centre, sorted(pairs, key=lambda pair: pair[1]), households, flats, estimates, ways, on)
    )
    return Review(
        [one for one in found if isinstance(one, ToOffer)], [one for one in found if isinstance(one, Refusal)]
    )


def _each(
    session: Session, centre: Centre, pairs: Sequence[Pair], households: dict[int, Household],
    flats: dict[int, Listing], estimates: SubsidyEstimates, ways: Container[Channel], on: date,
) -> Iterator[ToOffer | Refusal]:  # fmt: skip
    pinned, barred = reasons_by_pair(session, centre)
    taken: set[tuple[str, int]] = set()
    for pair in pairs:
        household, listing = households[pair[0]], flats[pair[1]]
        both = {("household", household.id), ("home", listing.dwelling_id)}
        try:
            if pair in barred or both & taken:
                raise Refused(APART if pair in barred else TWICE)
            yield _to_offer(session, household, listing, estimates, pinned.get(pair), ways, on)
        except Refused as refusal:
            yield Refusal(household, listing, refusal.sentence)
        else:
            taken |= both


def _to_offer(
    session: Session, household: Household, listing: Listing, estimates: SubsidyEstimates, pinned_for: str | None,
    ways: Container[Channel], on: date,
) -> ToOffer:  # fmt: skip
    """Raises Refused."""
    reasons = reasons_of(session, household, pinned_for, on)
    check_pair(session, household, listing, **reasons, on=on)
    figures = figures_where_it_fits(session, household, listing, estimates, pinned_for, on)
    refuse_unless_next(session, listing, household)
    next_status(listing.status, ListingAction.OFFER)
    by_sms = Channel.SMS in ways and sms_number(session, household) is not None
    return ToOffer(household, listing, figures, pinned_for, bool(reasons["despite_lease"]), by_sms)
