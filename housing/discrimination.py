"""On what ground somebody was turned away, how we know of it, and what was done about it. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from housing.reasons.refusals import RefusalReason


class Ground(StrEnum):
    ORIGIN = "origin"  # race, colour, nationality, descent
    RELIGION = "religion"
    FAMILY = "family"  # children, a parent alone, many people
    DISABILITY = "disability"
    SEX = "sex"
    AGE = "age"
    SUPPORT = "support"  # lives on benefits or in a programme
    OTHER = "other"


class Evidence(StrEnum):
    ADVERT = "advert"  # stands in the advert
    TALK = "talk"  # was said to us
    HOUSEHOLD = "household"  # was said to a household
    OTHER = "other"


class Refuser(StrEnum):
    """Who turned somebody away."""

    OWNER = "owner"
    AGENT = "agent"  # an estate agent
    OTHER = "other"  # a manager, a relative, a neighbour


class Response(StrEnum):
    """What was done about it, from little to much."""

    TALK = "talk"  # with whoever refused
    ADVERT = "advert"  # whoever shows the advert was asked to take it down
    COMPLAINT = "complaint"  # to an authority or a court
    OMBUDSMAN = "ombudsman"
    OTHER = "other"  # less than any of these


class Result(StrEnum):
    """What came of that."""

    WAITS = "waits"  # for an answer
    CHANGED = "changed"  # is let without regard to who comes
    UNCHANGED = "unchanged"


# Of a landlord's coded reasons, those that are about who the household is, and not about the flat or the rent.
GROUNDS: Mapping[RefusalReason, Ground] = {
    RefusalReason.ORIGIN: Ground.ORIGIN,
    RefusalReason.CHILDREN: Ground.FAMILY,
    RefusalReason.SUBSIDY: Ground.SUPPORT,
}
