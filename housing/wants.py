"""What a household wants of a home, and how firmly. Pure."""

from enum import StrEnum


class Strength(StrEnum):
    """How firmly something is wanted."""

    WISH = "wish"  # graded: a flat without it comes later
    MUST = "must"  # a limit


class AreaWish(StrEnum):
    """What a household says of an area, the firmest first and last."""

    ONLY = "only"  # of several areas in any one
    RATHER = "rather"
    RATHER_NOT = "rather-not"
    NEVER = "never"
