"""Why a flat is taken off a household's shortlist: few codes, so that a centre learns what its flats lack."""

from enum import StrEnum


class DropReason(StrEnum):
    TOO_EXPENSIVE = "too-expensive"
    TOO_FAR = "too-far"
    TOO_SMALL = "too-small"
    STAIRS = "stairs"
    CONDITION = "condition"
    LANDLORD = "landlord"  # who does not want to let to it
    GONE = "gone"
    OTHER = "other"
