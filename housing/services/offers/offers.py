"""Offers: made, answered, withdrawn, run out. Each step moves the listing along with the offer."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import DAY, day_of
from core.db import lock_row
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Listing, Offer
from housing.reasons import declines, withdrawn_offers
from housing.reasons.declines import DeclineReason
from housing.reasons.withdrawn_offers import CAUSES, CLOSES_FOR, ITS_OWN, NEEDS_WORDS, TakenBack
from housing.services.dealings.flat_holds import refuse_held
from housing.services.dealings.landlord_refusals import refuse_refused
from housing.services.homes.running_leases import refuse_settled
from housing.services.homes.voids import refuse_void
from housing.services.listings.listing_life import move_listing
from housing.services.offers.lines import ask_for_turn, refuse_another_turn, release_lines, take_turn
from housing.services.offers.offer_queries import IS_LIVE, live_offers, offers_ending
from housing.services.offers.offered_facts import facts_of_both, has_flat_changed
from housing.services.ranking.costs import MonthlyFigures
from housing.services.viewings.viewing_guests import release_from_home
from housing.states import ListingAction, ListingStatus, OfferAction, OfferStatus, next_status
from people.events import HouseholdExited
from people.models import Household
from people.services.stages import refuse_exited

DAYS_TO_ANSWER = 3  # offered at first; the officer may choose another day
MOST_DAYS_TO_ANSWER = 31  # flat and household are in nobody else's offer for as long: a year is a slip
TIME_IS_OVER = Sentence(N_("The time to answer this offer is over: the housing officer can make a new one."))


def make_offer(
    session: Session,
    household: Household,
    listing: Listing,
    *,
    figures: MonthlyFigures,
    answer_by: date,
    despite_landlord: str = "",
    despite_lease: str = "",
    actor: User,
    at: datetime,
    on: date,
) -> Offer:
    """Put the flat before the household, with the figures as they are today. `despite_landlord`: why, where the
    landlord holds it for another or would not let it to this household; `despite_lease`: why, where the household rents
    a home by a lease that nobody ends.

    Raises Refused when the flat or the household is already in an offer; the sentence says in which.
    """
    check_answer_day(answer_by, on)
    expire_late(session, listing, [household.id], actor=actor, at=at, on=on)
    lock_row(session, listing)
    lock_row(session, listing.dwelling)
    check_pair(session, household, listing, despite_landlord=despite_landlord, despite_lease=despite_lease, on=on)
    place = refuse_another_turn(session, listing, household)
    offer = Offer(
        listing=listing,
        household=household,
        status=OfferStatus.OPEN,
        made_by_id=actor.id,
        offered_at=at,
        answer_by=answer_by,
        monthly_rent=figures.monthly_rent,
        common_charges=figures.common_charges,
        monthly_subsidy=figures.monthly_subsidy,
        household_pays=figures.household_pays,
        despite_landlord=despite_landlord or None,
        despite_lease=despite_lease or None,
        was_verified=listing.status is ListingStatus.VERIFIED,
        facts=facts_of_both(session, household, listing, on=on),
    )
    _put_before(session, offer)
    record(session, "make-offer", offer, actor=actor)
    if place is not None:
        take_turn(session, place, offer, on=on, actor=actor)
        ask_for_turn(session, listing, at=at)
    return offer


def _put_before(session: Session, offer: Offer) -> None:
    """Raises Refused where somebody else was faster: with another offer, or in letting the household leave."""
    listing, household = offer.listing, offer.household
    try:
        with session.begin_nested():
            listing.status = next_status(listing.status, ListingAction.OFFER)
            session.add(offer)
    except IntegrityError:
        refuse_second_offer(session, household, listing)
        raise
    session.refresh(household, ["stage"])  # whom the offer names cannot leave from here on
    refuse_exited(household)


def check_pair(
    session: Session, household: Household, listing: Listing, *, despite_landlord: str, despite_lease: str, on: date
) -> None:
    """Raise Refused where the flat cannot be put before the household, whoever is next in line."""
    refuse_exited(household)
    refuse_void(session, listing, on)
    refuse_held(session, listing, household, despite_landlord, on)
    refuse_refused(session, listing, household, despite_landlord)
    refuse_settled(session, household, despite_lease, on)
    refuse_second_offer(session, household, listing)


def check_answer_day(answer_by: date, on: date) -> None:
    """Raise Refused where nobody could answer any more, and where flat and household would be bound without end."""
    if answer_by < on:
        raise Refused(Sentence(N_("The last day for the answer cannot lie in the past")), field="answer_by")
    if answer_by > on + MOST_DAYS_TO_ANSWER * DAY:
        latest = {"day": on + MOST_DAYS_TO_ANSWER * DAY}
        raise Refused(Sentence(N_("The last day for the answer can be %(day)s at the latest"), latest), "answer_by")


def refuse_second_offer(session: Session, household: Household, listing: Listing) -> None:
    """Raise Refused when either of them is in an open offer, or in an accepted one that waits for its lease."""
    query = select(Offer).where(_is_of(listing, [household.id]), IS_LIVE).order_by(Offer.id)
    for offer in session.scalars(query):
        raise Refused(_already(offer, listing))


def why_not_offered(listing: Listing, standing: Offer | None) -> Sentence | None:
    """What to say where the flat cannot be offered now: an offer stands of it or to the household, or it is not to be
    had; None where it can.
    """
    if standing is not None:
        return _already(standing, listing)
    if listing.status in (ListingStatus.OFFERED, ListingStatus.RESERVED):  # by an offer whose time is over
        return None
    try:
        next_status(listing.status, ListingAction.OFFER)
    except Refused as refusal:
        return refusal.sentence
    return None


def accept_offer(
    session: Session, offer: Offer, *, words: str = "", at: datetime, on: date, actor: User | None = None
) -> None:
    """The household wants the flat; it is reserved until the lease is signed. `actor`: who wrote its answer down, if
    it did not do so itself.
    """
    _refuse_late_answer(offer, on)
    _close(session, offer, OfferAction.ACCEPT, at)
    offer.accepted_at, offer.answer_words = at, words
    record(session, "accept-offer", offer, actor=actor or offer.household)
    release_lines(session, offer.listing, offer.household, on=on, actor=actor)


def decline_offer(
    session: Session,
    offer: Offer,
    *,
    reason: DeclineReason,
    words: str,
    at: datetime,
    on: date,
    actor: User | None = None,
) -> None:
    """The household does not want the flat, and says why. `actor`: who wrote its answer down, if not itself."""
    if reason == DeclineReason.OTHER and not words:
        raise Refused(Sentence(N_("Write in a few words why not")), field="words")
    _refuse_late_answer(offer, on)
    _close(session, offer, OfferAction.DECLINE, at, is_doubted=reason in declines.DOUBTS_THE_FLAT)
    offer.decline_reason, offer.answer_words = reason.value, words
    release_from_home(session, offer.household, offer.listing)
    record(session, "decline-offer", offer, actor=actor or offer.household)


def withdraw_offer(
    session: Session, offer: Offer, *, because: TakenBack, words: str, actor: User, at: datetime
) -> None:
    """Take the offer back; also an accepted one, as long as no lease is signed. The flat is free again, unless it is
    gone by this reason: then its advert is closed, and whoever stands in line for it is let go.
    """
    if because in NEEDS_WORDS and not words:
        raise Refused(Sentence(N_("Write in a few words why it is taken back")), field="words")
    _close(session, offer, OfferAction.WITHDRAW, at, is_doubted=because in withdrawn_offers.DOUBTS_THE_FLAT)
    offer.taken_back_because, offer.taken_back_words = because, words or None
    values = {"because": because.value, "cause": CAUSES[because].value}
    record(session, "withdraw-offer", offer, actor=actor, values=values)
    if because in CLOSES_FOR:
        move_listing(
            session, offer.listing, ListingAction.WITHDRAW, reason=CLOSES_FOR[because], on=day_of(at), actor=actor
        )


def give_up_offer(session: Session, offer: Offer, *, because: TakenBack, words: str, at: datetime) -> None:
    """The household itself gives the home up, as long as no lease is signed; the flat is free again."""
    if because not in ITS_OWN:
        raise ValueError(f"{because} is not for a household to say")
    if because in NEEDS_WORDS and not words:
        raise Refused(Sentence(N_("Write in a few words why not")), field="words")
    _close(session, offer, OfferAction.GIVE_UP, at)
    offer.taken_back_because, offer.taken_back_words, offer.is_given_up = because, words or None, True
    release_from_home(session, offer.household, offer.listing)
    values = {"because": because.value, "cause": CAUSES[because].value}
    record(session, "give-up-offer", offer, actor=offer.household, values=values)


def expire_offers(session: Session, *, actor: User, on: date, at: datetime) -> int:
    """Close every open offer of the person's centre whose last day has passed; returns how many there were."""
    return _expire(session, offers_ending(session, actor, by=on - DAY), actor, at)


def refuse_live_offer(session: Session, event: HouseholdExited) -> None:
    """Who leaves the programme answers no offer: somebody closes it first. Raises Refused."""
    if live_offers(session, [event.household_id]):
        raise Refused(Sentence(N_("The household has an offer that is open or accepted: take it back first.")))


def expire_late(
    session: Session, listing: Listing, household_ids: Collection[int], *, actor: User, at: datetime, on: date
) -> None:
    """Close the offers of the home, and of these households, that nobody answered in time."""
    late = (Offer.status == OfferStatus.OPEN) & (Offer.answer_by < on)
    query = select(Offer).where(_is_of(listing, household_ids), late).order_by(Offer.id)
    _expire(session, session.scalars(query).all(), actor, at)


def _is_of(listing: Listing, household_ids: Collection[int]) -> ColumnElement[bool]:
    """Offers of these households, and those of the home by whichever of its adverts."""
    return or_(Offer.household_id.in_(household_ids), Offer.listing_id.in_(Listing.of_home(listing.dwelling_id)))


def _expire(session: Session, late: Iterable[Offer], actor: User, at: datetime) -> int:
    """One after the other, so that two who do it at once never wait for each other; what another closed stays so."""
    closed = 0
    for offer in sorted(late, key=lambda offer: offer.id):
        lock_row(session, offer)
        if offer.status is OfferStatus.OPEN:
            _close(session, offer, OfferAction.EXPIRE, at)
            record(session, "expire-offer", offer, actor=actor)
            closed += 1
    return closed


def _close(session: Session, offer: Offer, action: OfferAction, at: datetime, *, is_doubted: bool = False) -> None:
    """Both rows are read anew and locked, so that of two answers at once the second finds the first. A flat that is
    free again goes to the next in line, where the line goes on by itself. `is_doubted`: by what was said of the flat.
    """
    lock_row(session, offer)
    offer.status = next_status(offer.status, action)
    lock_row(session, offer.listing)
    becomes = ListingAction.RESERVE if action is OfferAction.ACCEPT else _released(offer, is_doubted)
    offer.listing.status = next_status(offer.listing.status, becomes)
    offer.answered_at = at
    session.flush()
    if becomes is not ListingAction.RESERVE:
        ask_for_turn(session, offer.listing, at=at)


def _released(offer: Offer, is_doubted: bool) -> ListingAction:
    """What was verified before the offer is not verified twice for nothing."""
    holds = offer.was_verified and not is_doubted and not has_flat_changed(offer)
    return ListingAction.RETURN if holds else ListingAction.RELEASE


def _refuse_late_answer(offer: Offer, on: date) -> None:
    if offer.is_late(on):
        raise Refused(TIME_IS_OVER)


def _already(offer: Offer, listing: Listing) -> Sentence:
    if offer.listing.dwelling_id == listing.dwelling_id:
        return Sentence(
            N_("This flat is offered to %(household)s (%(reference)s), who can answer until %(day)s."),
            {"household": offer.household.name, "reference": offer.household.reference, "day": offer.answer_by},
        )
    return Sentence(
        N_("%(household)s (%(reference)s) already has the offer of “%(flat)s”: take that one back first."),
        {"household": offer.household.name, "reference": offer.household.reference, "flat": offer.listing.title},
    )
