"""Offers made from a plan that a person has confirmed: each by itself, what was refused meanwhile is said."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.db import lock_rows
from core.errors import Forbidden, Refused
from core.structure import Centre
from core.text import N_, Sentence
from housing.allocation import Pair
from housing.allocation.rulings import Ruling
from housing.models import Dwelling, Listing, Offer
from housing.ports import SubsidyEstimates
from housing.services.allocation.pair_rulings import standing_rulings
from housing.services.homes.running_leases import settled_by
from housing.services.offers.offers import make_offer, refuse_second_offer
from housing.services.ranking.costs import MonthlyFigures
from housing.services.ranking.matching import judge
from people.models import Household

MOST_AT_ONCE = 50

TOO_MANY = Sentence(N_("At most %(most)s offers at once: choose fewer."), {"most": MOST_AT_ONCE})
GONE = Sentence(N_("One of the pairs that you chose is not of this centre."))
FITS_NO_MORE = Sentence(N_("It does not fit any more: look at the plan as it is now."))
APART = Sentence(N_("Somebody has kept the two apart meanwhile."))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A pair that was not offered, and why."""

    household: Household
    listing: Listing
    why: Sentence


@dataclass(frozen=True, slots=True)
class OfferedPairs:
    """What became of the pairs that were confirmed."""

    made: list[Offer] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def offer_pairs(
    session: Session,
    centre: Centre,
    pairs: Collection[Pair],
    estimates: SubsidyEstimates,
    *,
    answer_by: date,
    actor: User,
    at: datetime,
    on: date,
) -> OfferedPairs:
    """Offer each household its flat, with the figures of today. Raises Refused for too many, and for a last day in the
    past; Forbidden for a pair of another centre.

    Flats and homes are locked first, in their order, so that two who confirm at once take turns.
    """
    if len(pairs) > MOST_AT_ONCE:
        raise Refused(TOO_MANY)
    households, listings = lock_pairs(session, centre, pairs)
    pinned, barred = reasons_by_pair(session, centre)
    outcome = OfferedPairs()
    for pair in sorted(pairs, key=lambda pair: pair[1]):
        household, listing = households[pair[0]], listings[pair[1]]
        try:
            if pair in barred:
                raise Refused(APART)
            with session.begin_nested():
                outcome.made.append(
                    _offer(
                        session, household, listing, estimates, pinned.get(pair), answer_by=answer_by, actor=actor,
                        at=at, on=on,
                    )
                )  # fmt: skip
        except Refused as refusal:
            if refusal.field == "answer_by":
                raise
            outcome.refused.append(Refusal(household, listing, refusal.sentence))
    return outcome


def _offer(
    session: Session, household: Household, listing: Listing, estimates: SubsidyEstimates, pinned_for: str | None,
    *, answer_by: date, actor: User, at: datetime, on: date,
) -> Offer:  # fmt: skip
    refuse_second_offer(session, household, listing)
    figures = figures_where_it_fits(session, household, listing, estimates, pinned_for, on)
    reasons = reasons_of(session, household, pinned_for, on)
    return make_offer(
        session, household, listing, figures=figures, answer_by=answer_by, **reasons, actor=actor, at=at, on=on
    )


def figures_where_it_fits(
    session: Session, household: Household, listing: Listing, estimates: SubsidyEstimates, pinned_for: str | None,
    on: date,
) -> MonthlyFigures:  # fmt: skip
    """What the flat costs the household today. Raises Refused where it breaks a limit and nobody has pinned the two."""
    figures, ranked = judge(session, household, [listing], estimates, on=on)
    if pinned_for is None and (listing.id not in ranked or ranked[listing.id].broken):
        raise Refused(FITS_NO_MORE)
    return figures[listing.id]


def reasons_of(session: Session, household: Household, pinned_for: str | None, on: date) -> dict[str, str]:
    """Why somebody pinned the two also says why a flat is offered that is held for another, or to a household that
    rents a home.
    """
    moves_for = pinned_for if pinned_for and settled_by(session, household, on) else ""
    return {"despite_landlord": pinned_for or "", "despite_lease": moves_for}


def reasons_by_pair(session: Session, centre: Centre) -> tuple[dict[Pair, str], dict[Pair, str]]:
    """Why pairs are pinned, and why they are kept apart."""
    pinned: dict[Pair, str] = {}
    barred: dict[Pair, str] = {}
    for one in standing_rulings(session, centre):
        into = pinned if one.ruling is Ruling.PIN else barred
        into[one.household_id, one.listing_id] = one.reason
    return pinned, barred


def lock_pairs(
    session: Session, centre: Centre, pairs: Collection[Pair]
) -> tuple[dict[int, Household], dict[int, Listing]]:
    """Both sides by key, the flats and homes locked. Raises Forbidden where one is not the centre's."""
    listings = lock_rows(session, Listing, Listing.id.in_({flat for _one, flat in pairs}), joinedload(Listing.dwelling))
    lock_rows(session, Dwelling, Dwelling.id.in_([listing.dwelling_id for listing in listings]))
    return of_centre(session, centre, pairs, listings)


def of_centre(
    session: Session, centre: Centre, pairs: Collection[Pair], listings: Iterable[Listing]
) -> tuple[dict[int, Household], dict[int, Listing]]:
    """The same of flats that are loaded."""
    keys = {household for household, _flat in pairs}
    households = session.scalars(select(Household).where(Household.id.in_(keys)).order_by(Household.id)).all()
    ours = {one.id: one for one in households if one.centre_id == centre.id}
    flats = {one.id: one for one in listings if one.centre_id == centre.id}
    if ours.keys() != keys or flats.keys() != {flat for _one, flat in pairs}:
        raise Forbidden(GONE)
    return ours, flats
