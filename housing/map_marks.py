"""By what the markers of a map are told apart. How well a flat fits a household joins them with the ranking. Pure."""

from bisect import bisect_right
from decimal import Decimal
from enum import StrEnum


class MarkBy(StrEnum):
    """What the shape on a marker says."""

    STAGE = "stage"
    RENT = "rent"


# Euros a month: the same on every map, so that two of them can be compared. A band begins with its lower limit.
RENT_LIMITS = (Decimal(350), Decimal(450), Decimal(600))


def rent_band(monthly_rent: Decimal) -> int:
    """Which of the bands a rent lies in, from 0."""
    return bisect_right(RENT_LIMITS, monthly_rent)
