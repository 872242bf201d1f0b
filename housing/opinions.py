"""What a family thinks of a home that is kept for it, and because of what: few codes, the same for yes and no."""

from enum import StrEnum


class Opinion(StrEnum):
    LIKED = "liked"
    NOT_LIKED = "not-liked"


class Because(StrEnum):
    """What speaks for a home, or against it."""

    COST = "cost"
    PLACE = "place"
    ROOM = "room"
    STAIRS = "stairs"
    CONDITION = "condition"
    OTHER = "other"  # in the family's own words
