"""Which status may follow which: listings, offers, viewings and leases. Pure.

A listing may be offered when it is contacted or verified, since somebody has spoken with the landlord; a candidate may
be gone already. It may also be let from there without an offer: a household may have found the flat by itself.
Released, it is contacted again: whatever was verified may have changed while the household thought about it.
Let, withdrawn or expired it is taken up again as a candidate.

What came of a viewing is written down on the way, with one thumb: a slip is put right by saying the other thing. Who
is asked once more, because the viewing is at another time now, has not answered yet.
"""

from datetime import date
from enum import StrEnum
from typing import overload

from core.errors import Refused
from core.text import N_, Sentence
from housing import landlord_states
from housing.landlord_states import (
    AnswerAction,
    HoldAction,
    HoldStatus,
    LandlordAnswer,
    Moves,
    PromiseAction,
    PromiseStatus,
    Refusals,
)
from housing.line_states import LINE_MOVES, LINE_REFUSALS, LineAction, LineStatus
from housing.term_states import TERM_MOVES, TERM_REFUSALS, TermAction, TermStatus


class ListingStatus(StrEnum):
    CANDIDATE = "candidate"
    CONTACTED = "contacted"
    VERIFIED = "verified"
    OFFERED = "offered"
    RESERVED = "reserved"
    LET = "let"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"  # its last day has passed


# Nobody has it, nobody is asked about it, and it can be had.
AVAILABLE = (ListingStatus.CANDIDATE, ListingStatus.CONTACTED, ListingStatus.VERIFIED)
CLOSED = (ListingStatus.WITHDRAWN, ListingStatus.EXPIRED)
GONE = (ListingStatus.LET, ListingStatus.WITHDRAWN, ListingStatus.EXPIRED)


class ListingAction(StrEnum):
    CONTACT = "contact"
    VERIFY = "verify"
    OFFER = "offer"
    RELEASE = "release"  # the offer was declined or withdrawn, or ran out
    RESERVE = "reserve"  # the offer was accepted
    LET = "let"  # the lease was signed
    STEP_BACK = "step-back"  # what was said of it does not hold any more, or was a slip
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    REOPEN = "reopen"
    TAKE_OVER = "take-over"  # a lease ran before anybody wrote it down here


class OfferStatus(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SIGNED = "signed"  # it led to a lease


class OfferAction(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    SIGN = "sign"
    GIVE_UP = "give-up"  # the household takes its yes back


class ViewingStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"  # of somebody it is written down what came of it
    CANCELLED = "cancelled"


class ViewingAction(StrEnum):
    INVITE = "invite"  # one more household
    CHANGE = "change"  # to another time, another officer
    HOLD = "hold"
    CANCEL = "cancel"


class GuestStatus(StrEnum):
    """A household at a viewing."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"  # it cannot come, and said so
    CAME = "came"
    NO_SHOW = "no-show"
    RELEASED = "released"  # it is not expected any more


EXPECTED = (GuestStatus.INVITED, GuestStatus.CONFIRMED)


class GuestAction(StrEnum):
    ASK = "ask"  # to come, perhaps once more
    CONFIRM = "confirm"
    DECLINE = "decline"
    COME = "come"
    MISS = "miss"
    RELEASE = "release"


class LeaseStatus(StrEnum):
    """How far a lease is with the tax authority (AADE): the landlord declares it, the tenant accepts it there."""

    SIGNED = "signed"
    DECLARED = "declared"
    ACCEPTED = "accepted"
    ENDED = "ended"


_LISTING_MOVES: Moves = {
    ListingStatus.CANDIDATE: {
        ListingAction.CONTACT: ListingStatus.CONTACTED,
        ListingAction.VERIFY: ListingStatus.VERIFIED,
        ListingAction.WITHDRAW: ListingStatus.WITHDRAWN,
        ListingAction.EXPIRE: ListingStatus.EXPIRED,
        ListingAction.TAKE_OVER: ListingStatus.LET,
    },
    ListingStatus.CONTACTED: {
        ListingAction.VERIFY: ListingStatus.VERIFIED,
        ListingAction.OFFER: ListingStatus.OFFERED,
        ListingAction.LET: ListingStatus.LET,
        ListingAction.STEP_BACK: ListingStatus.CANDIDATE,
        ListingAction.WITHDRAW: ListingStatus.WITHDRAWN,
        ListingAction.EXPIRE: ListingStatus.EXPIRED,
        ListingAction.TAKE_OVER: ListingStatus.LET,
    },
    ListingStatus.VERIFIED: {
        ListingAction.OFFER: ListingStatus.OFFERED,
        ListingAction.LET: ListingStatus.LET,
        ListingAction.STEP_BACK: ListingStatus.CONTACTED,
        ListingAction.WITHDRAW: ListingStatus.WITHDRAWN,
        ListingAction.EXPIRE: ListingStatus.EXPIRED,
        ListingAction.TAKE_OVER: ListingStatus.LET,
    },
    ListingStatus.OFFERED: {
        ListingAction.RELEASE: ListingStatus.CONTACTED,
        ListingAction.RESERVE: ListingStatus.RESERVED,
    },
    ListingStatus.RESERVED: {
        ListingAction.RELEASE: ListingStatus.CONTACTED,
        ListingAction.LET: ListingStatus.LET,
    },
    ListingStatus.LET: {
        ListingAction.REOPEN: ListingStatus.CANDIDATE,
        ListingAction.TAKE_OVER: ListingStatus.LET,
    },
    ListingStatus.WITHDRAWN: {
        ListingAction.REOPEN: ListingStatus.CANDIDATE,
        ListingAction.TAKE_OVER: ListingStatus.LET,
    },
    ListingStatus.EXPIRED: {
        ListingAction.REOPEN: ListingStatus.CANDIDATE,
        ListingAction.TAKE_OVER: ListingStatus.LET,
    },
}

_LISTING_REFUSALS: Refusals = {
    ListingStatus.CANDIDATE: N_("Nobody has spoken with the landlord of this flat yet: contact the landlord first."),
    ListingStatus.CONTACTED: N_("The landlord was contacted and the flat is free: verify, offer, let or withdraw it."),
    ListingStatus.VERIFIED: N_("This flat is verified and free: offer, let or withdraw it."),
    ListingStatus.OFFERED: N_("This flat is offered to a household: wait for the answer or withdraw the offer first."),
    ListingStatus.RESERVED: N_("A household has accepted this flat: sign the lease or withdraw the offer first."),
    ListingStatus.LET: N_("This flat is let: when the lease has ended, reopen the listing."),
    ListingStatus.WITHDRAWN: N_("This listing was withdrawn: reopen it first."),
    ListingStatus.EXPIRED: N_("The last day of this listing has passed: ask the landlord, then reopen it."),
}

# An accepted offer may still be withdrawn, when the household or the landlord steps back before the lease is signed.
_OFFER_MOVES: Moves = {
    OfferStatus.OPEN: {
        OfferAction.ACCEPT: OfferStatus.ACCEPTED,
        OfferAction.DECLINE: OfferStatus.DECLINED,
        OfferAction.WITHDRAW: OfferStatus.WITHDRAWN,
        OfferAction.EXPIRE: OfferStatus.EXPIRED,
    },
    OfferStatus.ACCEPTED: {
        OfferAction.WITHDRAW: OfferStatus.WITHDRAWN,
        OfferAction.SIGN: OfferStatus.SIGNED,
        OfferAction.GIVE_UP: OfferStatus.WITHDRAWN,
    },
    OfferStatus.DECLINED: {},
    OfferStatus.WITHDRAWN: {},
    OfferStatus.EXPIRED: {},
    OfferStatus.SIGNED: {},
}

_OFFER_REFUSALS: Refusals = {
    OfferStatus.OPEN: N_("The household has not accepted this offer yet: it says yes or no."),
    OfferStatus.ACCEPTED: N_(
        "This offer was accepted: to change that, the household takes its yes back, or the housing officer the offer."
    ),
    OfferStatus.DECLINED: N_("This offer was declined: the housing officer can make a new one."),
    OfferStatus.WITHDRAWN: N_("This offer was withdrawn: the housing officer can make a new one."),
    OfferStatus.EXPIRED: N_("The time to answer this offer is over: the housing officer can make a new one."),
    OfferStatus.SIGNED: N_("This offer has led to a lease: what changes now is written down there."),
}

_VIEWING_MOVES: Moves = {
    ViewingStatus.PLANNED: {
        ViewingAction.INVITE: ViewingStatus.PLANNED,
        ViewingAction.CHANGE: ViewingStatus.PLANNED,
        ViewingAction.HOLD: ViewingStatus.HELD,
        ViewingAction.CANCEL: ViewingStatus.CANCELLED,
    },
    ViewingStatus.HELD: {ViewingAction.HOLD: ViewingStatus.HELD},
    ViewingStatus.CANCELLED: {},
}

_VIEWING_REFUSALS: Refusals = {
    ViewingStatus.PLANNED: N_("This viewing is still to come: change or cancel it."),
    ViewingStatus.HELD: N_("This viewing has taken place: book a new one."),
    ViewingStatus.CANCELLED: N_("This viewing was cancelled: book a new one."),
}

# Who said that it cannot come may come all the same, but stayed away for no other reason. Said twice, as by a thumb
# that pressed twice, an answer is the same.
_GUEST_MOVES: Moves = {
    GuestStatus.INVITED: {
        GuestAction.ASK: GuestStatus.INVITED,
        GuestAction.CONFIRM: GuestStatus.CONFIRMED,
        GuestAction.DECLINE: GuestStatus.DECLINED,
        GuestAction.COME: GuestStatus.CAME,
        GuestAction.MISS: GuestStatus.NO_SHOW,
        GuestAction.RELEASE: GuestStatus.RELEASED,
    },
    GuestStatus.CONFIRMED: {
        GuestAction.ASK: GuestStatus.INVITED,
        GuestAction.CONFIRM: GuestStatus.CONFIRMED,
        GuestAction.DECLINE: GuestStatus.DECLINED,
        GuestAction.COME: GuestStatus.CAME,
        GuestAction.MISS: GuestStatus.NO_SHOW,
        GuestAction.RELEASE: GuestStatus.RELEASED,
    },
    GuestStatus.DECLINED: {
        GuestAction.ASK: GuestStatus.INVITED,
        GuestAction.CONFIRM: GuestStatus.CONFIRMED,
        GuestAction.DECLINE: GuestStatus.DECLINED,
        GuestAction.COME: GuestStatus.CAME,
        GuestAction.RELEASE: GuestStatus.RELEASED,
    },
    GuestStatus.CAME: {GuestAction.COME: GuestStatus.CAME, GuestAction.MISS: GuestStatus.NO_SHOW},
    GuestStatus.NO_SHOW: {GuestAction.COME: GuestStatus.CAME, GuestAction.MISS: GuestStatus.NO_SHOW},
    GuestStatus.RELEASED: {GuestAction.ASK: GuestStatus.INVITED},
}

_GUEST_REFUSALS: Refusals = {
    GuestStatus.INVITED: N_("The household has not answered yet: ask it whether it comes."),
    GuestStatus.CONFIRMED: N_("The household has said that it comes: write down what comes of it."),
    GuestStatus.DECLINED: N_("The household said that it cannot come: that is no absence without a word."),
    GuestStatus.CAME: N_("The household has seen the flat: for a second look, book a new viewing."),
    GuestStatus.NO_SHOW: N_("The household did not come: invite it to another viewing."),
    GuestStatus.RELEASED: N_("The household is not expected any more: invite it again."),
}


# By enum, since members of two enums are equal when their text is: both have a "withdrawn".
_MOVES: dict[type[StrEnum], Moves] = {
    ListingStatus: _LISTING_MOVES,
    OfferStatus: _OFFER_MOVES,
    ViewingStatus: _VIEWING_MOVES,
    GuestStatus: _GUEST_MOVES,
    **landlord_states.MOVES,
    LineStatus: LINE_MOVES,
    TermStatus: TERM_MOVES,
}
_REFUSALS: dict[type[StrEnum], Refusals] = {
    ListingStatus: _LISTING_REFUSALS,
    OfferStatus: _OFFER_REFUSALS,
    ViewingStatus: _VIEWING_REFUSALS,
    GuestStatus: _GUEST_REFUSALS,
    **landlord_states.REFUSALS,
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


def can_be_shown(status: ListingStatus) -> bool:
    """Whether a household can be shown such a flat: its landlord was asked, and it is not gone."""
    return status is not ListingStatus.CANDIDATE and status not in GONE


def refuse_unshown(status: ListingStatus) -> None:
    """Raise Refused for a flat that nobody can be shown."""
    if not can_be_shown(status):
        raise Refused(Sentence(_LISTING_REFUSALS[status]))


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


def lease_status(declared_on: date | None, accepted_on: date | None, ends_on: date | None, on: date) -> LeaseStatus:
    """The status on a day. `ends_on` is the first day that the lease does not cover; None is open-ended."""
    if ends_on is not None and ends_on <= on:
        return LeaseStatus.ENDED
    if accepted_on is not None and accepted_on <= on:
        return LeaseStatus.ACCEPTED
    if declared_on is not None and declared_on <= on:
        return LeaseStatus.DECLARED
    return LeaseStatus.SIGNED
