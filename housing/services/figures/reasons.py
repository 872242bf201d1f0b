"""Why offers came to nothing, and why landlords said no: rows of a period, which `housing.figures.reasons` sums up."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.dates import day_of, start_of
from housing.figures.reasons import Ending, Lost, ReasonSums, Why, sum_up
from housing.figures.told import Asked
from housing.models import LandlordTalk, Listing, Offer
from housing.reasons.refusals import RefusalReason
from housing.states import OfferStatus
from maps.small_cells import FEWEST, Shown, hide_small
from people.models import Household, LogEntry

_ENDINGS = {
    OfferStatus.DECLINED: Ending.DECLINED,
    OfferStatus.WITHDRAWN: Ending.TAKEN_BACK,
    OfferStatus.EXPIRED: Ending.RAN_OUT,
}


def sums_of_reasons(session: Session, asked: Asked) -> ReasonSums:
    """Of the offers to households of these centres that came to nothing in the period; one query."""
    query = (
        select(Offer.status, Offer.decline_reason, Offer.taken_back_because, Offer.answered_at, Offer.household_id)
        .join(Household, Household.id == Offer.household_id)
        .where(Household.centre_id.in_(asked.centre_ids), Offer.status.in_(_ENDINGS))
        .where(
            Offer.answered_at >= start_of(asked.period.starts_on), Offer.answered_at < start_of(asked.period.ends_on)
        )
    )
    lost = [
        Lost(Why(_ENDINGS[status], (declined if status is OfferStatus.DECLINED else because) or ""), day_of(at), who)
        for status, declined, because, at, who in session.execute(query)
        if at is not None
    ]
    return sum_up(lost, asked.period.months)


def refusals(session: Session, asked: Asked) -> tuple[Shown[RefusalReason], int | None]:
    """How many landlords said no for a reason, about flats of these centres in the period, and how many did at all;
    one query.

    Whoever said no for two reasons counts once in the second, which so tells no more than the sum over the reasons.
    """
    query = (
        select(LandlordTalk.refusal, LandlordTalk.landlord_id)
        .join(LandlordTalk.listing)
        .join(LandlordTalk.entry)
        .where(Listing.centre_id.in_(asked.centre_ids), LandlordTalk.refusal.is_not(None))
        .where(LogEntry.happened_on >= asked.period.starts_on, LogEntry.happened_on < asked.period.ends_on)
        .distinct()
    )
    said = [(reason, landlord) for reason, landlord in session.execute(query)]
    by_reason, landlords = Counter(reason for reason, _landlord in said), {landlord for _reason, landlord in said}
    shown = hide_small({reason: by_reason[reason] for reason in RefusalReason})
    is_told = shown.total is not None and len(landlords) >= FEWEST
    return shown, len(landlords) if is_told else None
