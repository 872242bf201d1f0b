"""What other weights would change, in words: who goes up, who goes down, and how far."""

from collections.abc import Sequence

from flask_babel import ngettext

from housing.ranking import Move
from housing.services.ranking.weights_preview import Compared


def preview_words(compared: Sequence[Compared]) -> str:
    """The verdict on all of them."""
    changed = [one for one in compared if one.moves]
    if not changed:
        return ngettext(
            "Nothing changes among the first ten flats of %(num)s household.",
            "Nothing changes among the first ten flats of %(num)s households.",
            len(compared),
        )
    return ngettext(
        "Among the first ten flats something changes for %(changed)s of %(num)s household: %(what)s.",
        "Among the first ten flats something changes for %(changed)s of %(num)s households: %(what)s.",
        len(compared),
        changed=len(changed),
        what=up_and_down([move for one in changed for move in one.moves]),
    )


def up_and_down(moves: Sequence[Move]) -> str:
    """`2 flats go up, by 3 places at most · 1 flat goes down, by 1 place`; nothing of those that are none."""
    ups, downs = [move.up for move in moves if move.up > 0], [-move.up for move in moves if move.up < 0]
    parts = []
    if ups:
        parts.append(ngettext("%(num)s flat goes up", "%(num)s flats go up", len(ups)) + ", " + _at_most(ups))
    if downs:
        parts.append(ngettext("%(num)s flat goes down", "%(num)s flats go down", len(downs)) + ", " + _at_most(downs))
    return " · ".join(parts)


def move_words(move: Move) -> str:
    """`up by 3 places, from 5 to 2`."""
    return (_up if move.up > 0 else _down)(abs(move.up), was=move.was, now=move.now)


def _up(by: int, **ends: int) -> str:
    return ngettext(
        "up by %(num)s place, from %(was)s to %(now)s",
        "up by %(num)s places, from %(was)s to %(now)s",
        by,
        **ends,
    )


def _down(by: int, **ends: int) -> str:
    return ngettext(
        "down by %(num)s place, from %(was)s to %(now)s",
        "down by %(num)s places, from %(was)s to %(now)s",
        by,
        **ends,
    )


def _at_most(places: Sequence[int]) -> str:
    most = max(places)
    if len(places) == 1:
        return ngettext("by %(num)s place", "by %(num)s places", most)
    return ngettext("by at most %(num)s place", "by at most %(num)s places", most)
