"""Whose turn it is in a line: the next is offered the flat, or passed over with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.db import lock_row
from core.errors import Refused
from core.text import N_, Sentence
from housing.allocation.rulings import Ruling
from housing.models import LinePlace, Listing, Offer
from housing.ports import SubsidyEstimates
from housing.ranking import RankedFlat
from housing.reasons.lines import LineReason
from housing.services.allocation.pair_rulings import ruling_of
from housing.services.dealings.flat_hold_queries import find_hold
from housing.services.dealings.landlord_refusals import households_refused
from housing.services.homes.running_leases import settled_by
from housing.services.homes.voids import refuse_void
from housing.services.offers.lines import IS_WAITING, lock_line, pass_over
from housing.services.offers.offer_queries import live_offers
from housing.services.offers.offers import check_answer_day, expire_late, make_offer
from housing.services.ranking.costs import MonthlyFigures
from housing.services.ranking.matching import judge
from housing.states import ListingAction, next_status
from people.models import Household
from people.stages import LOOKING, Stage

NOBODY_WAITS = Sentence(N_("Nobody stands in line for this flat any more."))
ANOTHER_IS_FIRST = Sentence(N_("The line has changed meanwhile: look who is next now."))


@dataclass(frozen=True, slots=True)
class Turn:
    """Who was offered the flat, if anybody, and who was passed over on the way."""

    offer: Offer | None
    passed_over: tuple[LinePlace, ...]


def offer_to_next(
    session: Session,
    listing: Listing,
    estimates: SubsidyEstimates,
    *,
    expected: int | None = None,
    answer_by: date,
    actor: User,
    is_by_itself: bool = False,
    at: datetime,
    on: date,
) -> Turn:
    """Offer the flat to the first in line whom it still fits and who is free for it. `expected`: the key of the place
    that the officer saw first; `actor`: who offers it, or in whose name it goes out by itself.

    Raises Refused where the flat is not to be offered now, nobody waits, or another is first by now.
    """
    check_answer_day(answer_by, on)
    waiting = select(LinePlace.household_id).where(LinePlace.listing_id == listing.id, IS_WAITING)
    expire_late(session, listing, session.scalars(waiting).all(), actor=actor, at=at, on=on)
    lock_row(session, listing)
    lock_row(session, listing.dwelling)
    _lock_households(session, session.scalars(waiting).all())
    next_status(listing.status, ListingAction.OFFER)
    refuse_void(session, listing, on)
    line = lock_line(session, listing)
    if not line:
        raise Refused(NOBODY_WAITS)
    if expected not in (None, line[0].id):
        raise Refused(ANOTHER_IS_FIRST)
    passed_over: list[LinePlace] = []
    for place in line:
        why, figures = _look(session, place.household, listing, estimates, on)
        if why is None:
            offer = make_offer(
                session, place.household, listing, figures=figures, answer_by=answer_by, actor=actor, at=at, on=on
            )
            return Turn(offer, tuple(passed_over))
        pass_over(session, place, why, on=on, actor=None if is_by_itself else actor)
        passed_over.append(place)
    return Turn(None, tuple(passed_over))


def fits(ranked: RankedFlat | None) -> bool:
    """Whether a flat is offered down a line: it breaks no limit of the household, as far as is known."""
    return ranked is not None and (not ranked.broken or ranked.is_to_ask)


def _lock_households(session: Session, keys: Iterable[int]) -> None:
    """Before their places, as whoever leaves the programme is locked before it leaves the lines."""
    for household in session.scalars(select(Household).where(Household.id.in_(keys)).order_by(Household.id)).all():
        lock_row(session, household, may_be_named=True)


def _look(
    session: Session, household: Household, listing: Listing, estimates: SubsidyEstimates, on: date
) -> tuple[LineReason | None, MonthlyFigures]:
    """Why the household cannot be offered the flat today, and what it would cost."""
    figures, ranked = judge(session, household, [listing], estimates, on=on)
    return _why_not(session, household, listing, ranked.get(listing.id), on), figures[listing.id]


def _why_not(
    session: Session, household: Household, listing: Listing, ranked: RankedFlat | None, on: date
) -> LineReason | None:
    if household.centre_id != listing.centre_id:
        return LineReason.OTHER_CENTRE
    if household.stage not in LOOKING:
        return LineReason.LEFT if household.stage is Stage.EXITED else LineReason.HAS_HOME
    if settled_by(session, household, on) is not None:
        return LineReason.HAS_HOME
    if live_offers(session, [household.id]):
        return LineReason.HAS_OFFER
    ruling = ruling_of(session, household, listing)
    if ruling is Ruling.BAR:
        return LineReason.KEPT_APART
    if household.id in households_refused(session, listing):
        return LineReason.LANDLORD_REFUSED
    hold = find_hold(session, listing, on)
    if hold is not None and not hold.is_for(household):
        return LineReason.HELD
    return None if fits(ranked) or ruling is Ruling.PIN else LineReason.FITS_NO_MORE
