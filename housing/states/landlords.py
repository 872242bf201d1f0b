"""Which status may follow which in what landlords say. Pure.

Whoever was asked about a household may change the answer. A hold that was neither broken nor used when its last day was
over has run out; whether it was kept or broken may be learnt later, and one answer puts a slip in the other right.
"""

from enum import StrEnum

from core.text import N_
from housing.states.moves import Moves, Refusals


class HoldStatus(StrEnum):
    """A home that its landlord keeps for us."""

    RUNNING = "running"
    RUN_OUT = "run-out"  # its last day is over
    KEPT = "kept"  # somebody of ours got the home
    BROKEN = "broken"  # by the landlord
    RELEASED = "released"  # by us


class HoldAction(StrEnum):
    EXTEND = "extend"
    RUN_OUT = "run-out"
    KEEP = "keep"
    BREAK = "break"
    RELEASE = "release"


class LandlordAnswer(StrEnum):
    """Whether a landlord would let a flat to a household."""

    WAITS = "waits"  # has not said yet
    YES = "yes"
    NO = "no"


class AnswerAction(StrEnum):
    WAIT = "wait"  # asks for time
    AGREE = "agree"
    REFUSE = "refuse"


class PromiseStatus(StrEnum):
    """What a centre and a landlord promised each other, either way."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    LIFTED = "lifted"  # nobody asks for it any more


class PromiseAction(StrEnum):
    KEEP = "keep"
    BREAK = "break"
    LIFT = "lift"


ANSWER_MOVES: Moves = {
    LandlordAnswer.WAITS: {
        AnswerAction.WAIT: LandlordAnswer.WAITS,
        AnswerAction.AGREE: LandlordAnswer.YES,
        AnswerAction.REFUSE: LandlordAnswer.NO,
    },
    LandlordAnswer.YES: {AnswerAction.REFUSE: LandlordAnswer.NO},
    LandlordAnswer.NO: {AnswerAction.AGREE: LandlordAnswer.YES},
}
ANSWER_REFUSALS: Refusals = {
    LandlordAnswer.WAITS: N_("The landlord has not answered yet: write down what was said."),
    LandlordAnswer.YES: N_("The landlord has said yes: write down only if it is a no now."),
    LandlordAnswer.NO: N_("The landlord has said no: write down only if it is a yes now."),
}

HOLD_MOVES: Moves = {
    HoldStatus.RUNNING: {
        HoldAction.EXTEND: HoldStatus.RUNNING,
        HoldAction.RUN_OUT: HoldStatus.RUN_OUT,
        HoldAction.KEEP: HoldStatus.KEPT,
        HoldAction.BREAK: HoldStatus.BROKEN,
        HoldAction.RELEASE: HoldStatus.RELEASED,
    },
    HoldStatus.RUN_OUT: {HoldAction.KEEP: HoldStatus.KEPT, HoldAction.BREAK: HoldStatus.BROKEN},
    HoldStatus.KEPT: {HoldAction.BREAK: HoldStatus.BROKEN},
    HoldStatus.BROKEN: {HoldAction.KEEP: HoldStatus.KEPT},
    HoldStatus.RELEASED: {},
}
HOLD_REFUSALS: Refusals = {
    HoldStatus.RUNNING: N_("The landlord still holds this flat: extend it, or write down what became of it."),
    HoldStatus.RUN_OUT: N_("The last day of this hold is over: ask the landlord, and write down a new one."),
    HoldStatus.KEPT: N_("The landlord has kept the word: write down a new hold if there is one."),
    HoldStatus.BROKEN: N_("The landlord has broken the word: write down a new hold if there is one."),
    HoldStatus.RELEASED: N_("We have released this flat: write down a new hold if there is one."),
}

PROMISE_MOVES: Moves = {
    PromiseStatus.OPEN: {
        PromiseAction.KEEP: PromiseStatus.KEPT,
        PromiseAction.BREAK: PromiseStatus.BROKEN,
        PromiseAction.LIFT: PromiseStatus.LIFTED,
    },
    PromiseStatus.KEPT: {PromiseAction.BREAK: PromiseStatus.BROKEN},
    PromiseStatus.BROKEN: {PromiseAction.KEEP: PromiseStatus.KEPT},
    PromiseStatus.LIFTED: {},
}
PROMISE_REFUSALS: Refusals = {
    PromiseStatus.OPEN: N_("This promise is open: write down what became of it."),
    PromiseStatus.KEPT: N_("This promise was kept: write down a new one if there is one."),
    PromiseStatus.BROKEN: N_("This promise was broken: write down a new one if there is one."),
    PromiseStatus.LIFTED: N_("Nobody asks for this any more: write down a new promise if there is one."),
}
