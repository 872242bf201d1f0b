"""How far a household is with the programme, and which stage may follow which. Pure.

It is referred by another service or comes by itself, is taken in and looks for a home, has one, and leaves. Who has
lost the home looks again; who has left may come back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from core.errors import Refused
from core.text import N_, Sentence


class Stage(StrEnum):
    REFERRED = "referred"  # named to the programme, not taken in yet
    SEARCHING = "searching"  # taken in, without a home of its own
    HOUSED = "housed"  # a lease is signed; its first day may still be to come
    EXITED = "exited"  # the programme does nothing for it any more


class StageReason(StrEnum):
    """Why a household looks again, or has left."""

    LEASE_ENDED = "lease-ended"
    LOST_HOME = "lost-home"  # put out, or the home is not fit to live in
    LEFT_HOME = "left-home"
    CAME_BACK = "came-back"
    NOT_ACCEPTED = "not-accepted"  # does not meet the conditions
    FOUND_HOME = "found-home"  # otherwise than by the programme
    SUBSIDY_ENDED = "subsidy-ended"
    MOVED_AWAY = "moved-away"
    LEFT_COUNTRY = "left-country"
    NO_CONTACT = "no-contact"
    WITHDREW = "withdrew"  # does not want the programme any more
    EXCLUDED = "excluded"
    DIED = "died"
    WRITTEN_TWICE = "written-twice"  # the family is here as another household


_WHENEVER = (
    StageReason.MOVED_AWAY, StageReason.LEFT_COUNTRY, StageReason.NO_CONTACT, StageReason.WITHDREW,
    StageReason.EXCLUDED, StageReason.DIED, StageReason.WRITTEN_TWICE,
)  # fmt: skip

# By stage what may come next, and the reasons of which one is given; without any, nobody asks.
_MOVES: Mapping[Stage, Mapping[Stage, tuple[StageReason, ...]]] = {
    Stage.REFERRED: {
        Stage.SEARCHING: (),
        Stage.HOUSED: (),
        Stage.EXITED: (StageReason.NOT_ACCEPTED, StageReason.FOUND_HOME, *_WHENEVER),
    },
    Stage.SEARCHING: {
        Stage.HOUSED: (),
        Stage.EXITED: (StageReason.FOUND_HOME, StageReason.NOT_ACCEPTED, *_WHENEVER),
    },
    Stage.HOUSED: {
        Stage.SEARCHING: (StageReason.LEASE_ENDED, StageReason.LOST_HOME, StageReason.LEFT_HOME),
        Stage.EXITED: (StageReason.SUBSIDY_ENDED, *_WHENEVER),
    },
    Stage.EXITED: {Stage.SEARCHING: (StageReason.CAME_BACK,)},
}
# A home is written down by its lease, which is seen to where leases are.
_BY_HAND = (Stage.SEARCHING, Stage.EXITED)
BEGINNINGS = (Stage.REFERRED, Stage.SEARCHING)
LOOKING = (Stage.REFERRED, Stage.SEARCHING)  # without a home

NOT_AFTER = Sentence(N_("The household cannot come to this from where it stands: look at its history."))
WRONG_REASON = Sentence(N_("Choose one of the reasons that go with this."))
TOO_EARLY = Sentence(N_("This cannot be before what the household did before: look at its history."))
NO_BEGINNING = Sentence(N_("A household begins with a referral or with being taken in."))


@dataclass(frozen=True, slots=True)
class StageFact:
    """Where a household stands from a day on, and why."""

    stage: Stage
    since_on: date
    reason: StageReason | None = None


def next_moves(stage: Stage) -> list[tuple[Stage, StageReason | None]]:
    """What a person may say next of a household, each with its reason, in the order in which a page shows it."""
    moves = _MOVES[stage]
    return [(after, reason) for after in _BY_HAND if after in moves for reason in moves[after] or (None,)]


def moves_instead(before: Stage | None, wrong: Stage) -> list[tuple[Stage, StageReason | None]]:
    """What may have come after a stage in place of what was said; after none, how a household begins."""
    if before is None:
        return [(stage, None) for stage in BEGINNINGS]
    kept: list[tuple[Stage, StageReason | None]] = [(wrong, None)] if wrong is Stage.HOUSED else []
    return [*kept, *next_moves(before)]


def check_course(course: Sequence[StageFact]) -> None:
    """Whether a household may have gone this way. Raises Refused."""
    if not course or course[0].stage not in BEGINNINGS or course[0].reason is not None:
        raise Refused(NO_BEGINNING, field="move")
    for before, after in pairwise(course):
        if after.stage not in _MOVES[before.stage]:
            raise Refused(NOT_AFTER, field="move")
        if after.reason not in (_MOVES[before.stage][after.stage] or (None,)):
            raise Refused(WRONG_REASON, field="move")
        if after.since_on < before.since_on:
            raise Refused(TOO_EARLY, field="since_on")
