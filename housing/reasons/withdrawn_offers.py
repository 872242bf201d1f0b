"""Why an offer is taken back, and whose doing it was: few codes, so that a centre learns where homes are lost."""

from collections.abc import Mapping
from enum import StrEnum

from housing.reasons.refusals import RefusalReason
from housing.reasons.withdrawn_adverts import WithdrawalReason


class Cause(StrEnum):
    """Who ended it."""

    HOUSEHOLD = "household"
    LANDLORD = "landlord"
    OFFICE = "office"


class TakenBack(StrEnum):
    """Why the office took it back. What the household itself answers is a `DeclineReason`."""

    CHANGED_ITS_MIND = "changed-its-mind"
    FOUND_ANOTHER = "found-another"
    NOT_REACHED = "not-reached"
    HOUSEHOLD_OTHER = "household-other"
    LET_TO_ANOTHER = "let-to-another"
    ASKS_MORE = "asks-more"
    DOES_NOT_WANT_IT = "does-not-want-it"  # the landlord, this household
    LANDLORD_OTHER = "landlord-other"
    NOT_AS_DESCRIBED = "not-as-described"  # the home, once it was seen
    PAPERS_MISSING = "papers-missing"
    MISTAKE = "mistake"
    OFFICE_OTHER = "office-other"


# What a household says of itself.
ITS_OWN = (TakenBack.CHANGED_ITS_MIND, TakenBack.FOUND_ANOTHER, TakenBack.HOUSEHOLD_OTHER)
NEEDS_WORDS = (TakenBack.HOUSEHOLD_OTHER, TakenBack.LANDLORD_OTHER, TakenBack.OFFICE_OTHER)

CAUSES = {
    TakenBack.CHANGED_ITS_MIND: Cause.HOUSEHOLD,
    TakenBack.FOUND_ANOTHER: Cause.HOUSEHOLD,
    TakenBack.NOT_REACHED: Cause.HOUSEHOLD,
    TakenBack.HOUSEHOLD_OTHER: Cause.HOUSEHOLD,
    TakenBack.LET_TO_ANOTHER: Cause.LANDLORD,
    TakenBack.ASKS_MORE: Cause.LANDLORD,
    TakenBack.DOES_NOT_WANT_IT: Cause.LANDLORD,
    TakenBack.LANDLORD_OTHER: Cause.LANDLORD,
    TakenBack.NOT_AS_DESCRIBED: Cause.OFFICE,
    TakenBack.PAPERS_MISSING: Cause.OFFICE,
    TakenBack.MISTAKE: Cause.OFFICE,
    TakenBack.OFFICE_OTHER: Cause.OFFICE,
}

# Whoever has let the home to others offers it to nobody else: its advert is closed with the offer.
CLOSES_FOR: Mapping[TakenBack, WithdrawalReason] = {TakenBack.LET_TO_ANOTHER: WithdrawalReason.LET}

# What speaks against what was verified of the flat: somebody asks again.
DOUBTS_THE_FLAT = frozenset({TakenBack.ASKS_MORE, TakenBack.LANDLORD_OTHER, TakenBack.NOT_AS_DESCRIBED})

# What a landlord's no makes of an offer of the flat; any other reason is about this household.
_TAKEN_BACK_FOR: Mapping[RefusalReason, TakenBack] = {
    RefusalReason.RENT: TakenBack.ASKS_MORE,
    RefusalReason.GUARANTEE: TakenBack.ASKS_MORE,
    RefusalReason.LET: TakenBack.LET_TO_ANOTHER,
}


def taken_back_for(refusal: RefusalReason) -> TakenBack:
    """Why the offer of a flat is taken back whose landlord has said no for this reason."""
    return _TAKEN_BACK_FOR.get(refusal, TakenBack.DOES_NOT_WANT_IT)
