"""Lines that go on by themselves: the next is offered the flat by workers, once it is free."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import Permission
from core.auth.posts import duty_on
from core.backup.settling import after_restore
from core.dates import day_of
from core.errors import Refused
from core.jobs import Run, Step, job
from core.ports import answer_to
from core.text import N_, Sentence
from housing.jobs.offers import announce
from housing.models import LinePlace, Listing
from housing.ports import SubsidyEstimates
from housing.services.offers.line_turns import offer_to_next
from housing.services.offers.lines import IS_WAITING, TAKE_TURN, ask_for_turn
from housing.services.offers.offers import DAYS_TO_ANSWER

NOT_ALLOWED = Sentence(N_("Whoever let the line go by itself makes no offers any more: an officer offers the flat."))


@job(TAKE_TURN, Sentence(N_("Offer a flat to the next in line")))
def take_turn(session: Session, run: Run) -> Step:
    """Comes to nothing, saying why, where the line was stopped or the flat cannot be offered: the board tells of it."""
    listing = session.get(Listing, run.payload["listing"])
    officer = _first_officer(session, listing) if listing else None
    if listing is None or officer is None:
        return Step(1, 1)
    on = day_of(run.at)
    officer.take_up(duty_on(session, officer, on))
    if not officer.active or not officer.may(Permission.MAKE_OFFERS, listing.centre_id):
        return Step(1, 1, said=NOT_ALLOWED)
    answer_by = on + timedelta(days=DAYS_TO_ANSWER)
    try:
        with session.begin_nested():  # what a refusal leaves half done is undone, and the job is told of all the same
            turn = offer_to_next(
                session, listing, answer_to(SubsidyEstimates), answer_by=answer_by, actor=officer,
                is_by_itself=True, at=run.at, on=on,
            )  # fmt: skip
    except Refused as refusal:
        return Step(1, 1, said=refusal.sentence)
    if turn.offer is not None:
        announce(session, turn.offer, actor=officer, at=run.at)
    return Step(1, 1)


@after_restore
def ask_again(session: Session, at: datetime) -> None:
    """Jobs do not come back with a backup."""
    behind = select(LinePlace.listing_id).where(IS_WAITING, LinePlace.auto_offer_by_id.is_not(None))
    for listing in session.scalars(select(Listing).where(Listing.id.in_(behind)).order_by(Listing.id)):
        ask_for_turn(session, listing, at=at)


def _first_officer(session: Session, listing: Listing) -> User | None:
    """In whose name the next is offered the flat."""
    first = select(LinePlace).where(LinePlace.listing_id == listing.id, IS_WAITING)
    place = session.scalar(first.order_by(LinePlace.position, LinePlace.id).limit(1))
    return place.auto_offer_by if place else None
