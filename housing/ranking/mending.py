"""The smallest change that would make a pair fit, in words. Pure."""

from core.text import N_, Sentence
from housing.ranking.limits import Change, Limit


def mending(change: Change) -> Sentence:
    """What would have to be otherwise, or turn out so when somebody asks."""
    match change.limit:
        case Limit.MONEY:
            says = N_("The household would have to be able to pay %(amount)s more each month.")
            return Sentence(says, {"amount": change.amount})
        case Limit.BEDROOMS:
            return _bedrooms(change)
        case Limit.STEP_FREE if change.is_to_ask:
            return Sentence(N_("It would have to turn out to have a lift, or to be on the ground floor."))
        case Limit.STEP_FREE:
            return Sentence(N_("It would have to have a lift, or be on the ground floor."))


def _bedrooms(change: Change) -> Sentence:
    assert isinstance(change.amount, int)
    if change.is_to_ask:
        return Sentence.counted(
            change.amount,
            "It would have to turn out to have one bedroom.",
            "It would have to turn out to have %(n)s bedrooms.",
        )
    return Sentence.counted(
        change.amount, "It would have to have one bedroom more.", "It would have to have %(n)s bedrooms more."
    )
