"""What a family cannot do without, told to itself of one home: there, not there, or still to be asked."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from housing.ranking import Limit, RankedFlat
from housing.wants import Strength


class Met(StrEnum):
    """What a home has of what is needed."""

    YES = "yes"
    NO = "no"
    TO_ASK = "to-ask"


_WORDS = {
    Limit.STEP_FREE: {
        Met.YES: _l("you do not have to climb stairs"),
        Met.NO: _l("you have to climb stairs"),
        Met.TO_ASK: _l("we still have to ask whether you have to climb stairs"),
    },
    Limit.WHEELCHAIR: {
        Met.YES: _l("a wheelchair gets in"),
        Met.NO: _l("a wheelchair does not get in"),
        Met.TO_ASK: _l("we still have to ask whether a wheelchair gets in"),
    },
    Limit.PETS: {
        Met.YES: _l("a pet is allowed"),
        Met.NO: _l("a pet is not allowed"),
        Met.TO_ASK: _l("we still have to ask whether a pet is allowed"),
    },
    Limit.QUIET: {
        Met.YES: _l("it is quiet"),
        Met.NO: _l("it is not quiet"),
        Met.TO_ASK: _l("we still have to ask whether it is quiet"),
    },
}


def needed(fit: RankedFlat) -> list[tuple[Met, str]]:
    """What the family needs of a home besides rent, room and place, each with whether it is there, in words."""
    wishes, broken = fit.wishes, {one.limit: one.change for one in fit.broken}
    needs = {
        Limit.STEP_FREE: wishes.step_free,
        Limit.WHEELCHAIR: wishes.wheelchair,
        Limit.PETS: wishes.has_pet,
        Limit.QUIET: wishes.quiet is Strength.MUST,
    }
    found = []
    for limit in (limit for limit, is_needed in needs.items() if is_needed):
        change = broken.get(limit)
        met = Met.YES if change is None else Met.TO_ASK if change.is_to_ask else Met.NO
        found.append((met, str(_WORDS[limit][met])))
    return found


def needed_line(fit: RankedFlat | None) -> str | None:
    """The same in one line, for a letter; None where nothing is needed, or nobody has asked yet."""
    return " · ".join(words for _met, words in needed(fit)) or None if fit else None
