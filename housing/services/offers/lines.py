"""Lines behind flats: households put in order, moved, taken out, and released when somebody has accepted.

The flat is locked first, then households, then the places by their keys, those of its line and of a household's other
lines together: so two who accept at once never wait for each other.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record, record_each
from core.auth.models import User
from core.dates import DAY, day_of, start_of
from core.db import lock_row, lock_rows
from core.errors import Forbidden, Refused
from core.jobs import enqueue
from core.text import N_, Sentence
from housing.models import LinePlace, Listing, Offer
from housing.reasons.lines import OF_OFFICERS, LineReason
from housing.services.allocation.pair_rulings import OTHER_CENTRE
from housing.services.dealings.landlord_refusals import households_refused
from housing.services.offers.offer_queries import IS_LIVE, live_offers
from housing.states import OfferStatus, next_status, refuse_unshown
from housing.states.lines import LineAction, LineStatus
from people.events import CentreChanged, HouseholdExited
from people.models import Household
from people.stages import LOOKING

MOST_IN_LINE = 5
TAKE_TURN = "take-turn-in-line"  # the job (housing.jobs.lines)

IN_LINE_ALREADY = Sentence(N_("This household stands in line for the flat already."))
TOO_MANY = Sentence(
    N_("At most %(most)s households stand in line for a flat: take one out first."), {"most": MOST_IN_LINE}
)
NOT_LOOKING = Sentence(N_("This household is not looking for a home: it cannot stand in line for one."))
HAS_THIS = Sentence(N_("This household has the offer of this flat: only others stand in line behind it."))
HAS_ACCEPTED = Sentence(N_("This household has accepted another flat: it stands in no line."))
SAID_NO = Sentence(N_("The landlord would not let this flat to the household: it stands in no line for it."))
NOBODY_WAITS = Sentence(N_("Nobody stands in line for this flat any more: put a household in line first."))
FITS_NOT = Sentence(N_("This flat does not fit the household: nobody is put in line for what does not fit."))
ANOTHER_IS_NEXT = N_(
    "%(household)s (%(reference)s) is next in line for this flat: offer it to the next, or take out of the line who "
    "stands there."
)
IS_WAITING = LinePlace.status == LineStatus.WAITING


def put_in_line(
    session: Session, listing: Listing, household: Household, *, fits: bool, actor: User, at: datetime
) -> LinePlace:
    """At the end of the line; as those before it, it is offered the flat by itself or by a press. Raises Forbidden,
    and Refused for whom it makes no sense.
    """
    if household.centre_id != listing.centre_id or not actor.sees_centre(listing.centre_id):
        raise Forbidden(OTHER_CENTRE)
    lock_row(session, listing)
    lock_row(session, household, may_be_named=True)
    refuse_unshown(listing.status)
    line = lock_line(session, listing)
    _refuse_in_line(session, listing, household, line, fits)
    place = LinePlace(
        listing=listing,
        household=household,
        position=1 + max((other.position for other in line), default=0),
        auto_offer_by_id=line[0].auto_offer_by_id if line else None,
        put_by_id=actor.id,
        put_on=day_of(at),
    )
    session.add(place)
    record(session, "put-in-line", place, actor=actor)
    ask_for_turn(session, listing, at=at)
    return place


def move_in_line(session: Session, place: LinePlace, *, earlier: bool, actor: User) -> None:
    """Change places with the one before it or after it; at an end of the line nothing changes."""
    lock_row(session, place.listing)
    line = lock_line(session, place.listing)
    session.refresh(place)
    next_status(place.status, LineAction.MOVE)
    here = line.index(place)
    there = here + (-1 if earlier else 1)
    if 0 <= there < len(line):
        order = [*line]
        order[here], order[there] = order[there], order[here]
        for position, one in enumerate(order, 1):
            one.position = position
        record(session, "move-in-line", place, actor=actor)


def take_out_of_line(
    session: Session, place: LinePlace, *, because: LineReason, words: str, actor: User, on: date
) -> None:
    """An officer says why it does not stand there any more."""
    if because not in OF_OFFICERS:
        raise ValueError(f"{because} is not for an officer to say")
    if because is LineReason.OTHER and not words:
        raise Refused(Sentence(N_("Write in a few words why")), field="words")
    lock_row(session, place.listing)
    lock_row(session, place)
    _close(place, LineAction.TAKE_OUT, because, on)
    place.closed_words = words or None
    record(session, "take-out-of-line", place, actor=actor)


def let_line_go(session: Session, listing: Listing, *, by_itself: bool, actor: User, at: datetime) -> None:
    """From now on the next is offered the flat by itself, in this person's name; or again by a press only. Raises
    Refused where nobody waits: whoever comes later would not stand in a line that goes on by itself.
    """
    lock_row(session, listing)
    line = lock_line(session, listing)
    if by_itself and not line:
        raise Refused(NOBODY_WAITS)
    for place in line:
        place.auto_offer_by_id = actor.id if by_itself else None
    if by_itself:
        record_each(session, "let-line-go", line, actor=actor)
        ask_for_turn(session, listing, at=at)
    else:
        record_each(session, "stop-line", line, actor=actor)


def refuse_another_turn(session: Session, listing: Listing, household: Household) -> LinePlace | None:
    """Its place, where it is the household's turn; None where nobody stands in line. Raises Refused where another is
    next. The flat is locked by the caller, so that nobody comes to stand there meanwhile.
    """
    if next_in_line(session, listing) is None:
        return None
    lock_row(session, household, may_be_named=True)
    line = lock_line(session, listing)
    _refuse_unless_first(line[0] if line else None, household)
    return line[0] if line else None


def refuse_unless_next(session: Session, listing: Listing, household: Household) -> None:
    """The same to look at, with nothing locked."""
    _refuse_unless_first(next_in_line(session, listing), household)


def _refuse_unless_first(first: LinePlace | None, household: Household) -> None:
    if first is not None and first.household_id != household.id:
        named = {"household": first.household.name, "reference": first.household.reference}
        raise Refused(Sentence(ANOTHER_IS_NEXT, named))


def next_in_line(session: Session, listing: Listing) -> LinePlace | None:
    """Whose turn it is."""
    waiting = select(LinePlace).where(LinePlace.listing_id == listing.id, IS_WAITING)
    return session.scalar(waiting.order_by(LinePlace.position, LinePlace.id).limit(1))


def take_turn(session: Session, place: LinePlace, offer: Offer, *, on: date, actor: User) -> None:
    """What it waited for: it is offered the flat."""
    place.status, place.closed_on, place.offer = next_status(place.status, LineAction.OFFER), on, offer
    record(session, "take-turn-in-line", place, actor=actor)


def pass_over(session: Session, place: LinePlace, because: LineReason, *, on: date, actor: User | None) -> None:
    """Its turn came, and it cannot be offered the flat."""
    _close(place, LineAction.PASS_OVER, because, on)
    record(session, "pass-over-in-line", place, actor=actor)


def release_lines(
    session: Session, listing: Listing, household: Household, *, on: date, actor: User | None
) -> Sequence[LinePlace]:
    """The household gets the flat: whoever stands in line for it waits no more, and the household in no other line.
    No household is told; the flat's line says who was released and why.
    """
    of_home = LinePlace.listing_id.in_(Listing.of_home(listing.dwelling_id))
    released = _lock(session, of_home | (LinePlace.household_id == household.id))
    for place in released:
        is_own = place.household_id == household.id
        _close(place, LineAction.RELEASE, LineReason.TOOK_ANOTHER if is_own else LineReason.FLAT_TAKEN, on)
    record_each(session, "release-from-line", released, actor=actor)
    return released


def refuse_in_lines(session: Session, listing: Listing, household: Household, *, on: date, actor: User) -> None:
    """The landlord would not let the flat, which the caller holds, to the household: it waits for it no more."""
    of_home = LinePlace.listing_id.in_(Listing.of_home(listing.dwelling_id))
    refused = _lock(session, of_home & (LinePlace.household_id == household.id))
    for place in refused:
        _close(place, LineAction.TAKE_OUT, LineReason.LANDLORD_REFUSED, on)
    record_each(session, "take-out-of-line", refused, actor=actor)


def end_line(session: Session, listing: Listing, *, on: date, actor: User) -> None:
    """The flat, which the caller holds, is not to be had any more."""
    released = lock_line(session, listing)
    for place in released:
        _close(place, LineAction.RELEASE, LineReason.FLAT_GONE, on)
    record_each(session, "release-from-line", released, actor=actor)


def join_lines(session: Session, merged: Listing, leads: Listing, *, on: date) -> None:
    """Two adverts are of one flat: who stands in line for the one that is merged comes after those of the other, once,
    as far as the centre that works on the flat from now on serves them, and is offered it as those are: by itself or by
    a press. A part of merging, which holds both.
    """
    line, coming = lock_line(session, leads), lock_line(session, merged)
    last = max((place.position for place in line), default=0)
    there = {place.household_id for place in line}
    for place in coming:
        place.position += last
        place.auto_offer_by_id = line[0].auto_offer_by_id if line else place.auto_offer_by_id
        if place.household_id in there:
            _close(place, LineAction.RELEASE, LineReason.SAME_FLAT, on)
        elif place.household.centre_id != leads.centre_id:
            _close(place, LineAction.RELEASE, LineReason.OTHER_CENTRE, on)


def leave_lines(session: Session, event: HouseholdExited) -> None:
    """Who leaves the programme stands in no line: a part of leaving it."""
    for place in _lock(session, LinePlace.household_id == event.household_id):
        _close(place, LineAction.RELEASE, LineReason.LEFT, max(event.on, place.put_on))


def leave_lines_elsewhere(session: Session, event: CentreChanged) -> None:
    """Whom another centre serves is offered no flat of this one: a part of saying so. Nobody here would see its place,
    and nobody could go on with the line.
    """
    elsewhere = LinePlace.listing.has(Listing.centre_id != event.centre_id)
    for place in _lock(session, (LinePlace.household_id == event.household_id) & elsewhere):
        _close(place, LineAction.RELEASE, LineReason.OTHER_CENTRE, max(event.on, place.put_on))


def lock_line(session: Session, listing: Listing) -> Sequence[LinePlace]:
    """Those who wait for it, in their order, locked."""
    return sorted(_lock(session, LinePlace.listing_id == listing.id), key=lambda place: (place.position, place.id))


def ask_for_turn(session: Session, listing: Listing, *, at: datetime) -> None:
    """Where the line goes on by itself, have the next offered the flat: at once where it is free, or when the time to
    answer the offer that stands is over.
    """
    first = select(LinePlace.auto_offer_by_id).where(LinePlace.listing_id == listing.id, IS_WAITING)
    if session.scalar(first.order_by(LinePlace.position, LinePlace.id).limit(1)) is None:
        return
    live = select(Offer.status, Offer.answer_by).where(Offer.listing_id == listing.id, IS_LIVE)
    status, answer_by = session.execute(live).first() or (None, None)
    if status is not OfferStatus.ACCEPTED:
        due_at = max(at, start_of(answer_by + DAY)) if answer_by else at
        key = f"{TAKE_TURN}-{listing.id}-{answer_by or 'now'}"
        payload, centre_id = {"listing": listing.id}, listing.centre_id
        enqueue(session, TAKE_TURN, payload, actor=None, at=at, due_at=due_at, key=key, centre_id=centre_id)


def count_in_line(listing_id: SQLColumnExpression[int]) -> ColumnElement[int]:
    """How many stand in line for a flat."""
    query = select(func.count(LinePlace.id)).where(LinePlace.listing_id == listing_id, IS_WAITING)
    return query.scalar_subquery()


def _refuse_in_line(
    session: Session, listing: Listing, household: Household, line: Iterable[LinePlace], fits: bool
) -> None:
    if household.stage not in LOOKING:
        raise Refused(NOT_LOOKING)
    if household.id in {place.household_id for place in line}:
        raise Refused(IN_LINE_ALREADY)
    offer = live_offers(session, [household.id]).get(household.id)
    if offer is not None and offer.listing_id == listing.id:
        raise Refused(HAS_THIS)
    if offer is not None and offer.status is OfferStatus.ACCEPTED:
        raise Refused(HAS_ACCEPTED)
    if household.id in households_refused(session, listing):
        raise Refused(SAID_NO)
    if not fits:
        raise Refused(FITS_NOT)
    if len(list(line)) >= MOST_IN_LINE:
        raise Refused(TOO_MANY)


def _lock(session: Session, which: ColumnElement[bool]) -> Sequence[LinePlace]:
    return lock_rows(session, LinePlace, which & IS_WAITING, joinedload(LinePlace.household))


def _close(place: LinePlace, action: LineAction, because: LineReason, on: date) -> None:
    place.status = next_status(place.status, action)
    place.closed_on, place.closed_because = on, because
