"""How long a lease binds, and which status of its term may follow which. Pure."""

from datetime import date
from enum import StrEnum

from core.text import N_
from housing.states.moves import Moves, Refusals


class TermStatus(StrEnum):
    """How long a lease binds."""

    RUNNING = "running"  # to its last day by law, which is still to come
    CUT_SHORT = "cut-short"  # it is written down that it ends before; that day may still be to come
    OVER = "over"  # its last day by law has passed


class TermAction(StrEnum):
    END = "end"
    TAKE_BACK = "take-back"  # it does not end before, or that was a slip


TERM_MOVES: Moves = {
    TermStatus.RUNNING: {TermAction.END: TermStatus.CUT_SHORT},
    TermStatus.CUT_SHORT: {TermAction.TAKE_BACK: TermStatus.RUNNING},
    TermStatus.OVER: {},
}

TERM_REFUSALS: Refusals = {
    TermStatus.RUNNING: N_("No early end of this lease is written down: it binds until its last day by law."),
    TermStatus.CUT_SHORT: N_("The end of this lease is written down already: take that back first."),
    TermStatus.OVER: N_("This lease is over by law: there is nothing left to end."),
}


def term_status(is_cut_short: bool, statutory_ends_on: date, on: date) -> TermStatus:
    """How long a lease binds, as it is known on a day."""
    if is_cut_short:
        return TermStatus.CUT_SHORT
    return TermStatus.OVER if statutory_ends_on <= on else TermStatus.RUNNING
