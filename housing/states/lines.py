"""Which status may follow which in a line behind a flat. Pure.

A place ends once: whoever is put in line again has a new one.
"""

from enum import StrEnum

from core.text import N_
from housing.states.moves import Moves, Refusals


class LineStatus(StrEnum):
    """A household in line for a flat."""

    WAITING = "waiting"
    OFFERED = "offered"  # its turn came
    PASSED_OVER = "passed-over"  # its turn came, and it could not be offered the flat
    RELEASED = "released"  # somebody has accepted the flat, or this household another
    TAKEN_OUT = "taken-out"  # by an officer


class LineAction(StrEnum):
    MOVE = "move"  # to another place in the order
    OFFER = "offer"
    PASS_OVER = "pass-over"
    RELEASE = "release"
    TAKE_OUT = "take-out"


LINE_MOVES: Moves = {
    LineStatus.WAITING: {
        LineAction.MOVE: LineStatus.WAITING,
        LineAction.OFFER: LineStatus.OFFERED,
        LineAction.PASS_OVER: LineStatus.PASSED_OVER,
        LineAction.RELEASE: LineStatus.RELEASED,
        LineAction.TAKE_OUT: LineStatus.TAKEN_OUT,
    },
    LineStatus.OFFERED: {},
    LineStatus.PASSED_OVER: {},
    LineStatus.RELEASED: {},
    LineStatus.TAKEN_OUT: {},
}
LINE_REFUSALS: Refusals = {
    LineStatus.WAITING: N_("The household waits in line: offer it the flat when its turn comes."),
    LineStatus.OFFERED: N_("The household was offered this flat: look at its offer."),
    LineStatus.PASSED_OVER: N_("The household was passed over: put it in line again if it should wait."),
    LineStatus.RELEASED: N_("The household was released from the line: put it in line again if it should wait."),
    LineStatus.TAKEN_OUT: N_("The household was taken out of the line: put it in line again if it should wait."),
}
