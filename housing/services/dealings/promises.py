"""What centres and landlords promise each other: written down, kept, broken, no longer asked for; and found again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.db import lock_row
from core.errors import Forbidden, NotFound, Refused
from core.paging import Page, take_page
from core.refusals import refuse_future
from core.structure import Centre
from core.text import N_, Sentence
from housing.models import Landlord, LandlordPromise, Listing
from housing.promise_kinds import NEEDS_WORDS, PromiseKind
from housing.states import next_status
from housing.states.landlords import PromiseAction, PromiseStatus

COMES_UP = timedelta(days=7)  # before its day, on the board

NO_SUCH_PROMISE = Sentence(N_("There is no such promise."))
OTHER_CENTRE = Sentence(N_("This promise belongs to another centre."))
LET_BY_ANOTHER = Sentence(N_("This flat is let by somebody else."))
SAY_WHAT = Sentence(N_("Write in a few words what is promised"))
SAY_HOW = Sentence(N_("Write in a few words what happened"))
DUE_BEFORE = Sentence(N_("A promise is due on the day on which it is made, or later."))


@dataclass(frozen=True, slots=True)
class PromiseDetails:
    """What was promised; the kind says by whom to whom. `due_on`: the last day for it, if one was named."""

    kind: PromiseKind
    promised_by: str
    promised_on: date
    due_on: date | None = None
    words: str = ""


def add_promise(
    session: Session, landlord: Landlord, details: PromiseDetails, *, centre: Centre, listing: Listing | None = None,
    actor: User, at: datetime, on: date,
) -> LandlordPromise:  # fmt: skip
    """Write down what one side promised the other, perhaps about one flat."""
    refuse_future(details.promised_on, on, "promised_on")
    if listing is not None and listing.landlord_id != landlord.id:
        raise Refused(LET_BY_ANOTHER, field="listing_id")
    if details.kind in NEEDS_WORDS and not details.words:
        raise Refused(SAY_WHAT, field="words")
    if details.due_on is not None and details.due_on < details.promised_on:
        raise Refused(DUE_BEFORE, field="due_on")
    promise = LandlordPromise(
        landlord=landlord,
        listing=listing,
        centre=centre,
        kind=details.kind,
        words=details.words,
        promised_by=details.promised_by,
        promised_on=details.promised_on,
        due_on=details.due_on,
        written_by=actor,
        created_at=at,
    )
    session.add(promise)
    record(session, "add-promise", promise, actor=actor)
    return promise


def keep_promise(session: Session, promise: LandlordPromise, *, words: str, on: date, actor: User) -> None:
    """It was done as it was promised."""
    _close(session, promise, PromiseAction.KEEP, words, on)
    record(session, "keep-promise", promise, actor=actor)


def break_promise(session: Session, promise: LandlordPromise, *, words: str, on: date, actor: User) -> None:
    """It was not done; what happened is written down."""
    if not words:
        raise Refused(SAY_HOW, field="words")
    _close(session, promise, PromiseAction.BREAK, words, on)
    record(session, "break-promise", promise, actor=actor)


def lift_promise(session: Session, promise: LandlordPromise, *, words: str, on: date, actor: User) -> None:
    """Whoever was promised it does not ask for it any more."""
    _close(session, promise, PromiseAction.LIFT, words, on)
    record(session, "lift-promise", promise, actor=actor)


def get_promise(session: Session, promise_id: int, actor: User) -> LandlordPromise:
    """The promise, for those who work at its centre. Raises NotFound, Forbidden."""
    promise = session.scalar(_promises().where(LandlordPromise.id == promise_id))
    if promise is None:
        raise NotFound(NO_SUCH_PROMISE)
    if not actor.sees_centre(promise.centre_id):
        raise Forbidden(OTHER_CENTRE)
    return promise


def list_promises(session: Session, actor: User, page: int = 1) -> Page[LandlordPromise]:
    """A page of the promises of this person's centres: the open ones first, of them the one that is due first."""
    return take_page(session, _open_first(_promises().where(actor.sees(LandlordPromise.centre_id))), page)


def promises_of_landlord(session: Session, landlord: Landlord, actor: User) -> Sequence[LandlordPromise]:
    """What this person's centres and a landlord promised each other, in the same order."""
    query = _promises().where(LandlordPromise.landlord_id == landlord.id, actor.sees(LandlordPromise.centre_id))
    return session.scalars(_open_first(query)).all()


def promises_of_flat(session: Session, listing: Listing, actor: User) -> Sequence[LandlordPromise]:
    """The same about one home, by whichever of its adverts."""
    query = _promises().where(is_about(listing), actor.sees(LandlordPromise.centre_id))
    return session.scalars(_open_first(query)).all()


def promised_between(session: Session, listing: Listing, centre: Centre) -> Sequence[LandlordPromise]:
    """What a centre and the landlord of a home promised each other about it and have still to keep."""
    query = _promises().where(is_about(listing), LandlordPromise.centre_id == centre.id)
    return session.scalars(_open_first(query.where(LandlordPromise.status == PromiseStatus.OPEN))).all()


def open_promises(promises: Sequence[LandlordPromise]) -> list[LandlordPromise]:
    """Those of them that nobody has closed."""
    return [promise for promise in promises if promise.status is PromiseStatus.OPEN]


def count_open(listing: Listing, actor: User) -> ScalarSelect[int]:
    """How many promises about a home are open: a part of another query."""
    query = select(func.count(LandlordPromise.id)).where(
        is_about(listing), LandlordPromise.status == PromiseStatus.OPEN
    )
    return query.where(actor.sees(LandlordPromise.centre_id)).scalar_subquery()


def count_due(actor: User, on: date) -> Select[*tuple[Any, ...]]:
    """A query for how many open promises are due within a week or were, and the first of these days."""
    is_open = LandlordPromise.status == PromiseStatus.OPEN, LandlordPromise.due_on <= on + COMES_UP
    query = select(func.count(LandlordPromise.id).label("due"), func.min(LandlordPromise.due_on).label("first_due_on"))
    return query.where(*is_open, actor.sees(LandlordPromise.centre_id))


def is_about(listing: Listing) -> ColumnElement[bool]:
    """For queries of promises: those about the listing's home."""
    return LandlordPromise.listing_id.in_(Listing.of_home(listing.dwelling_id))


def _close(session: Session, promise: LandlordPromise, action: PromiseAction, words: str, on: date) -> None:
    lock_row(session, promise)
    promise.status = next_status(promise.status, action)
    promise.closed_on, promise.outcome = on, words


def _promises() -> Select[LandlordPromise]:
    shown = LandlordPromise.landlord, LandlordPromise.listing, LandlordPromise.written_by
    return select(LandlordPromise).options(*map(joinedload, shown))


def _open_first(query: Select[LandlordPromise]) -> Select[LandlordPromise]:
    is_closed = LandlordPromise.status != PromiseStatus.OPEN
    return query.order_by(
        is_closed, LandlordPromise.due_on.is_(None), LandlordPromise.due_on, LandlordPromise.id.desc()
    )
