"""Which status may follow which: one table a noun, and one way to ask all of them. Pure."""

from enum import StrEnum
from typing import overload

from core.errors import Refused
from core.text import Sentence
from housing.states.landlords import (
    ANSWER_MOVES,
    ANSWER_REFUSALS,
    HOLD_MOVES,
    HOLD_REFUSALS,
    PROMISE_MOVES,
    PROMISE_REFUSALS,
    AnswerAction,
    HoldAction,
    HoldStatus,
    LandlordAnswer,
    PromiseAction,
    PromiseStatus,
)
from housing.states.leases import LeaseStatus, lease_status
from housing.states.lines import LINE_MOVES, LINE_REFUSALS, LineAction, LineStatus
from housing.states.listings import (
    AVAILABLE,
    CLOSED,
    GONE,
    LISTING_MOVES,
    LISTING_REFUSALS,
    OFFERABLE,
    ListingAction,
    ListingStatus,
    can_be_shown,
    refuse_unshown,
)
from housing.states.moves import Moves, Refusals
from housing.states.offers import OFFER_MOVES, OFFER_REFUSALS, OfferAction, OfferStatus
from housing.states.terms import TERM_MOVES, TERM_REFUSALS, TermAction, TermStatus, term_status
from housing.states.viewings import (
    EXPECTED,
    GUEST_MOVES,
    GUEST_REFUSALS,
    VIEWING_MOVES,
    VIEWING_REFUSALS,
    Course,
    GuestAction,
    GuestStatus,
    ViewingAction,
    ViewingStatus,
    course_of,
)

__all__ = [
    "AVAILABLE", "CLOSED", "EXPECTED", "GONE", "OFFERABLE", "AnswerAction", "Course", "GuestAction", "GuestStatus",
    "HoldAction", "HoldStatus", "LandlordAnswer", "LeaseStatus", "LineAction", "LineStatus", "ListingAction",
    "ListingStatus", "OfferAction", "OfferStatus", "PromiseAction", "PromiseStatus", "TermAction", "TermStatus",
    "ViewingAction", "ViewingStatus", "allowed_actions", "can_be_shown", "course_of", "lease_status", "next_status",
    "refuse_unshown", "status_confirmed", "term_status",
]  # fmt: skip

# By enum, since members of two enums are equal when their text is: both have a "withdrawn".
_MOVES: dict[type[StrEnum], Moves] = {
    ListingStatus: LISTING_MOVES,
    OfferStatus: OFFER_MOVES,
    ViewingStatus: VIEWING_MOVES,
    GuestStatus: GUEST_MOVES,
    HoldStatus: HOLD_MOVES,
    LandlordAnswer: ANSWER_MOVES,
    PromiseStatus: PROMISE_MOVES,
    LineStatus: LINE_MOVES,
    TermStatus: TERM_MOVES,
}
_REFUSALS: dict[type[StrEnum], Refusals] = {
    ListingStatus: LISTING_REFUSALS,
    OfferStatus: OFFER_REFUSALS,
    ViewingStatus: VIEWING_REFUSALS,
    GuestStatus: GUEST_REFUSALS,
    HoldStatus: HOLD_REFUSALS,
    LandlordAnswer: ANSWER_REFUSALS,
    PromiseStatus: PROMISE_REFUSALS,
    LineStatus: LINE_REFUSALS,
    TermStatus: TERM_REFUSALS,
}


@overload
def next_status(status: ListingStatus, action: ListingAction) -> ListingStatus: ...
@overload
def next_status(status: OfferStatus, action: OfferAction) -> OfferStatus: ...
@overload
def next_status(status: ViewingStatus, action: ViewingAction) -> ViewingStatus: ...
@overload
def next_status(status: GuestStatus, action: GuestAction) -> GuestStatus: ...
@overload
def next_status(status: HoldStatus, action: HoldAction) -> HoldStatus: ...
@overload
def next_status(status: LandlordAnswer, action: AnswerAction) -> LandlordAnswer: ...
@overload
def next_status(status: PromiseStatus, action: PromiseAction) -> PromiseStatus: ...
@overload
def next_status(status: TermStatus, action: TermAction) -> TermStatus: ...
@overload
def next_status(status: LineStatus, action: LineAction) -> LineStatus: ...
def next_status(status: StrEnum, action: StrEnum) -> StrEnum:
    """The status after the action. Raises Refused, saying how things stand and what can be done instead."""
    moves = _MOVES[type(status)][status]
    if action not in moves:
        raise Refused(Sentence(_REFUSALS[type(status)][status]))
    return moves[action]


def status_confirmed(status: ListingStatus) -> ListingStatus:
    """The status of a home that is still to be had, which is the same. Raises Refused where nobody can be asked so."""
    return status if status in AVAILABLE else next_status(status, ListingAction.VERIFY)


def allowed_actions(
    status: ListingStatus
    | OfferStatus
    | ViewingStatus
    | GuestStatus
    | HoldStatus
    | PromiseStatus
    | TermStatus
    | LineStatus,
) -> list[StrEnum]:
    """What can be done with it now, in the order in which a page shows it."""
    return list(_MOVES[type(status)][status])
