"""Which status may follow which in what landlords say. Pure; `housing.states` knows these too.

A hold that was neither broken nor used when its last day was over has run out; whether it was kept or broken may be
learnt later, and one answer puts a slip in the other right.
"""

from collections.abc import Mapping
from enum import StrEnum

from core.text import N_


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


HOLD_MOVES: Mapping[StrEnum, Mapping[StrEnum, StrEnum]] = {
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
HOLD_REFUSALS: Mapping[StrEnum, str] = {
    HoldStatus.RUNNING: N_("The landlord still holds this flat: extend it, or write down what became of it."),
    HoldStatus.RUN_OUT: N_("The last day of this hold is over: ask the landlord, and write down a new one."),
    HoldStatus.KEPT: N_("The landlord has kept the word: write down a new hold if there is one."),
    HoldStatus.BROKEN: N_("The landlord has broken the word: write down a new hold if there is one."),
    HoldStatus.RELEASED: N_("We have released this flat: write down a new hold if there is one."),
}
