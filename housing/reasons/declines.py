"""Why households say no: few codes, so that a centre learns what its flats lack."""

from enum import StrEnum


class DeclineReason(StrEnum):
    TOO_EXPENSIVE = "too-expensive"
    TOO_FAR = "too-far"
    TOO_SMALL = "too-small"
    STAIRS = "stairs"
    CONDITION = "condition"
    FOUND_ANOTHER = "found-another"
    OTHER = "other"  # in the household's own words


# What speaks against the flat itself: somebody looks at it again.
DOUBTS_THE_FLAT = frozenset({DeclineReason.CONDITION})
