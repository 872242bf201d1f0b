"""Households put to landlords: asked, answered, answered otherwise. A no takes the offer of the flat back, and the
household out of its line.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.db import lock_row
from core.errors import Refused
from core.text import N_, Sentence
from housing.disclosed_facts import DisclosedFact
from housing.models import LandlordTalk, Listing, Offer, Proposal
from housing.reasons.refusals import RefusalReason
from housing.reasons.withdrawn_offers import taken_back_for
from housing.services.landlords.talks import add_talk
from housing.services.listings.listings import landlord_of
from housing.services.offers.lines import refuse_in_lines
from housing.services.offers.offer_queries import IS_LIVE
from housing.services.offers.offered_facts import facts_of_household
from housing.services.offers.offers import withdraw_offer
from housing.states import next_status
from housing.states.landlords import AnswerAction, LandlordAnswer
from people.models import Household, TalkOutcome
from people.services.log import EntryDetails
from people.services.stages import refuse_exited

ASKED_ALREADY = N_("The landlord was asked about %(household)s on %(day)s: write the answer down there.")
NO_ANSWER = Sentence(N_("Choose what the landlord answered, or that an answer is waited for."))

ACTIONS = {
    TalkOutcome.WAITS: AnswerAction.WAIT,
    TalkOutcome.AGREED: AnswerAction.AGREE,
    TalkOutcome.REFUSED: AnswerAction.REFUSE,
}


def propose(
    session: Session,
    listing: Listing,
    household: Household,
    details: EntryDetails,
    *,
    told: Collection[DisclosedFact],
    refusal: RefusalReason | None = None,
    actor: User,
    at: datetime,
    on: date,
) -> Proposal:
    """The landlord was asked whether it lets the flat to the household, and perhaps answered at once.

    What was told is kept as it is on the day. The talk names nobody; where the answer is no, an offer of the flat to
    the household is taken back, and the household waits in its line no more.
    """
    refuse_exited(household)
    action = _action(details)
    _take_back(session, listing, household, action, refusal, actor, at)
    lock_row(session, listing)
    _leave_line(session, listing, household, action, actor, at)
    _refuse_second(session, listing, household)
    landlord = landlord_of(listing)
    talk = add_talk(session, landlord, details, listing=listing, refusal=refusal, actor=actor, at=at)
    proposal = Proposal(
        listing=listing,
        landlord=landlord,
        household=household,
        told=told_of(session, household, told, on=on),
        answer=LandlordAnswer.WAITS,
        asked=talk,
    )
    _answer(proposal, action, talk)
    session.add(proposal)
    record(session, "propose-household", proposal, actor=actor)
    return proposal


def answer_proposal(
    session: Session, proposal: Proposal, details: EntryDetails, *, refusal: RefusalReason | None = None, actor: User,
    at: datetime,
) -> None:  # fmt: skip
    """The landlord says yes or no, asks for more time, or has another answer than before."""
    action = _action(details)
    _take_back(session, proposal.listing, proposal.household, action, refusal, actor, at)
    lock_row(session, proposal.listing)
    _leave_line(session, proposal.listing, proposal.household, action, actor, at)
    lock_row(session, proposal)
    next_status(proposal.answer, action)
    talk = add_talk(
        session, proposal.landlord.leading, details, listing=proposal.listing, refusal=refusal, actor=actor, at=at
    )
    _answer(proposal, action, talk)
    record(session, "answer-proposal", proposal, actor=actor)


def told_of(session: Session, household: Household, names: Collection[DisclosedFact], *, on: date) -> dict[str, Any]:
    """These facts of the household as they are on a day, those that nobody knows left out."""
    known: dict[str, Any] = {**facts_of_household(session, household, on=on)}
    spoken = {one.language for member in household.present_on(on) for one in member.person.languages}
    known[DisclosedFact.LANGUAGES] = sorted(spoken | {household.language})
    return {name.value: known[name] for name in DisclosedFact if name in names and known.get(name) is not None}


def _action(details: EntryDetails) -> AnswerAction:
    if details.outcome not in ACTIONS:
        raise Refused(NO_ANSWER, field="outcome")
    return ACTIONS[details.outcome]


def _answer(proposal: Proposal, action: AnswerAction, talk: LandlordTalk) -> None:
    proposal.answer = next_status(proposal.answer, action)
    if action is not AnswerAction.WAIT:
        proposal.answered = talk


def _take_back(
    session: Session, listing: Listing, household: Household, action: AnswerAction, refusal: RefusalReason | None,
    actor: User, at: datetime,
) -> None:  # fmt: skip
    """Offers are locked before flats, as everywhere. A refusal without its reason is refused with the talk."""
    if action is not AnswerAction.REFUSE or refusal is None:
        return
    of_home = Offer.listing_id.in_(Listing.of_home(listing.dwelling_id))
    offered = select(Offer).where(Offer.household_id == household.id, of_home, IS_LIVE)
    for offer in session.scalars(offered.order_by(Offer.id)).all():
        withdraw_offer(session, offer, because=taken_back_for(refusal), words="", actor=actor, at=at)


def _leave_line(
    session: Session, listing: Listing, household: Household, action: AnswerAction, actor: User, at: datetime
) -> None:
    """Nobody waits for what it will not get."""
    if action is AnswerAction.REFUSE:
        refuse_in_lines(session, listing, household, on=day_of(at), actor=actor)


def _refuse_second(session: Session, listing: Listing, household: Household) -> None:
    query = select(Proposal).where(Proposal.listing_id == listing.id, Proposal.household_id == household.id)
    for asked in session.scalars(query.order_by(Proposal.id)):
        values = {"household": household.reference, "day": asked.asked.entry.happened_on}
        raise Refused(Sentence(ASKED_ALREADY, values))
