"""What is said of a viewing in codes: who opens, what a household thought of the flat, why it was cancelled. Pure."""

from enum import StrEnum


class Opener(StrEnum):
    """Who opens the door."""

    LANDLORD = "landlord"
    AGENT = "agent"
    OFFICE = "office"  # the centre has the key
    OTHER = "other"


class Interest(StrEnum):
    """What a household thinks of the flat that it has seen."""

    WANTS = "wants"
    UNSURE = "unsure"
    REFUSES = "refuses"


class CancelReason(StrEnum):
    """Why nobody goes there, kept apart by whose cause it is."""

    LANDLORD = "landlord"
    GONE = "gone"  # the flat is no longer to be had
    HOUSEHOLD = "household"
    OFFICE = "office"
    OTHER = "other"
