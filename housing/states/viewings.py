"""Which status may follow which of a viewing, and of each household that is to come to it. Pure.

What came of a viewing is written down on the way, with one thumb: a slip is put right by saying the other thing. Who
is asked once more, because the viewing is at another time now, has not answered yet.
"""

from collections.abc import Collection
from enum import StrEnum

from core.text import N_
from housing.states.moves import Moves, Refusals


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


VIEWING_MOVES: Moves = {
    ViewingStatus.PLANNED: {
        ViewingAction.INVITE: ViewingStatus.PLANNED,
        ViewingAction.CHANGE: ViewingStatus.PLANNED,
        ViewingAction.HOLD: ViewingStatus.HELD,
        ViewingAction.CANCEL: ViewingStatus.CANCELLED,
    },
    ViewingStatus.HELD: {ViewingAction.HOLD: ViewingStatus.HELD},
    ViewingStatus.CANCELLED: {},
}

VIEWING_REFUSALS: Refusals = {
    ViewingStatus.PLANNED: N_("This viewing is still to come: change or cancel it."),
    ViewingStatus.HELD: N_("What came of this viewing is written down: book a new one."),
    ViewingStatus.CANCELLED: N_("This viewing was cancelled: book a new one."),
}

# Who said that it cannot come may come all the same, but stayed away for no other reason. Said twice, as by a thumb
# that pressed twice, an answer is the same.
GUEST_MOVES: Moves = {
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


class Course(StrEnum):
    """How a viewing went, as people read it."""

    PLANNED = "planned"
    PARTLY = "partly"  # somebody did not come, and of others nobody has written down yet whether they did
    SEEN = "seen"  # somebody came
    NOBODY = "nobody"
    CANCELLED = "cancelled"


def course_of(status: ViewingStatus, guests: Collection[GuestStatus]) -> Course:
    """A viewing to which nobody came did not take place, though it is written down what came of it."""
    if status is not ViewingStatus.HELD:
        return Course(status.value)
    if GuestStatus.CAME in guests:
        return Course.SEEN
    return Course.PARTLY if any(guest in EXPECTED for guest in guests) else Course.NOBODY


GUEST_REFUSALS: Refusals = {
    GuestStatus.INVITED: N_("The household has not answered yet: ask it whether it comes."),
    GuestStatus.CONFIRMED: N_("The household has said that it comes: write down what comes of it."),
    GuestStatus.DECLINED: N_("The household said that it cannot come: that is no absence without a word."),
    GuestStatus.CAME: N_("The household has seen the flat: for a second look, book a new viewing."),
    GuestStatus.NO_SHOW: N_("The household did not come: invite it to another viewing."),
    GuestStatus.RELEASED: N_("The household is not expected any more: invite it again."),
}
