"""Which status may follow which of an advert and its home. Pure.

A listing may be offered when it is contacted or verified, since somebody has spoken with the landlord; a candidate may
be gone already. It may also be let from there without an offer: a household may have found the flat by itself.
Released, it is contacted again; one that was verified before the offer is verified still, where nothing has changed
meanwhile and nothing was said against it (decision 0082).
Let, withdrawn or expired it is taken up again as a candidate.
"""

from enum import StrEnum

from core.errors import Refused
from core.text import N_, Sentence
from housing.states.moves import Moves, Refusals


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
    RETURN = "return"  # the same, and what was verified of the flat holds still
    RESERVE = "reserve"  # the offer was accepted
    LET = "let"  # the lease was signed
    STEP_BACK = "step-back"  # what was said of it does not hold any more, or was a slip
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    REOPEN = "reopen"
    TAKE_OVER = "take-over"  # a lease ran before anybody wrote it down here


LISTING_MOVES: Moves = {
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
        ListingAction.RETURN: ListingStatus.VERIFIED,
        ListingAction.RESERVE: ListingStatus.RESERVED,
    },
    ListingStatus.RESERVED: {
        ListingAction.RELEASE: ListingStatus.CONTACTED,
        ListingAction.RETURN: ListingStatus.VERIFIED,
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

LISTING_REFUSALS: Refusals = {
    ListingStatus.CANDIDATE: N_("Nobody has spoken with the landlord of this flat yet: contact the landlord first."),
    ListingStatus.CONTACTED: N_("The landlord was contacted and the flat is free: verify, offer, let or withdraw it."),
    ListingStatus.VERIFIED: N_("This flat is verified and free: offer, let or withdraw it."),
    ListingStatus.OFFERED: N_("This flat is offered to a household: wait for the answer or take the offer back first."),
    ListingStatus.RESERVED: N_("A household has accepted this flat: sign the lease or take the offer back first."),
    ListingStatus.LET: N_("This flat is let: when the lease has ended, reopen the listing."),
    ListingStatus.WITHDRAWN: N_("This listing was withdrawn: reopen it first."),
    ListingStatus.EXPIRED: N_("The last day of this listing has passed: ask the landlord, then reopen it."),
}


OFFERABLE = tuple(status for status, moves in LISTING_MOVES.items() if ListingAction.OFFER in moves)


def can_be_shown(status: ListingStatus) -> bool:
    """Whether a household can be shown such a flat: its landlord was asked, and it is not gone."""
    return status is not ListingStatus.CANDIDATE and status not in GONE


def refuse_unshown(status: ListingStatus) -> None:
    """Raise Refused for a flat that nobody can be shown."""
    if not can_be_shown(status):
        raise Refused(Sentence(LISTING_REFUSALS[status]))
