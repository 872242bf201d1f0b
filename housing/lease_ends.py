"""How a lease ends before its term. Pure."""

from enum import StrEnum

from people.stages import StageReason


class EndedBy(StrEnum):
    """Who ended it."""

    HOUSEHOLD = "household"
    LANDLORD = "landlord"
    BOTH = "both"  # they agreed
    OTHERS = "others"  # a court, the state, a disaster


class EndReason(StrEnum):
    """Why. A lease that somebody has ended is never only a date: the figures of homes that are kept stand on it."""

    OTHER_HOME = "other-home"  # the household moves to another
    TOO_DEAR = "too-dear"
    UNFIT = "unfit"  # the home is not fit to live in
    MOVES_AWAY = "moves-away"  # to another place: work, family, another country
    OWN_USE = "own-use"  # the landlord needs it
    SOLD = "sold"
    UNPAID = "unpaid"  # rent that was not paid
    QUARREL = "quarrel"
    NEVER_BEGAN = "never-began"  # it came to nothing before the household moved in
    OTHER = "other"


def reason_to_search(by: EndedBy, reason: EndReason) -> StageReason:
    """Why the household looks for a home again."""
    if reason in (EndReason.UNFIT, EndReason.UNPAID) or by is EndedBy.OTHERS:
        return StageReason.LOST_HOME
    return StageReason.LEFT_HOME if by is EndedBy.HOUSEHOLD else StageReason.LEASE_ENDED
