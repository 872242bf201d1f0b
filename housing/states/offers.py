"""Which status may follow which of an offer. Pure."""

from enum import StrEnum

from core.text import N_
from housing.states.moves import Moves, Refusals


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
    GIVE_UP = "give-up"  # the household gives the home up


# An accepted offer may still be withdrawn, when the household or the landlord steps back before the lease is signed.
OFFER_MOVES: Moves = {
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

OFFER_REFUSALS: Refusals = {
    OfferStatus.OPEN: N_("The household has not accepted this offer yet: it says yes or no."),
    OfferStatus.ACCEPTED: N_(
        "This offer was accepted: to change that, the household gives the home up, or the housing officer takes the "
        "offer back."
    ),
    OfferStatus.DECLINED: N_("This offer was declined: the housing officer can make a new one."),
    OfferStatus.WITHDRAWN: N_("This offer was taken back: the housing officer can make a new one."),
    OfferStatus.EXPIRED: N_("The time to answer this offer is over: the housing officer can make a new one."),
    OfferStatus.SIGNED: N_("This offer has led to a lease: what changes now is written down there."),
}
