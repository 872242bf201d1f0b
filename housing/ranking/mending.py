"""The smallest change that would make a pair fit, in words. Pure."""

from core.text import N_, Sentence
from housing.ranking.limits import Change, Limit, how_far

_NEEDED = {  # where there is no amount
    Limit.STEP_FREE: N_("It would have to have a lift, or be on the ground floor."),
    Limit.WHEELCHAIR: N_("A wheelchair would have to get in."),
    Limit.PETS: N_("The landlord would have to allow a pet after all."),
    Limit.QUIET: N_("It would have to be quiet."),
    Limit.ONLY: N_("The household would have to be willing to live there too."),
    Limit.NEVER: N_("The household would have to be willing to live there after all."),
}
_TO_ASK = {
    Limit.STEP_FREE: N_("It would have to turn out to have a lift, or to be on the ground floor."),
    Limit.WHEELCHAIR: N_("It would have to turn out that a wheelchair gets in."),
    Limit.PETS: N_("The landlord would have to say that a pet is allowed."),
    Limit.QUIET: N_("It would have to turn out to be quiet."),
    Limit.ONLY: N_("It would have to turn out to stand where the household wants to live."),
    Limit.NEVER: N_("It would have to turn out to stand elsewhere."),
}


def mending(change: Change) -> Sentence:
    """What would have to be otherwise, or turn out so when somebody asks."""
    match change.limit, change.amount:
        case Limit.MONEY, amount:
            says = N_("The household would have to be able to pay %(amount)s more each month.")
            return Sentence(says, {"amount": amount})
        case Limit.BEDROOMS, int() as bedrooms:
            return _bedrooms(bedrooms, is_to_ask=change.is_to_ask)
        case Limit.ONLY, int() as metres:
            return Sentence(N_("The household would have to live %(far)s farther out."), {"far": how_far(metres)})
    return Sentence((_TO_ASK if change.is_to_ask else _NEEDED)[change.limit])


def _bedrooms(number: int, *, is_to_ask: bool) -> Sentence:
    if is_to_ask:
        return Sentence.counted(
            number,
            "It would have to turn out to have one bedroom.",
            "It would have to turn out to have %(n)s bedrooms.",
        )
    return Sentence.counted(
        number, "It would have to have one bedroom more.", "It would have to have %(n)s bedrooms more."
    )
